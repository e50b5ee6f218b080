package io.riverrank.sql;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.riverrank.broker.testing.TestTopics;
import io.riverrank.operators.scoring.TextPair;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Searches with all their candidates, as the requests topic has them. */
record SearchLog(List<JsonNode> searches) {

  /** Between a query id and a candidate's position in the id of a pair. */
  static final String PAIR = "#";

  private static final ObjectMapper MAPPER = new ObjectMapper();

  /**
   * @param file one request a line
   */
  static SearchLog read(Path file) throws IOException {
    List<JsonNode> searches = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      searches.add(MAPPER.readTree(line));
    }
    return new SearchLog(searches);
  }

  /** The first searches with at least so many pairs; all again under other ids if it has fewer. */
  SearchLog first(int pairs) {
    List<JsonNode> first = new ArrayList<>();
    int found = 0;
    while (found < pairs) {
      int copy = first.size() / searches.size();
      JsonNode search = searches.get(first.size() % searches.size());
      first.add(copy == 0 ? search : renamed(search, "-" + copy));
      found += search.get("candidates").size();
    }
    return new SearchLog(first);
  }

  private static JsonNode renamed(JsonNode search, String suffix) {
    ObjectNode renamed = search.deepCopy();
    return renamed.put("query_id", search.get("query_id").asText() + suffix);
  }

  /** The same with each search's first candidate once more at its end, as {@code twin}: a tie. */
  SearchLog withTies() {
    return new SearchLog(
        searches.stream()
            .<JsonNode>map(
                search -> {
                  ObjectNode tied = search.deepCopy();
                  tied.withArray("candidates")
                      .addObject()
                      .put("doc_id", "twin")
                      .set("text", search.get("candidates").get(0).get("text"));
                  return tied;
                })
            .toList());
  }

  /** Each pair as a search of its own. */
  SearchLog pairByPair() {
    List<JsonNode> pairs = new ArrayList<>();
    for (JsonNode search : searches) {
      int position = 0;
      for (JsonNode candidate : search.get("candidates")) {
        ObjectNode pair = MAPPER.createObjectNode();
        pair.put("query_id", search.get("query_id").asText() + PAIR + position++);
        pair.set("query", search.get("query"));
        pair.putArray("candidates").add(candidate);
        pairs.add(pair);
      }
    }
    return new SearchLog(pairs);
  }

  List<TextPair> pairs() {
    List<TextPair> pairs = new ArrayList<>();
    for (JsonNode search : searches) {
      for (JsonNode candidate : search.get("candidates")) {
        pairs.add(new TextPair(search.get("query").asText(), candidate.get("text").asText()));
      }
    }
    return pairs;
  }

  /**
   * Writes it to a topic.
   *
   * @return the topic
   */
  String to(TestTopics topics) throws Exception {
    String topic = topics.create("requests", 2, Map.of());
    List<ProducerRecord<byte[], byte[]>> messages = new ArrayList<>();
    for (JsonNode search : searches) {
      byte[] key = search.get("query_id").asText().getBytes(UTF_8);
      messages.add(new ProducerRecord<>(topic, key, MAPPER.writeValueAsBytes(search)));
    }
    topics.send(messages);
    return topic;
  }
}
