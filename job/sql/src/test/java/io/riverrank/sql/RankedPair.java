package io.riverrank.sql;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.riverrank.broker.testing.TestTopics;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** One line of a ranking, as the job and SQL write it. */
record RankedPair(String docId, double score) {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** The pairs of a topic by query id, in the order of the topic or of the ranking. */
  static Map<String, List<RankedPair>> read(TestTopics topics, String topic) throws IOException {
    Map<String, List<RankedPair>> read = new TreeMap<>();
    for (ConsumerRecord<byte[], byte[]> message : topics.read(topic)) {
      JsonNode result = MAPPER.readTree(message.value());
      List<RankedPair> pairs =
          read.computeIfAbsent(result.get("query_id").asText(), id -> new ArrayList<>());
      if (result.has("results")) {
        result.get("results").forEach(pair -> pairs.add(of(pair)));
      } else {
        pairs.add(of(result));
      }
    }
    return read;
  }

  private static RankedPair of(JsonNode pair) {
    return new RankedPair(pair.get("doc_id").asText(), pair.get("score").asDouble());
  }
}
