package io.riverrank.operators.monitoring.figures;

/**
 * A figure that is a mean over queries, in the order of records. (Ratios of sums are none: {@code
 * ctr@i} and {@code coec}.) Binary forms know figures by the names in here, which never change.
 */
public enum Figure {
  RBO("rbo"),
  KENDALL_TAU_B("kendall_tau_b"),
  SPEARMAN("spearman"),
  TOP1_SAME("top1_same", Kind.SHARE),
  OVERLAP("overlap@10"),
  FOOTRULE("footrule"),
  SELF_NDCG("self_ndcg@10"),
  BEST_SCORE("best_score"),
  GAP("gap"),
  LOW_RELEVANCE("low_relevance", Kind.SHARE),
  CANDIDATES("candidates"),
  ZERO_RESULTS("zero_results", Kind.SHARE),
  INCOMPLETE("incomplete", Kind.SHARE),
  LATENCY_MS("latency_ms"),
  FAILED_SHARE("failed_share"),
  TRUNCATED_SHARE("truncated_share"),
  NDCG("ndcg@%d"),
  NDCG_EXP("ndcg_exp@%d"),
  MRR("mrr@%d"),
  MAP("map"),
  PRECISION("p@%d"),
  RECALL("recall@%d"),
  JUDGED("judged@%d"),
  BASE_NDCG("base_ndcg@%d"),
  BASE_NDCG_EXP("base_ndcg_exp@%d"),
  BASE_MRR("base_mrr@%d"),
  BASE_MAP("base_map"),
  BASE_PRECISION("base_p@%d"),
  BASE_RECALL("base_recall@%d"),
  BASE_JUDGED("base_judged@%d"),
  CLICK_MRR("click_mrr"),
  ABANDONED("abandoned", Kind.SHARE),
  INTERLEAVED("interleaved");

  /** How a mean's interval is made. */
  public enum Kind {
    /** Student's t. */
    MEAN,
    /** Of queries with 0 or 1: Wilson. */
    SHARE
  }

  private final String pattern;
  private final Kind kind;

  Figure(String pattern) {
    this(pattern, Kind.MEAN);
  }

  Figure(String pattern, Kind kind) {
    this.pattern = pattern;
    this.kind = kind;
  }

  /**
   * The name in records.
   *
   * @param k the cut-off of judged figures
   */
  public String label(int k) {
    return pattern.formatted(k);
  }

  public Kind kind() {
    return kind;
  }
}
