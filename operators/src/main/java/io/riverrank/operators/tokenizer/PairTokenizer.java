package io.riverrank.operators.tokenizer;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.huggingface.tokenizers.jni.TokenizersLibrary;
import io.riverrank.operators.model.ModelDirectory;
import io.riverrank.operators.model.ModelException;
import io.riverrank.operators.natives.NativeLibraries;
import java.io.IOException;
import java.util.Map;

/**
 * The model's tokenizer, truncating the longer text first at the model's length.
 *
 * <p>Thread safe: the tokenizer is only read. Padding is left to the batch, which knows its length.
 *
 * <p>{@link io.riverrank.operators.natives.NativeLibraries#load} comes first. It talks to DJL's
 * native interface below {@code HuggingFaceTokenizer.encode}, which would copy seven more arrays
 * and a string for each token into the JVM.
 */
public final class PairTokenizer implements AutoCloseable {
  private final HuggingFaceTokenizer tokenizer;
  private final long handle;
  private final boolean withTypeIds;

  /**
   * @param withTypeIds whether the graph wants the segment of each token
   * @throws ModelException if tokenizer.json can't be used
   */
  public PairTokenizer(ModelDirectory model, boolean withTypeIds) {
    this.withTypeIds = withTypeIds && model.distinguishesSegments();
    String length = Integer.toString(model.maxLength());
    try {
      // Without modelMaxLength DJL clamps to 512; without truncation it takes what tokenizer.json
      // was last saved with.
      tokenizer =
          HuggingFaceTokenizer.newInstance(
              model.tokenizerFile(),
              Map.of(
                  "modelMaxLength", length,
                  "maxLength", length,
                  "truncation", "longest_first",
                  "stride", "0",
                  "padding", "do_not_pad"));
    } catch (LinkageError e) {
      throw NativeLibraries.cannotLoad("the tokenizer library's folder", e);
    } catch (IOException | RuntimeException e) {
      throw new ModelException(
          "%s can't be used (%s); save the model's fast tokenizer again"
              .formatted(model.tokenizerFile(), e.getMessage()),
          e);
    }
    handle = tokenizer.getHandle();
  }

  /**
   * @throws TokenizerException if the tokenizer fails on these texts
   */
  public TokenizedPair encode(String query, String document) throws TokenizerException {
    try {
      long encoding = TokenizersLibrary.LIB.encodeDual(handle, query, document, true);
      try {
        return new TokenizedPair(
            TokenizersLibrary.LIB.getTokenIds(encoding),
            withTypeIds ? TokenizersLibrary.LIB.getTypeIds(encoding) : null,
            TokenizersLibrary.LIB.getOverflowCount(encoding) > 0);
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
