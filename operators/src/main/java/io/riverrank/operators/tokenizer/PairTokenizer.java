package io.riverrank.operators.tokenizer;

import io.riverrank.operators.model.ModelDirectory;
import io.riverrank.operators.model.ModelException;
import io.riverrank.operators.model.PairFormat;
import io.riverrank.operators.settings.LongDocument;
import java.util.List;

/**
 * The model's tokenizer. A pair with more tokens than the model takes is truncated, as
 * sentence-transformers does it for this kind of model, or its document is cut into chunks.
 *
 * <p>Thread safe. Padding is left to the batch, which knows its length.
 *
 * <p>{@link io.riverrank.operators.natives.NativeLibraries#load}, or {@link
 * io.riverrank.operators.natives.LoadingLibraries}, comes first.
 */
public final class PairTokenizer implements AutoCloseable {
  private final LibraryTokenizer tokenizer;
  private final PairRows rows;

  /** Truncates long pairs. */
  public PairTokenizer(ModelDirectory model, boolean withTypeIds) {
    this(model, withTypeIds, LongDocument.TRUNCATE);
  }

  /**
   * @param withTypeIds whether the graph wants the segment of each token
   * @throws ModelException if tokenizer.json can't be used, prompt or template leave no room for a
   *     pair, or chunks would overlap by a quarter of the model's length or more
   */
  public PairTokenizer(ModelDirectory model, boolean withTypeIds, LongDocument longDocument) {
    requireOverlap(model.maxLength(), longDocument);
    tokenizer =
        model.format() == null
            ? LibraryTokenizer.truncating(
                model.tokenizerFile(), model.maxLength(), longDocument.overlap())
            : LibraryTokenizer.untruncated(model.tokenizerFile());
    try {
      rows = rows(tokenizer, model, withTypeIds, longDocument);
      requireRoom(model);
    } catch (TokenizerException e) {
      tokenizer.close();
      throw new ModelException(
          "%s can't be used with the model's template: %s"
              .formatted(model.tokenizerFile(), e.getMessage()),
          e);
    } catch (RuntimeException | Error e) {
      tokenizer.close();
      throw e;
    }
  }

  private static PairRows rows(
      LibraryTokenizer tokenizer,
      ModelDirectory model,
      boolean withTypeIds,
      LongDocument longDocument)
      throws TokenizerException {
    if (model.format() instanceof PairFormat.Text text) {
      return new TextPairs(tokenizer, text, model.maxLength(), longDocument);
    }
    if (model.format() instanceof PairFormat.Joined joined) {
      return new JoinedPairs(tokenizer, joined, withTypeIds, model.maxLength(), longDocument);
    }
    return new LibraryPairs(
        tokenizer,
        withTypeIds && model.distinguishesSegments(),
        model.maxLength(),
        longDocument,
        model.prompt());
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

  /** Prompt and template alone must not fill what the model takes. */
  private void requireRoom(ModelDirectory model) throws TokenizerException {
    if (model.prompt().isEmpty() && model.format() == null) {
      return;
    }
    try {
      if (rows.row("", "").length() < model.maxLength()) {
        return;
      }
    } catch (NoTokensException e) {
      return;
    }
    throw new ModelException(
        "the model's %s has as many tokens as the %d that a pair may have, so that there is no room for a text; %s"
            .formatted(
                model.prompt().isEmpty() ? "template" : "prompt with its template",
                model.maxLength(),
                model.prompt().isEmpty()
                    ? "raise rerank.model.max-length"
                    : "shorten rerank.model.prompt or raise rerank.model.max-length"));
  }

  /**
   * The pair in one row, truncated where it is too long.
   *
   * @throws TokenizerException if the tokenizer fails on these texts, or finds no token
   */
  public TokenizedPair encode(String query, String document) throws TokenizerException {
    return rows.row(query, document);
  }

  /**
   * The pair in as many rows as the settings give a long document, at least one. The rows are
   * truncated if they don't cover both texts.
   *
   * @throws TokenizerException if the tokenizer fails on these texts, or finds no token
   */
  public List<TokenizedPair> encodeAll(String query, String document) throws TokenizerException {
    return rows.rows(query, document);
  }

  /** Encodes pairs in turn, for one thread. */
  public PairEncoder encoder() {
    return rows.encoder();
  }

  /** Whether a query's tokens are used again for its next document. */
  boolean sharesQueries() {
    return rows.encoder() instanceof SharedQueryEncoder || rows instanceof JoinedPairs;
  }

  @Override
  public void close() {
    tokenizer.close();
  }
}
