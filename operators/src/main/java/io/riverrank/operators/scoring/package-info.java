/**
 * The scoring service: one copy of a model for all tasks of a job on this machine. Tasks submit
 * pairs and get scores back by a listener; tokenizer threads and callers work in between.
 */
package io.riverrank.operators.scoring;
