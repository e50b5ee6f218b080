package io.riverrank.tools.evaluate.pairs;

/**
 * A pair that went badly.
 *
 * @param displacement how far apart label and score rank it, as a share of all pairs
 * @param number of the pair in the file, from 1
 */
public record WorstPair(
    long number, String query, String document, double label, double score, double displacement) {}
