package io.riverrank.job.kafka.sink;

import io.riverrank.operators.types.RiverrankTypes;
import io.riverrank.schemas.DeadLetter;
import io.riverrank.schemas.DeadLetterCode;
import io.riverrank.schemas.EncodedMessage;
import io.riverrank.schemas.RerankResult;
import io.riverrank.schemas.ResultEncoder;
import io.riverrank.schemas.SourceRecord;
import io.riverrank.schemas.text.Counted;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * A result as it is written: the query id as key, its headers, and its event time.
 *
 * <p>A result that is too large for a record becomes a dead letter {@link
 * DeadLetterCode#RESULT_TOO_LARGE}, because the inputs in it must be in exactly one of the two
 * topics. Its key is the query id and its value is the result with {@code results} and {@code
 * failed} empty: enough to find the search again (query, event time, counts, metadata), and small.
 * A result is made of any number of messages, so topic, partition and offset of its source are
 * unknown: an empty name and -1.
 */
public final class ResultEncoding extends ProcessFunction<RerankResult, EncodedMessage> {

  private static final long serialVersionUID = 1;

  public static final OutputTag<DeadLetter> TOO_LARGE =
      new OutputTag<>("results-too-large", RiverrankTypes.DEAD_LETTER);

  private static final String UNKNOWN_TOPIC = "";
  private static final int UNKNOWN = -1;

  private final boolean allScores;
  private final int maxMessageBytes;
  private transient ResultEncoder encoder;

  /**
   * @param allScores write what monitoring needs of all candidates, cut by {@code top_k} or not
   * @param maxMessageBytes of a record batch with one result
   */
  public ResultEncoding(boolean allScores, int maxMessageBytes) {
    this.allScores = allScores;
    this.maxMessageBytes = maxMessageBytes;
  }

  @Override
  public void open(OpenContext context) {
    encoder = new ResultEncoder(allScores);
  }

  @Override
  public void processElement(RerankResult result, Context context, Collector<EncodedMessage> out) {
    EncodedMessage message =
        new EncodedMessage(
            result.queryId().getBytes(StandardCharsets.UTF_8),
            encoder.encode(result),
            result.headers(),
            timestampMs(result));
    if (message.sizeBytes() <= RecordLimit.messageBytes(maxMessageBytes)) {
      out.collect(message);
    } else {
      context.output(TOO_LARGE, tooLarge(result, message));
    }
  }

  private DeadLetter tooLarge(RerankResult result, EncodedMessage message) {
    return new DeadLetter(
        DeadLetterCode.RESULT_TOO_LARGE,
        ("the result for %s has %d bytes, more than kafka.max-message-bytes (%d); send"
                + " top_k, or raise that option and max.message.bytes of the results topic")
            .formatted(
                Counted.of(result.candidatesReceived(), "candidate"),
                message.sizeBytes(),
                maxMessageBytes),
        new SourceRecord(
            UNKNOWN_TOPIC,
            UNKNOWN,
            UNKNOWN,
            message.timestampMs(),
            message.key(),
            encoder.encode(withoutCandidates(result)),
            result.headers()));
  }

  /** Kafka has no timestamps before 1970; the result's text keeps its own. */
  private static long timestampMs(RerankResult result) {
    return Math.max(0, result.eventTimeMs());
  }

  private static RerankResult withoutCandidates(RerankResult result) {
    return new RerankResult(
        result.queryId(),
        result.query(),
        result.eventTimeMs(),
        result.complete(),
        result.candidatesReceived(),
        result.candidatesExpected(),
        result.superseded(),
        result.model(),
        result.models(),
        List.of(),
        null,
        List.of(),
        result.topK(),
        result.scoredAtMs(),
        result.metadata(),
        result.headers());
  }
}
