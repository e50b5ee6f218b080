/**
 * Judgements and interactions come to the results that they are about: by query id or query text,
 * in event time, each result complete as soon as nothing for it can come in time.
 */
package io.riverrank.operators.monitoring.join;
