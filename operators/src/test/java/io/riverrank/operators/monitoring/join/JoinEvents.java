package io.riverrank.operators.monitoring.join;

import io.riverrank.schemas.ModelInfo;
import io.riverrank.schemas.RerankResult;
import io.riverrank.schemas.SourceRecord;
import io.riverrank.schemas.monitoring.Interaction;
import io.riverrank.schemas.monitoring.Judgement;
import java.util.List;
import javax.annotation.Nullable;

/** What a monitor reads, in short. */
public final class JoinEvents {

  private JoinEvents() {}

  static JoinedResult result(String queryId, long timeMs) {
    return result(queryId, timeMs, "sha256:aa", null);
  }

  public static JoinedResult result(
      String queryId, long timeMs, String model, @Nullable String metadata) {
    RerankResult result =
        new RerankResult(
            queryId,
            "bread",
            timeMs,
            true,
            0,
            0,
            0,
            new ModelInfo("m", model, "fp32"),
            List.of(),
            List.of(),
            null,
            timeMs,
            metadata,
            List.of());
    return joined(result);
  }

  public static JoinedResult joined(RerankResult result) {
    return JoinedResult.of(
        new MonitorEvent.Result(result, source("results", result.eventTimeMs())));
  }

  static MonitorEvent.Evidence judgement(
      String queryId, String docId, double label, @Nullable Long timeMs) {
    return new MonitorEvent.Evidence(
        queryId,
        new Judgement(queryId, null, docId, label, timeMs),
        null,
        source("judgements", timeMs == null ? SourceRecord.NO_TIMESTAMP : timeMs));
  }

  static MonitorEvent.Evidence click(String queryId, String docId, long timeMs) {
    return new MonitorEvent.Evidence(
        queryId,
        null,
        new Interaction(queryId, docId, Interaction.Type.CLICK, 1, timeMs),
        source("interactions", timeMs));
  }

  private static SourceRecord source(String topic, long timeMs) {
    return new SourceRecord(topic, 0, 0, timeMs, null, new byte[] {1}, List.of());
  }
}
