package io.riverrank.tools.rank;

/**
 * A document to rank.
 *
 * @param line of the file, from 1
 */
record DocumentLine(long line, String text) {}
