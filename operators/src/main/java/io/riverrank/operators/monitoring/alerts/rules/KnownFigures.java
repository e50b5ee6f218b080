package io.riverrank.operators.monitoring.alerts.rules;

import io.riverrank.operators.monitoring.alerts.rules.Scale.Kind;
import io.riverrank.operators.monitoring.figures.Distribution;
import io.riverrank.operators.monitoring.figures.FigureSettings;
import io.riverrank.operators.monitoring.summary.MetricsReport;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The names that a rule may use, and the scale of each: the table in {@code docs/alerts.md}. */
public final class KnownFigures {

  /** Results in a window, as if they were a figure. */
  public static final String QUERIES = "queries";

  /** Clicks over those that a baseline's rates expect. */
  public static final String COEC = "coec";

  private static final Pattern DRIFT = Pattern.compile("drift\\.([a-z_]+)\\.([a-z0-9]+)");
  private static final Set<String> DISTRIBUTIONS =
      Arrays.stream(Distribution.values())
          .map(Distribution::toString)
          .collect(Collectors.toUnmodifiableSet());
  private static final Scale UNIT = new Scale(0, 1, Kind.BOUNDED_MEAN);
  private static final Scale SHARE = new Scale(0, 1, Kind.SHARE);
  private static final Scale CORRELATION = new Scale(-1, 1, Kind.BOUNDED_MEAN);
  private static final Scale RATIO = new Scale(0, 1, Kind.OTHER);
  private static final Scale NOT_NEGATIVE = new Scale(0, Double.POSITIVE_INFINITY, Kind.OTHER);
  private static final Scale ANY =
      new Scale(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, Kind.OTHER);

  /** Cut-off of judged figures. */
  private static final int K = FigureSettings.DEFAULTS.k();

  private static final Map<String, Scale> JUDGED = judged();
  private static final Map<String, Scale> CLICKED = clicked();
  private static final Map<String, Scale> FIGURES = figures();
  private static final Map<String, Scale> MEASURES =
      Map.of("psi", NOT_NEGATIVE, "js", RATIO, "ks", RATIO, "ks_p", RATIO, "w1", NOT_NEGATIVE);

  private KnownFigures() {}

  private static Map<String, Scale> figures() {
    Map<String, Scale> scales = new LinkedHashMap<>();
    scales.put(QUERIES, NOT_NEGATIVE);
    scales.put("rbo", UNIT);
    scales.put("kendall_tau_b", CORRELATION);
    scales.put("spearman", CORRELATION);
    scales.put("top1_same", SHARE);
    scales.put("overlap@10", UNIT);
    scales.put("footrule", UNIT);
    scales.put("self_ndcg@10", UNIT);
    scales.put("best_score", ANY);
    scales.put("gap", NOT_NEGATIVE);
    scales.put("low_relevance", SHARE);
    scales.put("candidates", NOT_NEGATIVE);
    scales.put("zero_results", SHARE);
    scales.put("incomplete", SHARE);
    scales.put("latency_ms", ANY);
    scales.put("failed_share", UNIT);
    scales.put("truncated_share", UNIT);
    scales.putAll(JUDGED);
    scales.putAll(CLICKED);
    return scales;
  }

  private static Map<String, Scale> judged() {
    Map<String, Scale> scales = new LinkedHashMap<>();
    for (String prefix : new String[] {"", "base_"}) {
      for (String name : new String[] {"ndcg", "ndcg_exp", "mrr", "p", "recall", "judged"}) {
        scales.put("%s%s@%d".formatted(prefix, name, K), UNIT);
      }
      scales.put(prefix + "map", UNIT);
    }
    return scales;
  }

  private static Map<String, Scale> clicked() {
    Map<String, Scale> scales = new LinkedHashMap<>();
    scales.put("click_mrr", UNIT);
    scales.put("abandoned", SHARE);
    for (int rank = 1; rank <= MetricsReport.CTR_RANKS; rank++) {
      scales.put("ctr@" + rank, RATIO);
    }
    scales.put(COEC, NOT_NEGATIVE);
    scales.put("interleaved", new Scale(-0.5, 0.5, Kind.BOUNDED_MEAN));
    return scales;
  }

  /**
   * @return the scale of a figure; empty if there is no figure of this name
   */
  public static Optional<Scale> scale(String figure) {
    Matcher drift = DRIFT.matcher(figure);
    if (drift.matches()) {
      return DISTRIBUTIONS.contains(drift.group(1))
          ? Optional.ofNullable(MEASURES.get(drift.group(2)))
          : Optional.empty();
    }
    return Optional.ofNullable(FIGURES.get(figure));
  }

  /** Whether judgements are needed for it. */
  public static boolean isJudged(String figure) {
    return JUDGED.containsKey(figure);
  }

  /** Whether impressions and clicks are needed for it. */
  public static boolean isClicked(String figure) {
    return CLICKED.containsKey(figure);
  }

  /**
   * @return the distribution whose drift it is; empty for every other figure
   */
  public static Optional<Distribution> drifting(String figure) {
    Matcher drift = DRIFT.matcher(figure);
    return drift.matches() && DISTRIBUTIONS.contains(drift.group(1))
        ? Optional.of(Distribution.valueOf(drift.group(1).toUpperCase(Locale.ROOT)))
        : Optional.empty();
  }

  /** The names, for a message. */
  public static String names() {
    return String.join(", ", FIGURES.keySet()) + ", drift.DISTRIBUTION.MEASURE";
  }
}
