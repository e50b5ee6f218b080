package io.riverrank.operators.session;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.riverrank.operators.batching.PaddingRule;
import io.riverrank.operators.model.ModelDirectory;
import io.riverrank.operators.tokenizer.TokenizedPair;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.annotation.Nullable;

/**
 * The input tensors of one caller: those that the graph declares, in buffers that are used again
 * for each batch.
 */
public final class InputBuffers {
  private final long padTokenId;
  private final long firstPosition;
  private final PaddingRule padding;
  @Nullable private final PastInput past;
  private final Map<TokenInput, TokenBuffer> buffers = new EnumMap<>(TokenInput.class);

  InputBuffers(GraphInputs inputs, long padTokenId, long firstPosition, PaddingRule padding) {
    this.padTokenId = padTokenId;
    this.firstPosition = firstPosition;
    this.padding = padding;
    this.past = inputs.past();
    inputs.types().forEach((input, type) -> buffers.put(input, TokenBuffer.of(type)));
  }

  /**
   * Buffers for a session of the model, which may be one that somebody else opened; rows are as
   * long as the longest.
   *
   * @throws io.riverrank.operators.model.ModelException if its inputs aren't a pair's
   */
  public static InputBuffers of(ModelDirectory model, OrtSession session) throws OrtException {
    return new InputBuffers(
        GraphInputs.of(model.onnxFile(), session),
        model.padTokenId(),
        model.firstPosition(),
        PaddingRule.LONGEST);
  }

  /**
   * Writes what pairs don't share row by row, {@code [rows, padded length]}, and wraps the buffers
   * as tensors. Rows beyond the pairs repeat the first: what any model gives a score for. A graph
   * that takes what comes before the rows gets nothing there, which pairs that share a prefix have
   * to be given instead.
   *
   * @return tensors by input name; valid until the next call, to be closed by the caller
   */
  public Map<String, OnnxTensor> fill(OrtEnvironment environment, List<TokenizedPair> pairs)
      throws OrtException {
    int longest = 0;
    for (TokenizedPair pair : pairs) {
      longest = Math.max(longest, pair.ownLength());
    }
    int width = padding.paddedLength(longest);
    int rows = padding.rows(pairs.size(), width);
    long[] shape = {rows, width};
    Map<String, OnnxTensor> tensors = new LinkedHashMap<>();
    try {
      for (Map.Entry<TokenInput, TokenBuffer> entry : buffers.entrySet()) {
        TokenBuffer buffer = entry.getValue();
        buffer.reset(Math.multiplyExact(rows, width));
        for (int row = 0; row < rows; row++) {
          append(entry.getKey(), buffer, pairs.get(row < pairs.size() ? row : 0), width);
        }
        tensors.put(entry.getKey().graphName(), buffer.tensor(environment, shape));
      }
      if (past != null) {
        tensors.putAll(past.none(environment));
      }
    } catch (OrtException | RuntimeException e) {
      tensors.values().forEach(OnnxTensor::close);
      throw e;
    }
    return tensors;
  }

  private void append(TokenInput input, TokenBuffer buffer, TokenizedPair pair, int width) {
    int first = pair.sharedLength();
    int filler = width - pair.ownLength();
    switch (input) {
      case IDS -> {
        buffer.put(pair.ids(), first);
        buffer.fill(padTokenId, filler);
      }
      case MASK -> {
        buffer.fill(1, pair.ownLength());
        buffer.fill(0, filler);
      }
      case TYPES -> {
        if (pair.typeIds() == null) {
          buffer.fill(0, width);
        } else {
          buffer.put(pair.typeIds(), first);
          buffer.fill(0, filler);
        }
      }
      case POSITIONS -> {
        for (int i = 0; i < width; i++) {
          buffer.put(firstPosition + first + i);
        }
      }
    }
  }
}
