package io.riverrank.job.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.riverrank.operators.scoring.TextPair;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Requests as a search engine would send them. */
public final class TestRequests {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final long EVENT_TIME_MS = 1_700_000_000_000L;

  private TestRequests() {}

  /** A whole event; doc_ids are {@code d0}, {@code d1}, …. */
  public static String whole(String queryId, String query, List<String> documents) {
    ObjectNode request = request(queryId, query);
    ArrayNode candidates = request.putArray("candidates");
    for (String document : documents) {
      String docId = "d" + candidates.size();
      candidates.addObject().put("doc_id", docId).put("text", document);
    }
    return request.toString();
  }

  public static String member(String queryId, TextPair pair, String docId, int count) {
    ObjectNode request = request(queryId, pair.query());
    request.putObject("candidate").put("doc_id", docId).put("text", pair.document());
    return request.put("candidate_count", count).toString();
  }

  private static ObjectNode request(String queryId, String query) {
    return MAPPER
        .createObjectNode()
        .put("query_id", queryId)
        .put("query", query)
        .put("event_time", EVENT_TIME_MS);
  }

  public static ProducerRecord<byte[], byte[]> message(String topic, String key, String value) {
    return new ProducerRecord<>(topic, key.getBytes(UTF_8), value.getBytes(UTF_8));
  }
}
