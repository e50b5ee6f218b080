package io.riverrank.job.bench.run;

import io.riverrank.job.bench.load.Workload;
import io.riverrank.job.bench.measure.PartRun;
import io.riverrank.job.bench.measure.UsageMeter;
import io.riverrank.job.bench.raw.RawLimit;
import io.riverrank.job.bench.raw.RawModel;
import io.riverrank.job.bench.raw.RawSettings;
import io.riverrank.operators.tokenizer.TokenizedPair;
import java.util.List;

/** Ideal batches through ONNX Runtime alone. */
public final class LimitPart implements MeasuredPart {
  private final RawModel model;
  private final RawSettings settings;

  public LimitPart(RawModel model, RawSettings settings) {
    this.model = model;
    this.settings = settings;
  }

  @Override
  public PartRun run(Workload workload) throws InterruptedException {
    List<TokenizedPair> tokens = model.tokenize(workload);
    try (UsageMeter meter = UsageMeter.start()) {
      RawLimit.Result result = RawLimit.run(model, tokens, settings);
      double seconds = result.nanos() / 1e9;
      return new PartRun(
          result.pairs(),
          seconds,
          result.pairsPerSecond(),
          result.tokens() / seconds,
          1 - (double) result.tokens() / result.paddedTokens(),
          meter.between(result.startNanos(), result.endNanos()),
          null);
    }
  }
}
