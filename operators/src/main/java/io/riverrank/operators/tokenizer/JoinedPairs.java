package io.riverrank.operators.tokenizer;

import io.riverrank.operators.model.PairFormat;
import io.riverrank.operators.settings.LongDocument;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.annotation.Nullable;

/**
 * Pairs of a {@link PairFormat.Joined}: each text is tokenized by itself, and what is too long is
 * cut here, by the tokenizer library's rules for {@code longest_first} and its stride.
 */
final class JoinedPairs implements PairRows {
  private final LibraryTokenizer tokenizer;
  private final PairTemplate template;
  private final String prompt;
  private final boolean cutsLeft;
  private final boolean withTypeIds;
  private final int maxLength;
  private final LongDocument longDocument;

  /**
   * @param tokenizer that does not truncate
   * @param withTypeIds whether the graph wants segments
   */
  JoinedPairs(
      LibraryTokenizer tokenizer,
      PairFormat.Joined format,
      boolean withTypeIds,
      int maxLength,
      LongDocument longDocument) {
    this.tokenizer = tokenizer;
    this.template = PairTemplate.of(format.start(), format.between(), format.end(), format.types());
    this.prompt = format.prompt();
    this.cutsLeft = format.cutsLeft();
    this.withTypeIds = withTypeIds && Arrays.stream(format.types()).anyMatch(type -> type != 0);
    this.maxLength = maxLength;
    this.longDocument = longDocument;
  }

  /** How many tokens of each text are kept. */
  private record Kept(int query, int document) {

    /** The longer text is cut first; the library's own rounding. */
    static Kept longestFirst(int query, int document, int room) {
      if (query + document <= room) {
        return new Kept(query, document);
      }
      int shorter = Math.min(query, document);
      int longer = shorter > room ? shorter : Math.max(shorter, room - shorter);
      if (shorter + longer > room) {
        shorter = room / 2;
        longer = shorter + room % 2;
      }
      return query > document ? new Kept(longer, shorter) : new Kept(shorter, longer);
    }
  }

  @Override
  public TokenizedPair row(String query, String document) throws TokenizerException {
    return row(queryIds(query), tokenizer.alone(document));
  }

  @Override
  public List<TokenizedPair> rows(String query, String document) throws TokenizerException {
    return rows(queryIds(query), document);
  }

  private List<TokenizedPair> rows(long[] query, String document) throws TokenizerException {
    long[] documentIds = tokenizer.alone(document);
    return longDocument.isChunked() ? chunks(query, documentIds) : List.of(row(query, documentIds));
  }

  private long[] queryIds(String query) throws TokenizerException {
    return tokenizer.alone(prompt + query);
  }

  private TokenizedPair row(long[] query, long[] document) throws TokenizerException {
    Kept kept = kept(query, document);
    boolean truncated = kept.query() + kept.document() < query.length + document.length;
    return pair(cut(query, kept.query()), cut(document, kept.document()), truncated);
  }

  private Kept kept(long[] query, long[] document) {
    return Kept.longestFirst(
        query.length, document.length, Math.max(0, maxLength - template.length(0, 0)));
  }

  /**
   * The whole query with each part of the document, or what {@link #row} keeps of a query that has
   * more than half of the model's tokens.
   */
  private List<TokenizedPair> chunks(long[] query, long[] document) throws TokenizerException {
    Kept kept = kept(query, document);
    if (kept.document() == document.length || kept.document() == 0) {
      return List.of(row(query, document));
    }
    long[] keptQuery = cut(query, kept.query());
    int part = kept.document();
    // Chunks have to come forward where special tokens and prompt leave them little room.
    int step = part - Math.min(longDocument.overlap(), part / 2);
    int parts = 1 + (document.length - part + step - 1) / step;
    int chunks = Math.min(parts, longDocument.maxChunks());
    boolean truncated = chunks < parts || keptQuery.length < query.length;
    List<TokenizedPair> rows = new ArrayList<>(chunks);
    for (int start = 0; rows.size() < chunks; start += step) {
      int end = Math.min(document.length, start + part);
      rows.add(pair(keptQuery, Arrays.copyOfRange(document, start, end), truncated));
    }
    return rows;
  }

  private TokenizedPair pair(long[] query, long[] document, boolean truncated)
      throws TokenizerException {
    return NoTokensException.unlessAny(template.pair(query, document, withTypeIds, truncated));
  }

  private long[] cut(long[] ids, int length) {
    if (ids.length == length) {
      return ids;
    }
    return cutsLeft
        ? Arrays.copyOfRange(ids, ids.length - length, ids.length)
        : Arrays.copyOf(ids, length);
  }

  @Override
  public PairEncoder encoder() {
    return new Encoder();
  }

  /** Tokenizes a query once for all of its documents that follow. */
  private final class Encoder implements PairEncoder {
    @Nullable private String lastQuery;
    private long[] lastQueryIds = {};

    @Override
    public List<TokenizedPair> encodeAll(String query, String document) throws TokenizerException {
      if (!query.equals(lastQuery)) {
        lastQueryIds = queryIds(query);
        lastQuery = query;
      }
      return rows(lastQueryIds, document);
    }
  }
}
