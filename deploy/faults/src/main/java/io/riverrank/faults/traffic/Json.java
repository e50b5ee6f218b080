package io.riverrank.faults.traffic;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.util.List;

/** Request messages. */
final class Json {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Json() {}

  static byte[] bytes(ObjectNode event) {
    try {
      return MAPPER.writeValueAsBytes(event);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  static ObjectNode event(String queryId, String query, long eventTimeMs) {
    return MAPPER
        .createObjectNode()
        .put("query_id", queryId)
        .put("query", query)
        .put("event_time", eventTimeMs);
  }

  static ObjectNode whole(
      String queryId, String query, long eventTimeMs, List<PlannedCandidate> candidates) {
    ObjectNode event = event(queryId, query, eventTimeMs);
    event.putArray("candidates").addAll(candidates.stream().map(Json::candidate).toList());
    return event;
  }

  static ObjectNode member(
      String queryId, String query, long eventTimeMs, PlannedCandidate candidate, int count) {
    ObjectNode event = event(queryId, query, eventTimeMs).put("candidate_count", count);
    event.set("candidate", candidate(candidate));
    return event;
  }

  private static ObjectNode candidate(PlannedCandidate candidate) {
    return MAPPER
        .createObjectNode()
        .put("doc_id", candidate.docId())
        .put("text", candidate.text())
        .put("original_rank", candidate.originalRank());
  }
}
