/**
 * What Riverrank exists for: from query events to rankings. {@code model} reads a model directory,
 * {@code tokenizer} and {@code session} run it, {@code batching} forms micro-batches, {@code
 * scoring} puts them together, {@code rerank} is the keyed Flink operator. No Kafka in here.
 */
package io.riverrank.operators;
