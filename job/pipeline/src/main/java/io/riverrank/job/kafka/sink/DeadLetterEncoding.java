package io.riverrank.job.kafka.sink;

import io.riverrank.schemas.DeadLetter;
import io.riverrank.schemas.DeadLetterEncoder;
import io.riverrank.schemas.EncodedMessage;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;

/** A dead letter as it is written; counts them by code. */
public final class DeadLetterEncoding extends RichMapFunction<DeadLetter, EncodedMessage> {

  private static final long serialVersionUID = 1;

  private final int maxMessageBytes;
  private transient DeadLetterEncoder encoder;
  private transient DeadLetterCounters counters;

  /**
   * @param maxMessageBytes of a record batch with one dead letter
   */
  public DeadLetterEncoding(int maxMessageBytes) {
    this.maxMessageBytes = maxMessageBytes;
  }

  @Override
  public void open(OpenContext context) {
    encoder = new DeadLetterEncoder(RecordLimit.messageBytes(maxMessageBytes));
    counters = new DeadLetterCounters(getRuntimeContext().getMetricGroup());
  }

  @Override
  public EncodedMessage map(DeadLetter letter) {
    counters.count(letter.code());
    return encoder.encode(letter);
  }
}
