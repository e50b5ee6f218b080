package io.riverrank.operators.model;

import com.fasterxml.jackson.databind.JsonNode;
import io.riverrank.operators.settings.LabelSettings;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The names of a model's outputs, and which of them ranks. */
final class LabelNames {
  /** Of names in a message. */
  private static final int SHOWN = 20;

  /** A ranker has a few; more would only be a way to make every score cost memory. */
  private static final int MOST = 1_000;

  private final List<String> names;
  private final String source;

  private LabelNames(List<String> names, String source) {
    this.names = names;
    this.source = source;
  }

  /**
   * As transformers reads config.json: {@code id2label}, else as many as {@code num_labels} says.
   * One where neither is there.
   *
   * @throws ModelException for more labels than anybody ranks by
   */
  static LabelNames of(JsonFile config) {
    JsonNode names = config.at("id2label");
    OptionalInt number =
        names.isObject() && !names.isEmpty()
            ? OptionalInt.of(names.size())
            : config.integer("num_labels");
    String source = config.path().toString();
    requireNumber(number.orElse(1), source);
    return new LabelNames(
        IntStream.range(0, number.orElse(1))
            .mapToObj(i -> names.path(Integer.toString(i)).asText("LABEL_" + i))
            .toList(),
        source);
  }

  /**
   * @param source where they stand, for messages
   * @throws ModelException for none, or more than anybody ranks by
   */
  static LabelNames of(List<String> names, String source) {
    requireNumber(names.size(), source);
    return new LabelNames(List.copyOf(names), source);
  }

  private static void requireNumber(int labels, String source) {
    if (labels < 1 || labels > MOST) {
      throw new ModelException(
          "%s has %d labels; Riverrank ranks by models with 1 to %d"
              .formatted(source, labels, MOST));
    }
  }

  List<String> names() {
    return names;
  }

  /**
   * The label that ranks.
   *
   * @throws ModelException if there are several and none is chosen, or there is none like that
   */
  int ranking(LabelSettings settings) {
    String label = settings.label();
    if (label == null) {
      if (names.size() == 1) {
        return 0;
      }
      throw new ModelException(
          "%s has %d labels; say by rerank.model.label which one ranks: %s"
              .formatted(source, names.size(), offer()));
    }
    int named = names.indexOf(label);
    if (named >= 0) {
      return named;
    }
    return IntStream.range(0, names.size())
        .filter(i -> Integer.toString(i).equals(label))
        .findFirst()
        .orElseThrow(
            () ->
                new ModelException(
                    "rerank.model.label is %s, which %s does not have; choose one of %s"
                        .formatted(label, source, offer())));
  }

  private String offer() {
    String shown =
        IntStream.range(0, Math.min(SHOWN, names.size()))
            .mapToObj(i -> "%s (%d)".formatted(names.get(i), i))
            .collect(Collectors.joining(", "));
    return names.size() > SHOWN ? shown + ", …" : shown;
  }
}
