package io.riverrank.operators.monitoring.alerts.rules;

import io.riverrank.operators.monitoring.alerts.rules.Scale.Kind;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The names that a rule may use, and the scale of each: the table in {@code docs/alerts.md}. */
public final class KnownFigures {

  /** Results in a window, as if they were a figure. */
  public static final String QUERIES = "queries";

  private static final Pattern AT_RANK = Pattern.compile("([a-z_]+)@([1-9][0-9]{0,3})");
  private static final Pattern DRIFT = Pattern.compile("drift\\.([a-z_]+)\\.([a-z0-9]+)");
  private static final Set<String> DISTRIBUTIONS =
      Set.of("logit", "best_score", "candidates", "query_chars", "text_chars");
  private static final Scale UNIT = new Scale(0, 1, Kind.BOUNDED_MEAN);
  private static final Scale SHARE = new Scale(0, 1, Kind.SHARE);
  private static final Scale CORRELATION = new Scale(-1, 1, Kind.BOUNDED_MEAN);
  private static final Scale RATIO = new Scale(0, 1, Kind.OTHER);
  private static final Scale NOT_NEGATIVE = new Scale(0, Double.POSITIVE_INFINITY, Kind.OTHER);
  private static final Scale ANY =
      new Scale(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, Kind.OTHER);

  private static final Map<String, Scale> PLAIN = plain();
  private static final Map<String, Scale> RANKED = ranked();
  private static final Map<String, Scale> MEASURES =
      Map.of("psi", NOT_NEGATIVE, "js", RATIO, "ks", RATIO, "ks_p", RATIO, "w1", NOT_NEGATIVE);

  private KnownFigures() {}

  private static Map<String, Scale> plain() {
    Map<String, Scale> scales = new LinkedHashMap<>();
    scales.put(QUERIES, NOT_NEGATIVE);
    scales.put("rbo", UNIT);
    scales.put("kendall_tau_b", CORRELATION);
    scales.put("spearman", CORRELATION);
    scales.put("top1_same", SHARE);
    scales.put("footrule", UNIT);
    scales.put("best_score", ANY);
    scales.put("gap", NOT_NEGATIVE);
    scales.put("low_relevance", SHARE);
    scales.put("candidates", NOT_NEGATIVE);
    scales.put("zero_results", SHARE);
    scales.put("incomplete", SHARE);
    scales.put("latency_ms", ANY);
    scales.put("failed_share", UNIT);
    scales.put("truncated_share", UNIT);
    scales.put("map", UNIT);
    scales.put("base_map", UNIT);
    scales.put("click_mrr", UNIT);
    scales.put("abandoned", SHARE);
    scales.put("coec", NOT_NEGATIVE);
    scales.put("interleaved", new Scale(-0.5, 0.5, Kind.BOUNDED_MEAN));
    return scales;
  }

  private static Map<String, Scale> ranked() {
    Map<String, Scale> scales = new LinkedHashMap<>();
    scales.put("overlap", UNIT);
    scales.put("self_ndcg", UNIT);
    for (String name : new String[] {"ndcg", "ndcg_exp", "mrr", "p", "recall", "judged"}) {
      scales.put(name, UNIT);
      scales.put("base_" + name, UNIT);
    }
    scales.put("ctr", RATIO);
    return scales;
  }

  /**
   * @return the scale of a figure; empty if there is no figure of this name
   */
  public static Optional<Scale> scale(String figure) {
    Matcher ranked = AT_RANK.matcher(figure);
    if (ranked.matches()) {
      return Optional.ofNullable(RANKED.get(ranked.group(1)));
    }
    Matcher drift = DRIFT.matcher(figure);
    if (drift.matches()) {
      return DISTRIBUTIONS.contains(drift.group(1))
          ? Optional.ofNullable(MEASURES.get(drift.group(2)))
          : Optional.empty();
    }
    return Optional.ofNullable(PLAIN.get(figure));
  }

  /** Whether judgements are needed for it. */
  public static boolean isJudged(String figure) {
    Matcher ranked = AT_RANK.matcher(figure);
    String name = ranked.matches() ? ranked.group(1) : figure;
    return name.endsWith("map")
        || RANKED.containsKey("base_" + name)
        || name.startsWith("base_") && RANKED.containsKey(name);
  }

  /** The names, for a message; those with a rank as {@code ndcg@K}. */
  public static String names() {
    return String.join(", ", PLAIN.keySet())
        + ", "
        + String.join("@K, ", RANKED.keySet())
        + "@K, drift.DISTRIBUTION.MEASURE";
  }
}
