package io.riverrank.operators.tokenizer;

import java.util.List;
import javax.annotation.Nullable;

/**
 * Encodes pairs one after the other, as {@link PairTokenizer#encodeAll} does, but a query once for
 * all of its documents that follow. For one thread.
 */
public final class PairEncoder {
  /** Texts with more characters for each of the model's tokens are probably truncated. */
  private static final int CHARS_PER_TOKEN = 4;

  private final PairTokenizer tokenizer;
  @Nullable private final PairTemplate template;
  @Nullable private String lastQuery;
  private long[] lastQueryIds = {};

  PairEncoder(PairTokenizer tokenizer, @Nullable PairTemplate template) {
    this.tokenizer = tokenizer;
    this.template = template;
  }

  /**
   * The pair in as many rows as its document needs.
   *
   * @throws TokenizerException if the tokenizer fails on these texts
   */
  public List<TokenizedPair> encodeAll(String query, String document) throws TokenizerException {
    TokenizedPair joined = template == null ? null : joined(template, query, document);
    return joined == null ? tokenizer.encodeAll(query, document) : List.of(joined);
  }

  /**
   * @return null if the pair is longer than the model's length, or might be
   */
  @Nullable
  private TokenizedPair joined(PairTemplate template, String query, String document)
      throws TokenizerException {
    int maxLength = tokenizer.maxLength();
    if ((long) query.length() + document.length() > (long) CHARS_PER_TOKEN * maxLength) {
      return null;
    }
    long[] queryIds = queryIds(query);
    long[] documentIds = tokenizer.alone(document);
    // A text by itself is truncated at the same length; then there may be more of it.
    boolean whole = queryIds.length < maxLength && documentIds.length < maxLength;
    if (!whole || template.length(queryIds.length, documentIds.length) > maxLength) {
      return null;
    }
    return new TokenizedPair(
        template.ids(queryIds, documentIds),
        tokenizer.withTypeIds() ? template.types(queryIds.length, documentIds.length) : null,
        false);
  }

  private long[] queryIds(String query) throws TokenizerException {
    if (!query.equals(lastQuery)) {
      lastQueryIds = tokenizer.alone(query);
      lastQuery = query;
    }
    return lastQueryIds;
  }
}
