package io.riverrank.tools.gpu.speed;

import io.riverrank.job.options.SettingsFactory;
import io.riverrank.operators.options.ExecutionOptions;
import io.riverrank.operators.settings.ModelSettings;
import io.riverrank.operators.settings.RerankSettings;
import io.riverrank.tools.bench.load.BenchLog;
import io.riverrank.tools.bench.load.Workload;
import io.riverrank.tools.bench.measure.PartRun;
import io.riverrank.tools.bench.raw.LimitSweep;
import io.riverrank.tools.bench.raw.RawModel;
import io.riverrank.tools.bench.raw.RawSettings;
import io.riverrank.tools.bench.raw.Threads;
import io.riverrank.tools.bench.run.BenchJob;
import io.riverrank.tools.bench.run.JobPart;
import io.riverrank.tools.bench.run.LimitPart;
import io.riverrank.tools.bench.run.MeasuredPart;
import io.riverrank.tools.bench.run.ScorerPart;
import io.riverrank.tools.gpu.machine.GpuMeter;
import io.riverrank.tools.gpu.model.BundledModels;
import io.riverrank.tools.gpu.model.BundledModels.BundledModel;
import io.riverrank.tools.gpu.model.CheckLogs;
import io.riverrank.tools.gpu.result.StepReport;
import io.riverrank.tools.gpu.step.CheckSettings;
import io.riverrank.tools.gpu.step.CheckStep;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.configuration.Configuration;

/**
 * How fast: ONNX Runtime alone on ideal batches, the scorer and the whole job, in half precision,
 * and how many tokenizer threads keep the GPU busy.
 */
public final class SpeedStep implements CheckStep {
  private static final double TRIAL_SECONDS = 0.4;
  private static final double PART_SECONDS = 3;
  private static final double WARM_UP_SECONDS = 1;
  private static final long SEED = 1;
  private static final RawSettings REHEARSED = new RawSettings(new Threads(1, 2), 512, 8);
  private static final int REHEARSED_EVENTS = 3;

  /** Times that a log is scored by each number of tokenizer threads. */
  private static final long TOKENIZED_LOGS = 20;

  private static final List<Integer> TOKENIZER_THREADS = List.of(1, 2, 4, 8);

  private final List<Subject> measured = new ArrayList<>();
  private boolean warm;

  @Override
  public void run(CheckSettings settings, StepReport report) throws Exception {
    BundledModels models = BundledModels.in(settings.bundle());
    for (BenchLog log : CheckLogs.in(settings.bundle())) {
      for (BundledModel model : models.forSpeed()) {
        measure(settings, report, model, log);
      }
    }
    tokenizers(settings, report, measured.get(0));
  }

  private void measure(CheckSettings settings, StepReport report, BundledModel model, BenchLog log)
      throws Exception {
    ModelSettings files = model.settings(model.fp16().orElseThrow());
    int cores = Runtime.getRuntime().availableProcessors();
    Subject any =
        new Subject(
            model.name(),
            files,
            log,
            settings.provider(),
            REHEARSED,
            Math.max(1, cores / 4),
            Math.max(1, cores / 4));
    try (RawModel raw = RawModel.open(files, settings.execution())) {
      LimitSweep.Best best = best(settings, raw, any);
      Subject subject =
          new Subject(
              any.model(),
              files,
              log,
              any.provider(),
              best.settings(),
              any.tokenizerThreads(),
              any.subtasks());
      measured.add(subject);
      Workload workload = workload(settings, log, Math.round(best.pairsPerSecond() * PART_SECONDS));
      Measurer measurer = new Measurer(settings, report, subject, workload);
      double limit = measurer.measure("raw", new LimitPart(raw, best.settings()), 0);
      measurer.measure("scorer", scorer(subject.configuration()), limit);
      BenchJob job = BenchJob.of(subject.configuration(), subject.subtasks());
      if (!warm) {
        // Broker, Flink and the job's own code are compiled once for all models.
        warm = true;
        new JobPart(job)
            .run(workload(settings, log, Math.round(best.pairsPerSecond() * WARM_UP_SECONDS)));
      }
      measurer.measure("job", new JobPart(job), limit);
      measurer.measure("fixed_shapes", scorer(subject.fixedShapes()), limit);
    }
  }

  private static LimitSweep.Best best(CheckSettings settings, RawModel raw, Subject any)
      throws InterruptedException {
    if (settings.rehearsal()) {
      return new LimitSweep.Best(REHEARSED, Double.NaN);
    }
    Configuration open = new Configuration(any.configuration());
    open.removeConfig(ExecutionOptions.CALLERS);
    RerankSettings rerank = SettingsFactory.rerank(open);
    return LimitSweep.run(
        raw,
        rerank,
        pairs -> raw.tokenize(Workload.of(any.log(), Math.round(pairs), SEED)),
        TRIAL_SECONDS);
  }

  /** In a rehearsal, events that cost the model next to nothing. */
  private static Workload workload(CheckSettings settings, BenchLog log, long pairs) {
    return settings.rehearsal()
        ? Workload.light(log, REHEARSED_EVENTS)
        : Workload.of(log, pairs, SEED);
  }

  private static ScorerPart scorer(Configuration configuration) {
    return new ScorerPart(SettingsFactory.rerank(configuration));
  }

  private static void tokenizers(CheckSettings settings, StepReport report, Subject subject)
      throws Exception {
    for (int threads : TOKENIZER_THREADS) {
      Subject other = subject.withTokenizerThreads(threads);
      Workload workload = workload(settings, other.log(), TOKENIZED_LOGS * other.log().pairs());
      new Measurer(settings, report, other, workload)
          .measure("tokenizer_threads", scorer(other.configuration()), Double.NaN);
    }
  }

  /** Runs a part beside a reading of the GPU. */
  private record Measurer(
      CheckSettings settings, StepReport report, Subject subject, Workload workload) {

    /** Returns pairs a second. */
    double measure(String part, MeasuredPart measured, double raw) throws Exception {
      try (GpuMeter meter = GpuMeter.start(settings.device())) {
        PartRun run = measured.run(workload);
        double limit = raw == 0 ? run.pairsPerSecond() : raw;
        report.add("speed", Speed.of(subject, part, run, limit, meter.stop()));
        return run.pairsPerSecond();
      }
    }
  }
}
