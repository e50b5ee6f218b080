package io.riverrank.faults.traffic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Queries and short documents of the demo's log. There are few, so that the pairs repeat and each
 * has to be scored outside of Flink only once.
 */
public final class SampleTexts {

  private static final String LOG = "/io/riverrank/tools/demo/search-log.jsonl";
  private static final int QUERIES = 25;
  private static final int DOCUMENTS = 60;
  private static final int WORDS = 14;

  private final List<String> queries;
  private final List<String> documents;

  private SampleTexts(List<String> queries, List<String> documents) {
    this.queries = queries;
    this.documents = documents;
  }

  /** Reads the log. */
  public static SampleTexts load() throws IOException {
    Set<String> queries = new LinkedHashSet<>();
    Set<String> documents = new LinkedHashSet<>();
    ObjectMapper mapper = new ObjectMapper();
    try (InputStream in = SampleTexts.class.getResourceAsStream(LOG);
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("{") && line.contains("\"candidates\"")) {
          JsonNode event = mapper.readTree(line);
          queries.add(event.path("query").asText());
          event.path("candidates").forEach(c -> documents.add(begin(c.path("text").asText())));
        }
      }
    }
    return new SampleTexts(
        queries.stream().filter(text -> !text.isBlank()).limit(QUERIES).toList(),
        documents.stream().filter(text -> !text.isBlank()).limit(DOCUMENTS).toList());
  }

  private static String begin(String text) {
    String[] words = text.strip().split("\\s+");
    List<String> first = new ArrayList<>(List.of(words));
    return String.join(" ", first.subList(0, Math.min(WORDS, first.size())));
  }

  String query(RandomGenerator random) {
    return queries.get(random.nextInt(queries.size()));
  }

  String document(RandomGenerator random) {
    return documents.get(random.nextInt(documents.size()));
  }
}
