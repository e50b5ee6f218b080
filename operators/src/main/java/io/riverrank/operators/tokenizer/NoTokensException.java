package io.riverrank.operators.tokenizer;

/** A pair of empty texts for a model that puts nothing around them: there is nothing to score. */
final class NoTokensException extends TokenizerException {

  NoTokensException() {
    super("query and document have no token, and this model adds none", null);
  }

  /** The pair, if it has a token. */
  static TokenizedPair unlessAny(TokenizedPair pair) throws NoTokensException {
    if (pair.length() == 0) {
      throw new NoTokensException();
    }
    return pair;
  }
}
