package io.riverrank.tools.gpu.parity;

import io.riverrank.operators.evaluation.Correlation;
import io.riverrank.operators.scoring.CrossEncoder;
import io.riverrank.operators.scoring.TextPair;
import io.riverrank.operators.settings.BatchSettings;
import io.riverrank.operators.settings.ExecutionSettings;
import io.riverrank.operators.settings.ModelSettings;
import io.riverrank.tools.gpu.model.BundledModels;
import io.riverrank.tools.gpu.model.BundledModels.BundledModel;
import io.riverrank.tools.gpu.model.CheckPairs;
import io.riverrank.tools.gpu.result.StepReport;
import io.riverrank.tools.gpu.step.CheckSettings;
import io.riverrank.tools.gpu.step.CheckStep;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Promise 1: each model's logits against those of sentence-transformers, where the bundle has them,
 * else against the model's full precision on this machine's CPU.
 */
public final class ParityStep implements CheckStep {
  private static final double LIMIT = 1e-4;

  /** So many small batches that every core has one. */
  private static final BatchSettings ON_CPU = new BatchSettings(512, 16, 0);

  /** Larger ones take a rehearsal's minutes for what smaller ones show, too. */
  private static final long REHEARSED_BYTES = 200L << 20;

  /**
   * @param reference what the logits are compared with
   * @param spread standard deviation of the reference's logits, which differences are to be seen
   *     beside
   * @param failed pairs without a finite score
   */
  record Parity(
      String model,
      String file,
      String precision,
      String reference,
      int pairs,
      int failed,
      double maxDifference,
      double spearman,
      double spread) {}

  @Override
  public void run(CheckSettings settings, StepReport report) throws Exception {
    List<TextPair> pairs = CheckPairs.parity(settings.bundle());
    for (BundledModel model : BundledModels.in(settings.bundle()).all()) {
      if (settings.rehearsal() && model.weightBytes(model.files().get(0)) > REHEARSED_BYTES) {
        report.leaveOut(model.name(), "too large for a rehearsal");
        continue;
      }
      compare(settings, report, model, pairs);
    }
  }

  private static void compare(
      CheckSettings settings, StepReport report, BundledModel model, List<TextPair> pairs)
      throws Exception {
    Optional<double[]> expected = CheckPairs.expected(settings.bundle(), model.name());
    double[] reference =
        expected.isPresent()
            ? expected.get()
            : logits(model.settings(model.files().get(0)), settings.onCpu(), ON_CPU, pairs);
    for (String file : model.files()) {
      double[] logits = logits(model.settings(file), settings.execution(), settings.batch(), pairs);
      boolean half = model.fp16().filter(file::equals).isPresent();
      Parity parity =
          parity(
              model.name(),
              file,
              half ? "fp16" : "fp32",
              expected.isPresent() ? "sentence-transformers" : model.files().get(0) + " on the CPU",
              reference,
              logits);
      if (half) {
        report.add("parity", parity);
      } else {
        report.add("parity", parity, parity.failed() == 0 && parity.maxDifference() <= LIMIT);
      }
    }
  }

  private static double[] logits(
      ModelSettings model, ExecutionSettings execution, BatchSettings batch, List<TextPair> pairs)
      throws IOException, InterruptedException {
    try (CrossEncoder encoder = CrossEncoder.load(model, execution, batch)) {
      return encoder.predict(pairs).stream()
          .mapToDouble(score -> score.error() == null ? score.logit() : Double.NaN)
          .toArray();
    }
  }

  static Parity parity(
      String model,
      String file,
      String precision,
      String reference,
      double[] expected,
      double[] logits) {
    double most = 0;
    int failed = 0;
    for (int i = 0; i < logits.length; i++) {
      if (Double.isFinite(logits[i])) {
        most = Math.max(most, Math.abs(logits[i] - expected[i]));
      } else {
        failed++;
      }
    }
    double mean = Correlation.mean(expected);
    double squares = 0;
    for (double logit : expected) {
      squares += (logit - mean) * (logit - mean);
    }
    return new Parity(
        model,
        file,
        precision,
        reference,
        logits.length,
        failed,
        most,
        failed > 0 ? Double.NaN : Correlation.spearman(expected, logits),
        Math.sqrt(squares / expected.length));
  }
}
