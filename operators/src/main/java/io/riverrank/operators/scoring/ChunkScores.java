package io.riverrank.operators.scoring;

import io.riverrank.operators.tokenizer.TokenizedPair;
import java.util.List;
import java.util.function.Predicate;
import javax.annotation.Nullable;

/**
 * A pair whose document goes through the model in chunks: gathers their scores until all are there.
 * The best score counts. A chunk that fails fails the pair, since it might have been the best: no
 * ranking rests on half of a document in silence. Thread safe.
 */
final class ChunkScores {
  private final SubmittedPair pair;
  private final int chunks;
  private int missing;
  private int tokens;
  private boolean givenUp;
  @Nullable private PairScore best;
  @Nullable private PairScore failed;

  private ChunkScores(SubmittedPair pair, int chunks) {
    this.pair = pair;
    this.chunks = chunks;
    this.missing = chunks;
  }

  /** What goes through the model for a tokenized pair: itself, or a row for each chunk. */
  static List<SubmittedPair> rows(SubmittedPair pair, List<TokenizedPair> chunks) {
    if (chunks.size() == 1) {
      return List.of(pair);
    }
    ChunkScores scores = new ChunkScores(pair, chunks.size());
    return chunks.stream().map(tokens -> pair.row(tokens, scores)).toList();
  }

  SubmittedPair pair() {
    return pair;
  }

  /**
   * @return the pair's score if this is its last chunk's, else null
   */
  @Nullable
  synchronized PairScore add(PairScore chunk) {
    tokens += chunk.tokens();
    if (chunk.error() != null) {
      failed = chunk;
    } else if (best == null || chunk.isAbove(best)) {
      best = chunk;
    }
    if (--missing > 0) {
      return null;
    }
    if (failed != null) {
      String error = "one of its %d chunks failed: %s".formatted(chunks, failed.error());
      return failed.inRows(chunks, tokens, error);
    }
    return best.inRows(chunks, tokens, null);
  }

  /** Gives the pair up at most once, however many of its rows wait. */
  synchronized boolean giveUp(EqualPairs equalPairs, Predicate<SubmittedPair> isWanted) {
    givenUp = givenUp || equalPairs.giveUp(pair, isWanted);
    return givenUp;
  }
}
