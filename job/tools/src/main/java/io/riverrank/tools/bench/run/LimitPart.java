package io.riverrank.tools.bench.run;

import io.riverrank.operators.tokenizer.TokenizedPair;
import io.riverrank.tools.bench.load.Workload;
import io.riverrank.tools.bench.measure.PartRun;
import io.riverrank.tools.bench.measure.UsageMeter;
import io.riverrank.tools.bench.raw.RawLimit;
import io.riverrank.tools.bench.raw.RawModel;
import io.riverrank.tools.bench.raw.RawSettings;
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
