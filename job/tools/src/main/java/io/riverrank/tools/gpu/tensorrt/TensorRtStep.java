package io.riverrank.tools.gpu.tensorrt;

import io.riverrank.operators.model.ModelException;
import io.riverrank.operators.scoring.CrossEncoder;
import io.riverrank.operators.scoring.PairScore;
import io.riverrank.operators.scoring.TextPair;
import io.riverrank.operators.settings.ExecutionProvider;
import io.riverrank.operators.settings.ExecutionSettings;
import io.riverrank.operators.settings.ModelSettings;
import io.riverrank.tools.bench.load.BenchLog;
import io.riverrank.tools.bench.load.Workload;
import io.riverrank.tools.gpu.model.BundledModels;
import io.riverrank.tools.gpu.model.BundledModels.BundledModel;
import io.riverrank.tools.gpu.model.CheckLogs;
import io.riverrank.tools.gpu.result.StepReport;
import io.riverrank.tools.gpu.step.CheckSettings;
import io.riverrank.tools.gpu.step.CheckStep;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.annotation.Nullable;
import org.apache.flink.util.FileUtils;

/** CUDA beside TensorRT with its cache of engines: first start, second start, speed. */
public final class TensorRtStep implements CheckStep {
  private static final int PAIRS = 20_000;
  private static final int REHEARSED_EVENTS = 5;

  /**
   * @param start {@code first}, which builds engines, or {@code second}, which finds them
   * @param startSeconds until a pair has its score
   * @param pairsPerSecond of short texts through the scorer, the first hundreds included
   * @param maxDifference of logits from those of the first provider tried
   */
  record Start(
      String model,
      String file,
      String provider,
      String start,
      double startSeconds,
      double pairsPerSecond,
      double maxDifference) {}

  @Override
  public void run(CheckSettings settings, StepReport report) throws Exception {
    BundledModel model = BundledModels.in(settings.bundle()).named("minilm-l6");
    ModelSettings half = model.settings(model.fp16().orElseThrow());
    BenchLog log = CheckLogs.in(settings.bundle()).get(0);
    Workload workload =
        settings.rehearsal() ? Workload.light(log, REHEARSED_EVENTS) : Workload.of(log, PAIRS, 1);
    List<TextPair> pairs = workload.textPairs();
    List<PairScore> reference =
        start(settings, report, half, settings.execution(), "first", pairs, null);
    start(settings, report, half, settings.execution(), "second", pairs, reference);
    if (settings.provider() == ExecutionProvider.CPU) {
      report.leaveOut("TensorRT", "a rehearsal has no GPU");
      return;
    }
    Path cache = Files.createTempDirectory("riverrank-engines-");
    try {
      ExecutionSettings tensorRt = settings.tensorRt(cache);
      start(settings, report, half, tensorRt, "first", pairs, reference);
      start(settings, report, half, tensorRt, "second", pairs, reference);
    } catch (ModelException e) {
      report.leaveOut("TensorRT", e.getMessage());
    } finally {
      FileUtils.deleteDirectory(cache.toFile());
    }
  }

  private static List<PairScore> start(
      CheckSettings settings,
      StepReport report,
      ModelSettings model,
      ExecutionSettings execution,
      String start,
      List<TextPair> pairs,
      @Nullable List<PairScore> reference)
      throws Exception {
    long begin = System.nanoTime();
    try (CrossEncoder encoder = CrossEncoder.load(model, execution, settings.batch())) {
      encoder.predict(pairs.subList(0, 1));
      double startSeconds = (System.nanoTime() - begin) / 1e9;
      long loaded = System.nanoTime();
      List<PairScore> scores = encoder.predict(pairs);
      double seconds = (System.nanoTime() - loaded) / 1e9;
      report.add(
          "start",
          new Start(
              encoder.model().info().name(),
              model.file(),
              execution.provider().name(),
              start,
              startSeconds,
              pairs.size() / seconds,
              difference(scores, reference == null ? scores : reference)));
      return scores;
    }
  }

  private static double difference(List<PairScore> scores, List<PairScore> others) {
    double most = 0;
    for (int i = 0; i < scores.size(); i++) {
      most = Math.max(most, Math.abs((double) scores.get(i).logit() - others.get(i).logit()));
    }
    return most;
  }
}
