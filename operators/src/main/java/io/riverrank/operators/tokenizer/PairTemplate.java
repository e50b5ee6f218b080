package io.riverrank.operators.tokenizer;

import java.util.Arrays;
import java.util.List;
import javax.annotation.Nullable;

/**
 * What a tokenizer puts around and between the tokens of two texts. It tokenizes each by itself, so
 * that a pair that needs no truncation is their tokens in this template.
 *
 * @param before special tokens before the query
 * @param between special tokens between query and document
 * @param after special tokens after the document
 */
record PairTemplate(Part before, long queryType, Part between, long documentType, Part after) {

  /** Tokens with their segments. */
  record Part(long[] ids, long[] types) {
    int length() {
      return ids.length;
    }

    private Part range(int from, int to) {
      return new Part(Arrays.copyOfRange(ids, from, to), Arrays.copyOfRange(types, from, to));
    }
  }

  /** How a tokenizer encodes. */
  interface Encoder {
    /** A text's tokens, without special ones. */
    long[] alone(String text) throws TokenizerException;

    /** A pair's. */
    Part pair(String query, String document) throws TokenizerException;
  }

  private record Texts(String query, String document) {}

  // All short, since a truncated pair shows no template.
  private static final Texts FIRST = new Texts("river", "rank");

  /** Scripts, white space at the ends, one text missing, both. */
  private static final List<Texts> OTHERS =
      List.of(
          new Texts("Où?", "река, 河流"),
          new Texts(" a  b ", "\tc\nd "),
          new Texts("a", ""),
          new Texts("", "b"),
          new Texts("", ""));

  /**
   * A template that is known.
   *
   * @param types of start, query, between, document and end
   */
  static PairTemplate of(long[] start, long[] between, long[] end, long[] types) {
    return new PairTemplate(
        new Part(start, filled(start.length, types[0])),
        types[1],
        new Part(between, filled(between.length, types[2])),
        types[3],
        new Part(end, filled(end.length, types[4])));
  }

  /**
   * Finds a tokenizer's template.
   *
   * @return null if it has none that explains what it does
   * @throws TokenizerException if it fails on plain text
   */
  @Nullable
  static PairTemplate of(Encoder encoder) throws TokenizerException {
    long[] query = encoder.alone(FIRST.query());
    long[] document = encoder.alone(FIRST.document());
    Part pair = encoder.pair(FIRST.query(), FIRST.document());
    int queryStart = indexOf(pair.ids(), query, 0);
    int documentStart = indexOf(pair.ids(), document, queryStart + query.length);
    if (query.length == 0 || document.length == 0 || queryStart < 0 || documentStart < 0) {
      return null;
    }
    PairTemplate template =
        new PairTemplate(
            pair.range(0, queryStart),
            pair.types()[queryStart],
            pair.range(queryStart + query.length, documentStart),
            pair.types()[documentStart],
            pair.range(documentStart + document.length, pair.length()));
    return template.explains(encoder, FIRST)
            && OTHERS.stream().allMatch(texts -> template.explains(encoder, texts))
        ? template
        : null;
  }

  /** Where {@code part} begins, not before {@code from}; −1 if nowhere. */
  private static int indexOf(long[] all, long[] part, int from) {
    for (int start = Math.max(0, from); start + part.length <= all.length; start++) {
      if (Arrays.equals(all, start, start + part.length, part, 0, part.length)) {
        return start;
      }
    }
    return -1;
  }

  private boolean explains(Encoder encoder, Texts texts) {
    try {
      long[] query = encoder.alone(texts.query());
      long[] document = encoder.alone(texts.document());
      Part pair = encoder.pair(texts.query(), texts.document());
      return Arrays.equals(ids(query, document), pair.ids())
          && Arrays.equals(types(query.length, document.length), pair.types());
    } catch (TokenizerException e) {
      return false;
    }
  }

  /** Tokens of a pair whose texts have so many. */
  int length(int query, int document) {
    return before.length() + query + between.length() + document + after.length();
  }

  /** The pair of texts with these tokens. */
  TokenizedPair pair(long[] query, long[] document, boolean withTypeIds, boolean truncated) {
    long[] types = withTypeIds ? types(query.length, document.length) : null;
    return new TokenizedPair(ids(query, document), types, truncated);
  }

  /** A pair's token ids. */
  long[] ids(long[] query, long[] document) {
    return joined(before.ids(), query, between.ids(), document, after.ids());
  }

  /** The segment of each token of a pair whose texts have so many tokens. */
  long[] types(int query, int document) {
    return joined(
        before.types(),
        filled(query, queryType),
        between.types(),
        filled(document, documentType),
        after.types());
  }

  private static long[] filled(int length, long value) {
    long[] all = new long[length];
    Arrays.fill(all, value);
    return all;
  }

  private static long[] joined(long[]... parts) {
    int length = 0;
    for (long[] part : parts) {
      length += part.length;
    }
    long[] all = new long[length];
    int end = 0;
    for (long[] part : parts) {
      System.arraycopy(part, 0, all, end, part.length);
      end += part.length;
    }
    return all;
  }
}
