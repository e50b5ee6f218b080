package io.riverrank.operators.scoring;

/** What a cross-encoder scores: a query and one document's text. */
public record TextPair(String query, String document) {}
