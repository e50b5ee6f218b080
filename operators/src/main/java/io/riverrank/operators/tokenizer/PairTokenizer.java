package io.riverrank.operators.tokenizer;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.huggingface.tokenizers.jni.TokenizersLibrary;
import io.riverrank.operators.model.ConfiguredTokenizer;
import io.riverrank.operators.model.ModelDirectory;
import io.riverrank.operators.model.ModelException;
import io.riverrank.operators.natives.NativeLibraries;
import io.riverrank.operators.settings.LongDocument;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;
import javax.annotation.Nullable;

/**
 * The model's tokenizer. A pair with more tokens than the model takes is truncated, the longer text
 * first, or its document is cut into chunks, by the tokenizer library's own overflow with a stride.
 *
 * <p>Thread safe: the tokenizer is only read. Padding is left to the batch, which knows its length.
 *
 * <p>{@link io.riverrank.operators.natives.NativeLibraries#load} comes first. It talks to DJL's
 * native interface below {@code HuggingFaceTokenizer.encode}, which would copy seven more arrays
 * and a string for each token into the JVM.
 */
public final class PairTokenizer implements AutoCloseable {
  /**
   * Characters of the shorter text; where both are longer, the library would lay every part of one
   * beside every part of the other: beyond 14 GB for two texts of 100,000 characters.
   */
  private static final int LONGEST_SHORTER_TEXT = 20_000;

  private final HuggingFaceTokenizer tokenizer;
  private final long handle;
  private final boolean withTypeIds;
  private final int maxLength;
  private final LongDocument longDocument;
  @Nullable private final PairTemplate template;

  /** Truncates long pairs. */
  public PairTokenizer(ModelDirectory model, boolean withTypeIds) {
    this(model, withTypeIds, LongDocument.TRUNCATE);
  }

  /**
   * @param withTypeIds whether the graph wants the segment of each token
   * @throws ModelException if tokenizer.json can't be used, or chunks would overlap by a quarter of
   *     the model's length or more
   */
  public PairTokenizer(ModelDirectory model, boolean withTypeIds, LongDocument longDocument) {
    this.withTypeIds = withTypeIds && model.distinguishesSegments();
    this.maxLength = model.maxLength();
    this.longDocument = longDocument;
    requireOverlap(model.maxLength(), longDocument);
    NativeLibraries.loadTokenizers();
    try {
      tokenizer = open(model, options(model.maxLength(), longDocument));
    } catch (ModelException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw new ModelException(
          "%s can't be used (%s); save the model's fast tokenizer again"
              .formatted(model.tokenizerFile(), e.getMessage()),
          e);
    }
    handle = tokenizer.getHandle();
    template = findTemplate();
  }

  private static Map<String, String> options(int maxLength, LongDocument longDocument) {
    String length = Integer.toString(maxLength);
    // Without modelMaxLength DJL clamps to 512; without truncation it takes what tokenizer.json
    // was last saved with.
    return Map.of(
        "modelMaxLength",
        length,
        "maxLength",
        length,
        "truncation",
        "longest_first",
        "stride",
        Integer.toString(longDocument.overlap()),
        "padding",
        "do_not_pad");
  }

  private static HuggingFaceTokenizer open(ModelDirectory model, Map<String, String> options)
      throws IOException {
    byte[] configured = ConfiguredTokenizer.of(model.tokenizerFile());
    return configured == null
        ? HuggingFaceTokenizer.newInstance(model.tokenizerFile(), options)
        : HuggingFaceTokenizer.newInstance(new ByteArrayInputStream(configured), options);
  }

  @Nullable
  private PairTemplate findTemplate() {
    try {
      return PairTemplate.of(
          new PairTemplate.Encoder() {
            @Override
            public long[] alone(String text) throws TokenizerException {
              return PairTokenizer.this.alone(text);
            }

            @Override
            public PairTemplate.Part pair(String query, String document) throws TokenizerException {
              return encoded(
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

  /**
   * The library crashes the JVM where there is no step from chunk to chunk; small ones cost much.
   */
  private static void requireOverlap(int maxLength, LongDocument longDocument) {
    int most = Math.max(0, maxLength / 4 - 1);
    if (longDocument.overlap() > most) {
      throw new ModelException(
          "rerank.long-document.overlap is %d, not less than a quarter of the length of %d tokens that this model takes; set it to %d or less"
              .formatted(longDocument.overlap(), maxLength, most));
    }
  }

  /**
   * The pair in one row, truncated where it is too long.
   *
   * @throws TokenizerException if the tokenizer fails on these texts
   */
  public TokenizedPair encode(String query, String document) throws TokenizerException {
    return encoded(
        query,
        document,
        encoding -> tokens(encoding, TokenizersLibrary.LIB.getOverflowCount(encoding) > 0));
  }

  /**
   * The pair in as many rows as the settings give a long document, at least one. Each has the whole
   * query, unless that has more than half of the model's tokens: then it is truncated as by {@link
   * #encode}, so that the document keeps half. The rows are truncated if they don't cover both
   * texts.
   *
   * @throws TokenizerException if the tokenizer fails on these texts
   */
  public List<TokenizedPair> encodeAll(String query, String document) throws TokenizerException {
    return longDocument.isChunked()
        ? encoded(query, document, this::chunks)
        : List.of(encode(query, document));
  }

  /** Encodes pairs in turn, for one thread. */
  public PairEncoder encoder() {
    return new PairEncoder(this, template);
  }

  /** Whether a query's tokens can be used again for its next document. */
  boolean hasTemplate() {
    return template != null;
  }

  int maxLength() {
    return maxLength;
  }

  boolean withTypeIds() {
    return withTypeIds;
  }

  /** A text's tokens without special ones, at most as many as the model takes. */
  long[] alone(String text) throws TokenizerException {
    return read(
        () -> TokenizersLibrary.LIB.encode(handle, text, false),
        TokenizersLibrary.LIB::getTokenIds);
  }

  private <T> T encoded(String query, String document, LongFunction<T> read)
      throws TokenizerException {
    if (Math.min(query.length(), document.length()) > LONGEST_SHORTER_TEXT) {
      throw new TokenizerException(
          "query and document both have more than %d characters; shorten the query"
              .formatted(LONGEST_SHORTER_TEXT),
          null);
    }
    return read(() -> TokenizersLibrary.LIB.encodeDual(handle, query, document, true), read);
  }

  private static <T> T read(LongSupplier encode, LongFunction<T> read) throws TokenizerException {
    try {
      long encoding = encode.getAsLong();
      try {
        return read.apply(encoding);
      } finally {
        TokenizersLibrary.LIB.deleteEncoding(encoding);
      }
    } catch (RuntimeException e) {
      throw new TokenizerException("the tokenizer failed: " + e.getMessage(), e);
    }
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

  @Override
  public void close() {
    tokenizer.close();
  }
}
