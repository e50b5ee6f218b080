package io.riverrank.job.kafka.sink;

import io.riverrank.schemas.DeadLetter;
import io.riverrank.schemas.DeadLetterCode;
import io.riverrank.schemas.DeadLetterEncoder;
import io.riverrank.schemas.EncodedMessage;
import java.util.EnumMap;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/** A dead letter as it is written; counts them in the metrics {@code deadLetters.CODE}. */
public final class DeadLetterEncoding extends RichMapFunction<DeadLetter, EncodedMessage> {

  private static final long serialVersionUID = 1;

  static final String METRIC_GROUP = "deadLetters";

  private final int maxMessageBytes;
  private transient DeadLetterEncoder encoder;
  private transient Map<DeadLetterCode, Counter> counters;

  /**
   * @param maxMessageBytes of a record batch with one dead letter
   */
  public DeadLetterEncoding(int maxMessageBytes) {
    this.maxMessageBytes = maxMessageBytes;
  }

  @Override
  public void open(OpenContext context) {
    encoder = new DeadLetterEncoder(RecordLimit.messageBytes(maxMessageBytes));
    counters = new EnumMap<>(DeadLetterCode.class);
    MetricGroup group = getRuntimeContext().getMetricGroup().addGroup(METRIC_GROUP);
    for (DeadLetterCode code : DeadLetterCode.values()) {
      counters.put(code, group.counter(code.name()));
    }
  }

  @Override
  public EncodedMessage map(DeadLetter letter) {
    counters.get(letter.code()).inc();
    return encoder.encode(letter);
  }
}
