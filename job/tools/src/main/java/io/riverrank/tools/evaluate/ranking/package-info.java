/** Evaluation on judged queries: metrics of rankings, by the protocol of a known evaluator. */
package io.riverrank.tools.evaluate.ranking;
