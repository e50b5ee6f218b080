package io.riverrank.job.rollout;

import io.riverrank.job.kafka.sink.RecordLimit;
import io.riverrank.schemas.EncodedMessage;
import io.riverrank.schemas.rollout.ShadowRanking;
import io.riverrank.schemas.rollout.ShadowRankingEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/**
 * A shadow ranking as it is written: the query id as key, the result's event time. One that is too
 * large for a record is left out and counted.
 */
final class ShadowEncoding extends ProcessFunction<ShadowRanking, EncodedMessage> {

  private static final long serialVersionUID = 1;

  private final int maxMessageBytes;
  private transient ShadowRankingEncoder encoder;
  private transient Counter tooLarge;

  /**
   * @param maxMessageBytes of a record batch with one ranking
   */
  ShadowEncoding(int maxMessageBytes) {
    this.maxMessageBytes = maxMessageBytes;
  }

  @Override
  public void open(OpenContext context) {
    encoder = new ShadowRankingEncoder();
    tooLarge = getRuntimeContext().getMetricGroup().counter("numShadowQueriesTooLarge");
  }

  @Override
  public void processElement(
      ShadowRanking ranking, Context context, Collector<EncodedMessage> out) {
    EncodedMessage message =
        new EncodedMessage(
            ranking.queryId().getBytes(StandardCharsets.UTF_8),
            encoder.encode(ranking),
            List.of(),
            // Kafka has no timestamps before 1970.
            Math.max(0, context.timestamp()));
    if (message.sizeBytes() <= RecordLimit.messageBytes(maxMessageBytes)) {
      out.collect(message);
    } else {
      tooLarge.inc();
    }
  }
}
