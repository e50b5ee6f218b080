package io.riverrank.operators.tokenizer;

import java.util.List;
import javax.annotation.Nullable;

/**
 * A query is tokenized once for all of its documents that follow, where the tokenizer's own
 * template says what joins their tokens.
 */
final class SharedQueryEncoder implements PairEncoder {
  /** Texts with more characters for each of the model's tokens are probably truncated. */
  private static final int CHARS_PER_TOKEN = 4;

  private final PairRows whole;
  private final LibraryTokenizer tokenizer;
  private final PairTemplate template;
  private final int maxLength;
  private final boolean withTypeIds;
  private final String prompt;
  @Nullable private String lastQuery;
  private long[] lastQueryIds = {};

  /**
   * @param whole encodes what may be longer than the model's length
   */
  SharedQueryEncoder(
      PairRows whole,
      LibraryTokenizer tokenizer,
      PairTemplate template,
      int maxLength,
      boolean withTypeIds,
      String prompt) {
    this.whole = whole;
    this.tokenizer = tokenizer;
    this.template = template;
    this.maxLength = maxLength;
    this.withTypeIds = withTypeIds;
    this.prompt = prompt;
  }

  @Override
  public List<TokenizedPair> encodeAll(String query, String document) throws TokenizerException {
    TokenizedPair joined = joined(query, document);
    return joined == null ? whole.rows(query, document) : List.of(joined);
  }

  /**
   * @return null if the pair is longer than the model's length, or might be
   */
  @Nullable
  private TokenizedPair joined(String query, String document) throws TokenizerException {
    if ((long) query.length() + document.length() > (long) CHARS_PER_TOKEN * maxLength) {
      return null;
    }
    long[] queryIds = queryIds(query);
    long[] documentIds = tokenizer.alone(document);
    // A text by itself is truncated at the same length; then there may be more of it.
    boolean untruncated = queryIds.length < maxLength && documentIds.length < maxLength;
    if (!untruncated || template.length(queryIds.length, documentIds.length) > maxLength) {
      return null;
    }
    return NoTokensException.unlessAny(template.pair(queryIds, documentIds, withTypeIds, false));
  }

  private long[] queryIds(String query) throws TokenizerException {
    if (!query.equals(lastQuery)) {
      lastQueryIds = tokenizer.alone(prompt + query);
      lastQuery = query;
    }
    return lastQueryIds;
  }
}
