/** Evaluation on labelled pairs: correlations. */
package io.riverrank.job.evaluate.pairs;
