package io.riverrank.operators.session;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import io.riverrank.operators.batching.BatchLimits;
import io.riverrank.operators.batching.PaddingRule;
import io.riverrank.operators.natives.NativeLibraries;
import io.riverrank.operators.tokenizer.TokenizedPair;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Promise 1: only declared inputs, padding with the tokenizer's own pad id. */
class InputBuffersTest {
  private static final TokenizedPair LONG =
      new TokenizedPair(new long[] {5, 6, 7, 8}, new long[] {0, 0, 1, 1}, false);
  private static final TokenizedPair SHORT =
      new TokenizedPair(new long[] {9, 10}, new long[] {0, 1}, false);

  private static long[] values(OnnxTensor tensor) {
    LongBuffer buffer = tensor.getLongBuffer();
    long[] values = new long[buffer.remaining()];
    buffer.get(values);
    return values;
  }

  private static InputBuffers buffers(int padTokenId, TokenInput... inputs) {
    return buffers(OnnxJavaType.INT64, padTokenId, inputs);
  }

  private static InputBuffers buffers(OnnxJavaType type, int padTokenId, TokenInput... inputs) {
    return buffers(PaddingRule.LONGEST, type, padTokenId, inputs);
  }

  private static InputBuffers buffers(
      PaddingRule rule, OnnxJavaType type, int padTokenId, TokenInput... inputs) {
    Map<TokenInput, OnnxJavaType> types = new EnumMap<>(TokenInput.class);
    for (TokenInput input : inputs) {
      types.put(input, type);
    }
    return new InputBuffers(new GraphInputs(types, null), padTokenId, 2, rule);
  }

  private static Map<String, OnnxTensor> fill(InputBuffers buffers, TokenizedPair... pairs)
      throws Exception {
    return buffers.fill(NativeLibraries.load(null), List.of(pairs));
  }

  @Test
  void shorterRowsArePaddedAndMasked() throws Exception {
    Map<String, OnnxTensor> inputs =
        fill(buffers(1, TokenInput.IDS, TokenInput.MASK, TokenInput.TYPES), LONG, SHORT);

    assertThat(inputs.get("input_ids").getInfo().getShape()).containsExactly(2, 4);
    assertThat(values(inputs.get("input_ids"))).containsExactly(5, 6, 7, 8, 9, 10, 1, 1);
    assertThat(values(inputs.get("attention_mask"))).containsExactly(1, 1, 1, 1, 1, 1, 0, 0);
    assertThat(values(inputs.get("token_type_ids"))).containsExactly(0, 0, 1, 1, 0, 1, 0, 0);
    inputs.values().forEach(OnnxTensor::close);
  }

  @Test
  void withoutSegmentsAllTypesAreZero() throws Exception {
    TokenizedPair plain = new TokenizedPair(new long[] {5, 6, 7}, null, false);
    Map<String, OnnxTensor> inputs =
        fill(buffers(1, TokenInput.IDS, TokenInput.MASK, TokenInput.TYPES), plain);

    assertThat(values(inputs.get("token_type_ids"))).containsExactly(0, 0, 0);
    inputs.values().forEach(OnnxTensor::close);
  }

  @Test
  void onlyDeclaredInputsAreFed() throws Exception {
    Map<String, OnnxTensor> inputs = fill(buffers(1, TokenInput.IDS, TokenInput.MASK), SHORT);

    assertThat(inputs.keySet()).containsExactly("input_ids", "attention_mask");
    inputs.values().forEach(OnnxTensor::close);
  }

  @Test
  void positionsBeginWhereTheModelsDoAndGoOnThroughPadding() throws Exception {
    Map<String, OnnxTensor> inputs = fill(buffers(1, TokenInput.POSITIONS), LONG, SHORT);

    assertThat(values(inputs.get("position_ids"))).containsExactly(2, 3, 4, 5, 2, 3, 4, 5);
    inputs.values().forEach(OnnxTensor::close);
  }

  @Test
  void aGraphThatWantsInt32GetsIt() throws Exception {
    InputBuffers buffers = buffers(OnnxJavaType.INT32, 1, TokenInput.values());
    Map<String, OnnxTensor> inputs = fill(buffers, LONG, SHORT);

    assertThat(inputs.values()).allMatch(tensor -> tensor.getInfo().type == OnnxJavaType.INT32);
    assertThat(ints(inputs.get("input_ids"))).containsExactly(5, 6, 7, 8, 9, 10, 1, 1);
    assertThat(ints(inputs.get("attention_mask"))).containsExactly(1, 1, 1, 1, 1, 1, 0, 0);
    assertThat(ints(inputs.get("token_type_ids"))).containsExactly(0, 0, 1, 1, 0, 1, 0, 0);
    assertThat(ints(inputs.get("position_ids"))).containsExactly(2, 3, 4, 5, 2, 3, 4, 5);
    inputs.values().forEach(OnnxTensor::close);
  }

  private static int[] ints(OnnxTensor tensor) {
    IntBuffer buffer = tensor.getIntBuffer();
    int[] values = new int[buffer.remaining()];
    buffer.get(values);
    return values;
  }

  @Test
  void aSmallerBatchAfterALargerOneHasNothingLeftOfIt() throws Exception {
    InputBuffers buffers = buffers(0, TokenInput.IDS, TokenInput.MASK);
    fill(buffers, LONG, LONG, LONG).values().forEach(OnnxTensor::close);

    Map<String, OnnxTensor> inputs = fill(buffers, SHORT);
    assertThat(values(inputs.get("input_ids"))).containsExactly(9, 10);
    assertThat(values(inputs.get("attention_mask"))).containsExactly(1, 1);
    inputs.values().forEach(OnnxTensor::close);
  }

  @Test
  void lengthsAreRoundedUpAndRowsFilledUp() throws Exception {
    PaddingRule rule = new PaddingRule(8, 512, new BatchLimits(24, 64, 0));
    Map<String, OnnxTensor> inputs =
        fill(buffers(rule, OnnxJavaType.INT64, 1, TokenInput.IDS, TokenInput.MASK), SHORT, LONG);

    assertThat(inputs.get("input_ids").getInfo().getShape()).containsExactly(3, 8);
    assertThat(values(inputs.get("input_ids")))
        .containsExactly(9, 10, 1, 1, 1, 1, 1, 1, 5, 6, 7, 8, 1, 1, 1, 1, 9, 10, 1, 1, 1, 1, 1, 1);
    assertThat(values(inputs.get("attention_mask")))
        .containsExactly(1, 1, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 0, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0, 0);
    inputs.values().forEach(OnnxTensor::close);
  }
}
