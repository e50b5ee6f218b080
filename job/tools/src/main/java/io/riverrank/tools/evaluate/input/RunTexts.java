package io.riverrank.tools.evaluate.input;

import io.riverrank.job.errors.UserException;
import io.riverrank.schemas.trec.TextRecord;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The texts of a run's queries and documents; others are not kept. */
final class RunTexts {
  private final Map<String, String> queries;
  private final Map<String, String> documents;

  private RunTexts(Map<String, String> queries, Map<String, String> documents) {
    this.queries = queries;
    this.documents = documents;
  }

  /**
   * @throws UserException if a text of the run is missing
   */
  static RunTexts read(InputFile queries, InputFile corpus, Map<String, Map<String, Double>> run)
      throws IOException {
    Set<String> documents =
        run.values().stream().flatMap(map -> map.keySet().stream()).collect(Collectors.toSet());
    return new RunTexts(texts(queries, run.keySet()), texts(corpus, documents));
  }

  String query(String id) {
    return queries.get(id);
  }

  String document(String id) {
    return documents.get(id);
  }

  private static Map<String, String> texts(InputFile file, Set<String> wanted) throws IOException {
    Map<String, String> texts = new HashMap<>();
    try (TrecLines<TextRecord> lines = new TrecLines<>(file, TextRecord::parse)) {
      for (TextRecord text = lines.next(); text != null; text = lines.next()) {
        if (wanted.contains(text.id())) {
          texts.put(text.id(), text.titleAndText());
        }
      }
    }
    for (String id : wanted) {
      if (!texts.containsKey(id)) {
        throw new UserException("%s has no text for id %s of the run".formatted(file.name(), id));
      }
    }
    return texts;
  }
}
