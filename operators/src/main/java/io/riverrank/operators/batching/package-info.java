/**
 * Micro-batches: pairs of any queries that go through the model in one run, of near-equal length so
 * that little of the token budget is padding. Plain data structures and one lock; no threads.
 */
package io.riverrank.operators.batching;
