package io.riverrank.tools.evaluate.figures;

import io.riverrank.schemas.text.Counted;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Everything that was found.
 *
 * @param about what was evaluated and how: input, model, protocol, seed
 * @param counts of pairs, queries, failures
 * @param metrics in the order to show them
 * @param notes sentences that a reader of the figures has to know
 */
public record Evaluation(
    Map<String, Object> about, Map<String, Long> counts, List<Metric> metrics, List<String> notes) {

  /** Every number by a flat name; NaN where it is undefined. */
  public Map<String, Number> numbers() {
    Map<String, Number> numbers = new LinkedHashMap<>();
    for (Metric metric : metrics) {
      String name = metric.name();
      numbers.put(name, metric.value());
      numbers.put(name + "_ci_low", metric.interval().low());
      numbers.put(name + "_ci_high", metric.interval().high());
      if (!Double.isNaN(metric.before())) {
        numbers.put("base_" + name, metric.before());
      }
      Comparison comparison = metric.comparison();
      if (comparison != null) {
        numbers.put("other_" + name, comparison.other());
        numbers.put("diff_" + name, comparison.difference());
        numbers.put("diff_" + name + "_ci_low", comparison.interval().low());
        numbers.put("diff_" + name + "_ci_high", comparison.interval().high());
        numbers.put("p_" + name, comparison.p());
        numbers.put("wins_" + name, comparison.wins());
        numbers.put("ties_" + name, comparison.ties());
        numbers.put("losses_" + name, comparison.losses());
      }
    }
    return numbers;
  }

  /** A count as people say it: {@code queries_unjudged} is "1 query unjudged". */
  public static String words(String name, long count) {
    String words = name.replace('_', ' ');
    return Counted.of(
        count,
        words.replaceFirst("^queries\\b", "query").replaceFirst("^(pair|document)s\\b", "$1"),
        words);
  }

  /** Whether any figure has an interval; none has without resamples. */
  public boolean hasIntervals() {
    return metrics.stream().anyMatch(metric -> metric.interval().isDefined());
  }

  /** Which systems on which data. */
  public String heading() {
    Object other = about.get("other_model");
    String systems = about.get("model") + (other == null ? "" : " against " + other);
    return "%s on %s".formatted(systems, about.get("input"));
  }
}
