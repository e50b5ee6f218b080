package io.riverrank.operators.tokenizer;

import ai.djl.huggingface.tokenizers.jni.TokenizersLibrary;
import io.riverrank.operators.settings.LongDocument;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.annotation.Nullable;

/**
 * Pairs by the tokenizer's own template. A pair with more tokens than the model takes is truncated,
 * the longer text first, or its document is cut into chunks, by the tokenizer library's own
 * overflow with a stride.
 */
final class LibraryPairs implements PairRows {
  private final LibraryTokenizer tokenizer;
  private final boolean withTypeIds;
  private final int maxLength;
  private final LongDocument longDocument;
  private final String prompt;
  @Nullable private final PairTemplate template;

  /**
   * @param tokenizer that truncates
   * @param prompt that the query begins with
   */
  LibraryPairs(
      LibraryTokenizer tokenizer,
      boolean withTypeIds,
      int maxLength,
      LongDocument longDocument,
      String prompt) {
    this.tokenizer = tokenizer;
    this.withTypeIds = withTypeIds;
    this.maxLength = maxLength;
    this.longDocument = longDocument;
    this.prompt = prompt;
    this.template = findTemplate();
  }

  @Nullable
  private PairTemplate findTemplate() {
    try {
      return PairTemplate.of(
          new PairTemplate.Encoder() {
            @Override
            public long[] alone(String text) throws TokenizerException {
              return tokenizer.alone(text);
            }

            @Override
            public PairTemplate.Part pair(String query, String document) throws TokenizerException {
              return tokenizer.pair(
                  query,
                  document,
                  encoding ->
                      new PairTemplate.Part(
                          TokenizersLibrary.LIB.getTokenIds(encoding),
                          TokenizersLibrary.LIB.getTypeIds(encoding)));
            }
          });
    } catch (TokenizerException e) {
      // Whether the model can be used is for its first pair to say.
      return null;
    }
  }

  @Override
  public TokenizedPair row(String query, String document) throws TokenizerException {
    return NoTokensException.unlessAny(
        tokenizer.pair(
            prompt + query,
            document,
            encoding -> tokens(encoding, TokenizersLibrary.LIB.getOverflowCount(encoding) > 0)));
  }

  /**
   * Each row has the whole query, unless that has more than half of the model's tokens: then it is
   * truncated as in {@link #row}, so that the document keeps half. The rows are truncated if they
   * don't cover both texts.
   */
  @Override
  public List<TokenizedPair> rows(String query, String document) throws TokenizerException {
    if (!longDocument.isChunked()) {
      return List.of(row(query, document));
    }
    List<TokenizedPair> chunks = tokenizer.pair(prompt + query, document, this::chunks);
    NoTokensException.unlessAny(chunks.get(0));
    return chunks;
  }

  @Override
  public PairEncoder encoder() {
    return template == null
        ? this::rows
        : new SharedQueryEncoder(this, tokenizer, template, maxLength, withTypeIds, prompt);
  }

  /** Whether a query's tokens can be used again for its next document. */
  boolean hasTemplate() {
    return template != null;
  }

  private List<TokenizedPair> chunks(long encoding) {
    if (TokenizersLibrary.LIB.getOverflowCount(encoding) == 0) {
      return List.of(tokens(encoding, false));
    }
    long[] overflow = TokenizersLibrary.LIB.getOverflowing(encoding);
    try {
      int first = firstOfSameQuery(encoding, overflow);
      int more = Math.min(overflow.length - first, longDocument.maxChunks() - 1);
      boolean truncated = more < overflow.length;
      List<TokenizedPair> chunks = new ArrayList<>(1 + more);
      chunks.add(tokens(encoding, truncated));
      for (int i = first; i < first + more; i++) {
        chunks.add(tokens(overflow[i], truncated));
      }
      return chunks;
    } finally {
      for (long each : overflow) {
        TokenizersLibrary.LIB.deleteEncoding(each);
      }
    }
  }

  /**
   * Where the rest of the document begins. The tokenizer first lists the rest of a truncated query
   * with every part of the document, and last what is wanted: the same query with the parts of the
   * document.
   */
  private static int firstOfSameQuery(long encoding, long[] overflow) {
    long[] ids = TokenizersLibrary.LIB.getTokenIds(encoding);
    long[] sequences = TokenizersLibrary.LIB.getSequenceIds(encoding);
    int end = ids.length;
    while (end > 0 && sequences[end - 1] != 0) {
      end--;
    }
    int first = overflow.length;
    while (first > 0) {
      long[] others = TokenizersLibrary.LIB.getTokenIds(overflow[first - 1]);
      if (others.length < end || Arrays.mismatch(ids, 0, end, others, 0, end) >= 0) {
        break;
      }
      first--;
    }
    return first;
  }

  private TokenizedPair tokens(long encoding, boolean truncated) {
    return new TokenizedPair(
        TokenizersLibrary.LIB.getTokenIds(encoding),
        withTypeIds ? TokenizersLibrary.LIB.getTypeIds(encoding) : null,
        truncated);
  }
}
