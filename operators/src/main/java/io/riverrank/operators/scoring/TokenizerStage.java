package io.riverrank.operators.scoring;

import io.riverrank.operators.batching.PendingPair;
import io.riverrank.operators.prefix.PrefixFinder;
import io.riverrank.operators.tokenizer.PairEncoder;
import io.riverrank.operators.tokenizer.PairTokenizer;
import io.riverrank.operators.tokenizer.TokenPrefix;
import io.riverrank.operators.tokenizer.TokenizedPair;
import io.riverrank.operators.tokenizer.TokenizerException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import javax.annotation.Nullable;

/**
 * Tokenizes chunks of pairs, and finds what they begin with in common; a pair that can't be
 * tokenized costs no other its score.
 */
final class TokenizerStage {
  private final PairTokenizer tokenizer;
  private final PairEncoder encoder;
  @Nullable private final PrefixFinder prefixes;

  /**
   * @param prefixes null where pairs are read whole
   */
  TokenizerStage(PairTokenizer tokenizer, @Nullable PrefixFinder prefixes) {
    this.tokenizer = tokenizer;
    this.prefixes = prefixes;
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
    share(ready);
    return ready;
  }

  private void share(List<SubmittedPair> ready) {
    if (prefixes == null) {
      return;
    }
    TokenPrefix[] found = prefixes.find(ready.stream().map(PendingPair::tokens).toList());
    for (int i = 0; i < found.length; i++) {
      ready.get(i).sharing(found[i]);
    }
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
