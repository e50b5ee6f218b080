package io.riverrank.tools.monitor.report.figures;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A figure for people.
 *
 * @param name as in the records
 * @param group where it stands
 * @param better its good direction
 * @param unit behind its value, with a space; empty if there is none
 * @param explanation a few words, plain text
 */
public record FigureText(
    String name, FigureGroup group, Better better, String unit, String explanation) {

  /** Before the name of a figure that is the search engine's. */
  public static final String BASE = "base_";

  private static final Map<String, FigureText> KNOWN = known();

  /**
   * By the name without {@code @k} and {@code base_}; a figure that isn't known stands with the
   * service's.
   */
  public static FigureText of(String name) {
    String plain = name.startsWith(BASE) ? name.substring(BASE.length()) : name;
    String family = withoutCutOff(plain);
    FigureText known =
        KNOWN.getOrDefault(
            family, new FigureText(name, FigureGroup.SERVICE, Better.NEITHER, "", ""));
    String explanation =
        family.equals(plain)
            ? known.explanation
            : known.explanation.replace("@k", plain.substring(family.length() + 1));
    return new FigureText(name, known.group, known.better, known.unit, explanation);
  }

  /** {@code ndcg} of {@code ndcg@10}. */
  static String withoutCutOff(String name) {
    int at = name.indexOf('@');
    return at < 0 ? name : name.substring(0, at);
  }

  /** A value with as many digits as it deserves; NaN is a dash. */
  public String format(double value) {
    if (Double.isNaN(value)) {
      return "–";
    }
    boolean isWhole = Math.abs(value) >= 1000 || Math.abs(value) >= 10 && value == Math.rint(value);
    String format = isWhole ? "%,.0f" : Math.abs(value) >= 10 ? "%.1f" : "%.3f";
    return String.format(Locale.ROOT, format, value) + unit;
  }

  private static Map<String, FigureText> known() {
    Map<String, FigureText> known = new LinkedHashMap<>();
    FigureGroup group = FigureGroup.JUDGED;
    add(known, "ndcg", group, Better.HIGHER, "discounted gain of the first @k");
    add(known, "ndcg_exp", group, Better.HIGHER, "with gains of 2^label − 1, first @k");
    add(known, "mrr", group, Better.HIGHER, "1 ÷ rank of the first relevant, within @k");
    add(known, "map", group, Better.HIGHER, "mean average precision");
    add(known, "p", group, Better.HIGHER, "relevant share of the first @k");
    add(known, "recall", group, Better.HIGHER, "share of the relevant within @k");
    add(known, "judged", group, Better.NEITHER, "judged share of the first @k");
    group = FigureGroup.CHANGE;
    add(known, "self_ndcg", group, Better.HIGHER, "the engine's order by our scores, first @k");
    add(known, "rbo", group, Better.HIGHER, "rank-biased overlap with the engine's order");
    add(known, "kendall_tau_b", group, Better.HIGHER, "correlation with the engine's order");
    add(known, "spearman", group, Better.HIGHER, "rank correlation with the engine's order");
    add(known, "top1_same", group, Better.HIGHER, "first document stays first");
    add(known, "overlap", group, Better.HIGHER, "share of the first @k that stays among them");
    add(known, "footrule", group, Better.LOWER, "distance of the ranks, 0 to 1");
    group = FigureGroup.SCORES;
    add(known, "best_score", group, Better.HIGHER, "score of the first document");
    add(known, "gap", group, Better.HIGHER, "first score − second");
    add(known, "low_relevance", group, Better.LOWER, "queries without a good document");
    group = FigureGroup.CLICKS;
    add(known, "click_mrr", group, Better.HIGHER, "1 ÷ smallest clicked rank");
    add(known, "abandoned", group, Better.LOWER, "shown, and not clicked");
    add(known, "ctr", group, Better.HIGHER, "clicks ÷ impressions at rank @k");
    add(known, "coec", group, Better.HIGHER, "clicks ÷ those expected at their ranks");
    add(known, "interleaved", group, Better.HIGHER, "above 0: the challenger wins");
    group = FigureGroup.SERVICE;
    add(known, "candidates", group, Better.NEITHER, "documents a query");
    add(known, "zero_results", group, Better.LOWER, "queries without a document");
    add(known, "incomplete", group, Better.LOWER, "groups that ended early");
    add(known, "failed_share", group, Better.LOWER, "documents without a score");
    add(known, "truncated_share", group, Better.LOWER, "documents that were cut");
    known.put(
        "latency_ms",
        new FigureText("latency_ms", group, Better.LOWER, " ms", "from the event to its ranking"));
    return known;
  }

  private static void add(
      Map<String, FigureText> known,
      String name,
      FigureGroup group,
      Better better,
      String explanation) {
    known.put(name, new FigureText(name, group, better, "", explanation));
  }
}
