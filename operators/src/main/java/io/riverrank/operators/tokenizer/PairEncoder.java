package io.riverrank.operators.tokenizer;

import java.util.List;

/**
 * Encodes pairs one after the other, as {@link PairTokenizer#encodeAll} does, with what is the same
 * in pairs that follow one another once. For one thread.
 */
public interface PairEncoder {

  /**
   * The pair in as many rows as its document needs.
   *
   * @throws TokenizerException if the tokenizer fails on these texts
   */
  List<TokenizedPair> encodeAll(String query, String document) throws TokenizerException;
}
