package io.riverrank.operators.tokenizer;

import java.util.List;

/** How one kind of model makes rows of a pair. Thread safe. */
interface PairRows {

  /** The pair in one row, truncated where it is too long. */
  TokenizedPair row(String query, String document) throws TokenizerException;

  /** The pair in as many rows as the settings give a long document, at least one. */
  List<TokenizedPair> rows(String query, String document) throws TokenizerException;

  /** Makes the same rows of pairs in turn. */
  PairEncoder encoder();
}
