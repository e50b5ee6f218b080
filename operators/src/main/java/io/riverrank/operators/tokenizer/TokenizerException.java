package io.riverrank.operators.tokenizer;

/** One pair can't be tokenized; others can. */
public class TokenizerException extends Exception {

  public TokenizerException(String message, Throwable cause) {
    super(message, cause);
  }
}
