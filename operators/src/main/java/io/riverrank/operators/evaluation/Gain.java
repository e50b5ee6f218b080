package io.riverrank.operators.evaluation;

/** What a document's relevance is worth in nDCG; nothing below 0. */
public enum Gain {
  /** The relevance itself (Järvelin and Kekäläinen), as trec_eval has it. */
  LINEAR {
    @Override
    double of(double relevance) {
      return Math.max(0, relevance);
    }
  },

  /** 2^relevance − 1 (Burges et al.), as ranx's {@code ndcg_burges} has it. */
  EXPONENTIAL {
    @Override
    double of(double relevance) {
      return relevance <= 0 ? 0 : Math.pow(2, relevance) - 1;
    }
  };

  abstract double of(double relevance);
}
