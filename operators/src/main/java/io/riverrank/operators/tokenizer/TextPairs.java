package io.riverrank.operators.tokenizer;

import ai.djl.huggingface.tokenizers.jni.CharSpan;
import io.riverrank.operators.model.PairFormat;
import io.riverrank.operators.model.PairFormat.Part;
import io.riverrank.operators.settings.LongDocument;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Pairs of a {@link PairFormat.Text}: one string that is tokenized whole. What is too long is cut
 * at an end, and the template's own end is written over what is last then, as sentence-transformers
 * restores it.
 *
 * <p>A chunk of a long document is the pair of the query and a part of the document's text.
 */
final class TextPairs implements PairRows {
  private final LibraryTokenizer tokenizer;
  private final PairFormat.Text format;
  private final int maxLength;
  private final LongDocument longDocument;
  private final long[] suffix;

  /**
   * @param tokenizer that does not truncate
   * @throws TokenizerException if it fails on the template
   */
  TextPairs(
      LibraryTokenizer tokenizer, PairFormat.Text format, int maxLength, LongDocument longDocument)
      throws TokenizerException {
    this.tokenizer = tokenizer;
    this.format = format;
    this.maxLength = maxLength;
    this.longDocument = longDocument;
    this.suffix = suffix();
  }

  /** What the tokens of every pair end in: that in which two pairs end that share nothing else. */
  private long[] suffix() throws TokenizerException {
    if (format.suffixFillers().isEmpty()) {
      return new long[0];
    }
    String one = format.suffixFillers().get(0);
    String other = format.suffixFillers().get(1);
    long[] first = tokenizer.alone(text(one, one));
    long[] second = tokenizer.alone(text(other, other));
    int shorter = Math.min(first.length, second.length);
    int same = 0;
    while (same < shorter && first[first.length - 1 - same] == second[second.length - 1 - same]) {
      same++;
    }
    return same < shorter
        ? Arrays.copyOfRange(first, first.length - same, first.length)
        : new long[0];
  }

  private String text(String query, String document) {
    StringBuilder text = new StringBuilder();
    for (Part part : format.parts()) {
      if (part instanceof Part.Slot slot) {
        text.append(slot.of(slot.isQuery() ? query : document));
      } else {
        text.append(((Part.Literal) part).text());
      }
    }
    return text.toString();
  }

  @Override
  public TokenizedPair row(String query, String document) throws TokenizerException {
    return row(tokenizer.alone(text(query, document)), false);
  }

  /**
   * @param partly whether these are the tokens of a part of what they should be
   */
  private TokenizedPair row(long[] all, boolean partly) throws TokenizerException {
    boolean truncated = all.length > maxLength;
    long[] ids = all;
    if (truncated) {
      int start = format.cutsLeft() ? all.length - maxLength : 0;
      ids = Arrays.copyOfRange(all, start, start + maxLength);
    }
    if (ids.length == maxLength) {
      int kept = Math.min(suffix.length, maxLength);
      System.arraycopy(suffix, suffix.length - kept, ids, maxLength - kept, kept);
    }
    return NoTokensException.unlessAny(new TokenizedPair(ids, null, truncated || partly));
  }

  @Override
  public List<TokenizedPair> rows(String query, String document) throws TokenizerException {
    long[] all = tokenizer.alone(text(query, document));
    if (all.length <= maxLength || !longDocument.isChunked()) {
      return List.of(row(all, false));
    }
    int room = maxLength - tokenizer.alone(text(query, "")).length;
    // Too little to read a document in: most of the model's tokens are the query's.
    if (room <= 2 * longDocument.overlap() || room < maxLength / 4) {
      return List.of(row(all, false));
    }
    DocumentParts parts = new DocumentParts(document, tokenizer.spans(document));
    return parts.tokens() == 0 ? List.of(row(all, false)) : chunks(query, parts, room);
  }

  private List<TokenizedPair> chunks(String query, DocumentParts parts, int room)
      throws TokenizerException {
    List<long[]> chunks = new ArrayList<>();
    int start = 0;
    int end = 0;
    while (end < parts.tokens() && chunks.size() < longDocument.maxChunks()) {
      end = Math.min(parts.tokens(), start + room);
      long[] chunk = tokenizer.alone(text(query, parts.text(start, end)));
      // Tokens at the seams may be more than the document's own.
      while (chunk.length > maxLength && end - start > longDocument.overlap() + 1) {
        end = Math.max(start + longDocument.overlap() + 1, end - (chunk.length - maxLength));
        chunk = tokenizer.alone(text(query, parts.text(start, end)));
      }
      chunks.add(chunk);
      start = end - longDocument.overlap();
    }
    boolean partly = end < parts.tokens();
    List<TokenizedPair> rows = new ArrayList<>(chunks.size());
    for (long[] chunk : chunks) {
      rows.add(row(chunk, partly));
    }
    return rows;
  }

  @Override
  public PairEncoder encoder() {
    return this::rows;
  }

  /** A document's text by its tokens. */
  private record DocumentParts(String document, CharSpan[] spans) {
    int tokens() {
      return spans.length;
    }

    /** From one token up to another; all of the text where those are all tokens. */
    String text(int from, int to) {
      int start = from == 0 ? 0 : offset(from);
      // A normalizer may change the order of characters.
      int end = to == spans.length ? document.length() : Math.max(start, offset(to));
      return document.substring(start, end);
    }

    /** Where a token begins, in UTF-16 units. */
    private int offset(int token) {
      int at = token;
      while (at > 0 && spans[at] == null) {
        at--;
      }
      int codePoint = spans[at] == null ? 0 : spans[at].getStart();
      int last = document.codePointCount(0, document.length());
      return document.offsetByCodePoints(0, Math.min(codePoint, last));
    }
  }
}
