package io.riverrank.operators.tokenizer;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.huggingface.tokenizers.jni.CharSpan;
import ai.djl.huggingface.tokenizers.jni.TokenizersLibrary;
import io.riverrank.operators.model.ConfiguredTokenizer;
import io.riverrank.operators.model.ModelException;
import io.riverrank.operators.natives.NativeLibraries;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;

/**
 * The tokenizer library with one tokenizer.json. Thread safe: it is only read.
 *
 * <p>Talks to DJL's native interface below {@code HuggingFaceTokenizer.encode}, which would copy
 * seven more arrays and a string for each token into the JVM.
 */
final class LibraryTokenizer implements AutoCloseable {
  /**
   * Characters of the shorter text; where both are longer, the library would lay every part of one
   * beside every part of the other: beyond 14 GB for two texts of 100,000 characters.
   */
  private static final int LONGEST_SHORTER_TEXT = 20_000;

  private final HuggingFaceTokenizer tokenizer;
  private final long handle;

  private LibraryTokenizer(HuggingFaceTokenizer tokenizer) {
    this.tokenizer = tokenizer;
    this.handle = tokenizer.getHandle();
  }

  /** Truncates nothing and pads nothing. */
  static LibraryTokenizer untruncated(Path file) {
    return open(file, Map.of("truncation", "do_not_truncate", "padding", "do_not_pad"));
  }

  /**
   * Cuts the longer text of a pair first, and keeps what it cut as overflow.
   *
   * @param stride tokens that a part shares with the one before it
   */
  static LibraryTokenizer truncating(Path file, int maxLength, int stride) {
    String length = Integer.toString(maxLength);
    // Without modelMaxLength DJL clamps to 512; without truncation it takes what tokenizer.json
    // was last saved with.
    return open(
        file,
        Map.of(
            "modelMaxLength",
            length,
            "maxLength",
            length,
            "truncation",
            "longest_first",
            "stride",
            Integer.toString(stride),
            "padding",
            "do_not_pad"));
  }

  /**
   * @throws ModelException if the file can't be used
   */
  private static LibraryTokenizer open(Path file, Map<String, String> options) {
    NativeLibraries.loadTokenizers();
    try {
      byte[] configured = ConfiguredTokenizer.of(file);
      return new LibraryTokenizer(
          configured == null
              ? HuggingFaceTokenizer.newInstance(file, options)
              : HuggingFaceTokenizer.newInstance(new ByteArrayInputStream(configured), options));
    } catch (ModelException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw new ModelException(
          "%s can't be used (%s); save the model's fast tokenizer again"
              .formatted(file, e.getMessage()),
          e);
    }
  }

  /** A text's tokens without special ones. */
  long[] alone(String text) throws TokenizerException {
    return alone(text, TokenizersLibrary.LIB::getTokenIds);
  }

  /**
   * Where each token of a text without special ones stands in it, in code points; null for a token
   * that stands nowhere.
   */
  CharSpan[] spans(String text) throws TokenizerException {
    return alone(text, TokenizersLibrary.LIB::getTokenCharSpans);
  }

  private <T> T alone(String text, LongFunction<T> read) throws TokenizerException {
    return read(() -> TokenizersLibrary.LIB.encode(handle, text, false), read);
  }

  /** A pair's tokens with special ones, by the tokenizer's own template. */
  <T> T pair(String query, String document, LongFunction<T> read) throws TokenizerException {
    if (Math.min(query.length(), document.length()) > LONGEST_SHORTER_TEXT) {
      throw new TokenizerException(
          "query and document both have more than %d characters; shorten the query"
              .formatted(LONGEST_SHORTER_TEXT),
          null);
    }
    return read(() -> TokenizersLibrary.LIB.encodeDual(handle, query, document, true), read);
  }

  private static <T> T read(LongSupplier encode, LongFunction<T> read) throws TokenizerException {
    try {
      long encoding = encode.getAsLong();
      try {
        return read.apply(encoding);
      } finally {
        TokenizersLibrary.LIB.deleteEncoding(encoding);
      }
    } catch (RuntimeException e) {
      throw new TokenizerException("the tokenizer failed: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    tokenizer.close();
  }
}
