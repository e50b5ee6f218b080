package io.riverrank.tools.evaluate.input;

import com.fasterxml.jackson.databind.JsonNode;
import io.riverrank.schemas.Unicode;
import io.riverrank.tools.text.JsonLines;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.annotation.Nullable;

/**
 * Samples as CrossEncoderRerankingEvaluator takes them: {@code {"query","positive":[…]}} with
 * either {@code "negative":[…]} or {@code "documents":[…]}, the latter in their order before
 * reranking.
 */
public final class SamplesSource implements QuerySource {
  private final JsonLines lines;
  private final boolean alwaysRerankPositives;

  /**
   * @param alwaysRerankPositives whether positives that are not among {@code documents} are ranked,
   *     too
   */
  public SamplesSource(InputFile file, boolean alwaysRerankPositives) {
    this.lines = new JsonLines(file.name(), file.reader());
    this.alwaysRerankPositives = alwaysRerankPositives;
  }

  @Override
  @Nullable
  public JudgedQuery next() {
    JsonNode sample = lines.next();
    if (sample == null) {
      return null;
    }
    String query = text(sample.path("query"), "query");
    List<String> positive = texts(sample, "positive");
    if (sample.has("negative") == sample.has("documents")) {
      throw lines.error("has to have either \"negative\" or \"documents\", and has both or none");
    }
    String id = Long.toString(lines.number());
    if (sample.has("negative")) {
      return judged(id, query, positive, texts(sample, "negative"), null);
    }
    List<String> documents = texts(sample, "documents");
    Set<String> relevant = new HashSet<>(positive);
    double[] before = before(documents, positive.size(), relevant);
    if (!alwaysRerankPositives) {
      return judged(id, query, documents, relevant, before);
    }
    List<String> negative = documents.stream().filter(text -> !relevant.contains(text)).toList();
    return judged(id, query, positive, negative, before);
  }

  /** Positives that are not among the documents come after them, as if found last. */
  private static double[] before(List<String> documents, int positives, Set<String> relevant) {
    int found = (int) documents.stream().filter(relevant::contains).count();
    int missing = found == 0 ? 0 : Math.max(0, positives - found);
    double[] before = new double[documents.size() + missing];
    for (int i = 0; i < before.length; i++) {
      before[i] = i >= documents.size() || relevant.contains(documents.get(i)) ? 1 : 0;
    }
    return before;
  }

  private static JudgedQuery judged(
      String id,
      String query,
      List<String> positive,
      List<String> negative,
      @Nullable double[] before) {
    List<JudgedDocument> documents = new ArrayList<>();
    positive.forEach(text -> documents.add(document(documents.size(), text, true)));
    negative.forEach(text -> documents.add(document(documents.size(), text, false)));
    return new JudgedQuery(id, query, documents, relevances(documents), before);
  }

  private static JudgedQuery judged(
      String id, String query, List<String> texts, Set<String> relevant, double[] before) {
    List<JudgedDocument> documents = new ArrayList<>();
    texts.forEach(text -> documents.add(document(documents.size(), text, relevant.contains(text))));
    return new JudgedQuery(id, query, documents, relevances(documents), before);
  }

  private static JudgedDocument document(int index, String text, boolean relevant) {
    return new JudgedDocument(Integer.toString(index), text, relevant ? 1 : 0, Double.NaN, false);
  }

  private static double[] relevances(List<JudgedDocument> documents) {
    return documents.stream().mapToDouble(JudgedDocument::relevance).toArray();
  }

  private List<String> texts(JsonNode sample, String field) {
    JsonNode value = sample.path(field);
    if (value.isTextual()) {
      return List.of(text(value, field));
    }
    if (!value.isArray()) {
      throw lines.error("has no array of texts \"%s\"".formatted(field));
    }
    String[] texts = new String[value.size()];
    Arrays.setAll(texts, i -> text(value.get(i), field));
    return List.of(texts);
  }

  private String text(JsonNode value, String field) {
    if (!value.isTextual()) {
      throw lines.error("has something else than text in \"%s\"".formatted(field));
    }
    return Unicode.replaceLoneSurrogates(value.textValue());
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
