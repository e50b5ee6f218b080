package io.riverrank.operators.scoring;

import io.riverrank.operators.tokenizer.PairEncoder;
import io.riverrank.operators.tokenizer.PairTokenizer;
import io.riverrank.operators.tokenizer.TokenizedPair;
import io.riverrank.operators.tokenizer.TokenizerException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/** Tokenizes chunks of pairs; a pair that can't be tokenized costs no other its score. */
final class TokenizerStage {
  private final PairTokenizer tokenizer;
  private final PairEncoder encoder;

  TokenizerStage(PairTokenizer tokenizer) {
    this.tokenizer = tokenizer;
    this.encoder = tokenizer.encoder();
  }

  /**
   * @param failed gets each pair that can't be tokenized, and why
   * @return the rows of the others, ready for a batch
   * @throws BrokenSessionException if the tokenizer fails on plain text, too
   */
  List<SubmittedPair> tokenize(
      List<SubmittedPair> pairs, BiConsumer<SubmittedPair, String> failed) {
    List<SubmittedPair> ready = new ArrayList<>(pairs.size());
    for (SubmittedPair pair : pairs) {
      try {
        List<TokenizedPair> chunks = encoder.encodeAll(pair.query(), pair.document());
        pair.tokenized(chunks.get(0), System.nanoTime());
        ready.addAll(ChunkScores.rows(pair, chunks));
      } catch (TokenizerException e) {
        requireHealthyTokenizer(e);
        failed.accept(pair, e.getMessage());
      }
    }
    return ready;
  }

  private void requireHealthyTokenizer(TokenizerException cause) {
    try {
      tokenizer.encode("query", "document");
    } catch (TokenizerException e) {
      e.addSuppressed(cause);
      throw new BrokenSessionException(e);
    }
  }
}
