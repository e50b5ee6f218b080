/**
 * How good scores and rankings are: correlations, ranking metrics as sentence-transformers,
 * trec_eval and ranx define them, bootstrap intervals and randomisation tests. Arithmetic only:
 * nothing in here reads, writes or knows the model.
 */
package io.riverrank.operators.evaluation;
