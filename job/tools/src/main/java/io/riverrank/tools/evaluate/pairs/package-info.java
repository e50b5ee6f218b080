/** Evaluation on labelled pairs: correlations. */
package io.riverrank.tools.evaluate.pairs;
