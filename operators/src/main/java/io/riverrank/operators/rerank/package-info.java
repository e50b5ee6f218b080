/**
 * The keyed rerank operator. {@code RerankOperator} moves events between Flink and its parts: what
 * a query id has in state, which members a group takes, what waits for a score, and which
 * watermarks may pass.
 */
package io.riverrank.operators.rerank;
