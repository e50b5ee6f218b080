package io.riverrank.operators.monitoring.figures;

/**
 * A document that a person saw.
 *
 * @param rank where, from 1
 * @param clicked whether it was clicked
 */
public record ShownRank(int rank, boolean clicked) {}
