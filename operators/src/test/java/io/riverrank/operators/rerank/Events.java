package io.riverrank.operators.rerank;

import io.riverrank.schemas.Candidate;
import io.riverrank.schemas.QueryEvent;
import io.riverrank.schemas.SourceRecord;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.annotation.Nullable;

/** Query events for tests. */
final class Events {
  private Events() {}

  /** A whole event; candidates are {@code d0}, {@code d1}, … with these texts. */
  static QueryEvent whole(String queryId, long timeMs, String... texts) {
    List<Candidate> candidates = new ArrayList<>();
    for (String text : texts) {
      candidates.add(new Candidate("d" + candidates.size(), text, null, null, null));
    }
    return new QueryEvent(
        queryId,
        "query",
        timeMs,
        null,
        null,
        true,
        candidates,
        List.of(),
        null,
        0,
        source(queryId));
  }

  static QueryEvent member(
      String queryId, long timeMs, String docId, String text, @Nullable Integer count) {
    return member(queryId, "query", timeMs, docId, text, count, null, null, null);
  }

  static QueryEvent member(
      String queryId,
      String query,
      long timeMs,
      String docId,
      String text,
      @Nullable Integer count,
      @Nullable Long originalRank,
      @Nullable Integer topK,
      @Nullable String metadata) {
    return new QueryEvent(
        queryId,
        query,
        timeMs,
        topK,
        metadata,
        false,
        List.of(new Candidate(docId, text, originalRank, null, null)),
        List.of(),
        count,
        0,
        source(queryId));
  }

  private static SourceRecord source(String queryId) {
    byte[] bytes = queryId.getBytes(StandardCharsets.UTF_8);
    return new SourceRecord("requests", 0, 0, 0, bytes, bytes, List.of());
  }
}
