package io.riverrank.operators.session;

import io.riverrank.operators.batching.PaddedLengths;
import io.riverrank.operators.batching.PaddedLengths.Range;
import io.riverrank.operators.model.ModelDirectory;
import io.riverrank.operators.model.ModelException;
import io.riverrank.operators.settings.ExecutionSettings;
import io.riverrank.operators.settings.Precision;
import java.util.List;
import java.util.Map;

/** OpenVINO's own keys, and what a model must be for them. */
final class OpenVinoOptions {

  /**
   * A score depends on its padded length and on nothing beside it. Padding costs time, and each
   * length costs memory, which OpenVINO keeps for each shape, and slower first runs; so the shorter
   * a pair, the closer it is padded.
   */
  private static final PaddedLengths LENGTHS =
      new PaddedLengths(List.of(new Range(64, 4), new Range(Integer.MAX_VALUE, 8)));

  /** The same where a token costs so much that what a run costs before its tokens matters less. */
  private static final PaddedLengths LENGTHS_OF_WIDE =
      new PaddedLengths(
          List.of(new Range(128, 2), new Range(256, 4), new Range(Integer.MAX_VALUE, 8)));

  /** The width, of a token's hidden state, from which a model is wide. */
  private static final int WIDE = 768;

  /**
   * Tokens of a micro-batch: its kernels gain from more rows, and what it does in one pass has less
   * to read again. Half as many cost 4 to 10 % of the rate.
   */
  static final int TOKEN_BUDGET = 1024;

  private OpenVinoOptions() {}

  /**
   * @param hiddenSize of the model, 0 for unknown
   */
  static PaddedLengths lengths(int hiddenSize) {
    return hiddenSize < WIDE ? LENGTHS : LENGTHS_OF_WIDE;
  }

  /**
   * One stream a caller, so that each runs on threads of its own, also where two processors share a
   * core. They are not pinned to cores: every process, and every session, would take the first
   * ones.
   *
   * @param callers threads that run the model at once
   */
  static Map<String, String> of(ExecutionSettings settings, int callers) {
    String precision = settings.openVino().precision() == Precision.BF16 ? "bf16" : "f32";
    return Map.of(
        "load_config",
        """
        {"CPU":{"INFERENCE_PRECISION_HINT":"%s","NUM_STREAMS":"%d","INFERENCE_NUM_THREADS":"%d",\
        "ENABLE_CPU_PINNING":"NO","ENABLE_HYPER_THREADING":"YES"}}"""
            .formatted(precision, callers, callers * settings.intraOpThreads()));
  }

  /**
   * Before anything of the file is run: after int8 files whose activations get their scales within
   * the graph, OpenVINO 2026.4.1 gives wrong shapes, and the next session of the process crashes.
   *
   * @param precision to compute in
   * @param weights what the file's weights are
   * @param fixedScales whether what the file quantises has its scales in the file
   * @throws ModelException if it must not be run so
   */
  static void requireWeights(Precision precision, String weights, boolean fixedScales) {
    if (weights.equals("int8") && !fixedScales) {
      throw new ModelException(
          "the model's file is int8 with scales that are made while it runs, which OpenVINO does not compute as ONNX Runtime does; name its fp32 file or one with fixed scales (prepare.py --variants int8-static) by rerank.model.file, or use rerank.execution.provider cpu");
    }
    if (precision == Precision.BF16 && !weights.equals("fp32")) {
      throw new ModelException(
          "rerank.execution.precision bf16 computes a full-precision file in bfloat16, but the model's file is %s; name its fp32 file by rerank.model.file, or leave the precision out"
              .formatted(weights));
    }
  }

  /**
   * @param processor its name
   * @param hasBf16 whether it has instructions for bfloat16
   * @throws ModelException if bfloat16 is asked for and would be emulated, or silently left out
   */
  static void requireProcessor(Precision precision, String processor, boolean hasBf16) {
    if (precision == Precision.BF16 && !hasBf16) {
      throw new ModelException(
          "rerank.execution.precision is bf16, but this processor (%s) has no instructions for it; use fp32, or a processor with AMX or AVX-512 BF16"
              .formatted(processor));
    }
  }

  /**
   * In one sentence: OpenVINO writes a paragraph, of which the last line says what is wrong.
   *
   * @param failure of the first run: OpenVINO loads graphs that it can't run
   * @return transient if the failure is, as in a job that restarts while its model fails
   */
  static ModelException cannotRun(ModelDirectory model, ModelException failure) {
    List<String> lines = failure.getMessage().strip().lines().toList();
    String problem =
        "%s (%s) does not run by OpenVINO (%s)"
            .formatted(
                model.onnxFile(),
                model.info().precision(),
                lines.get(lines.size() - 1).strip().replaceAll("\\.$", ""));
    String otherwise = "use another file by rerank.model.file, or rerank.execution.provider cpu";
    return failure.isTransient()
        ? ModelException.mayPass(problem + "; if that does not pass, " + otherwise, failure)
        : new ModelException(problem + "; " + otherwise, failure);
  }
}
