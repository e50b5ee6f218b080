/**
 * Shadow: a challenger scores queries that the champion has answered, on what capacity is left, and
 * the two rankings are compared.
 *
 * <p>All of it is in memory, and may be lost: a query is in shadow at most once, whatever happens
 * to the job.
 */
package io.riverrank.operators.rollout.shadow;
