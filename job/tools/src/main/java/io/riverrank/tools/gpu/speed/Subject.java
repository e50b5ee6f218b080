package io.riverrank.tools.gpu.speed;

import io.riverrank.operators.options.BatchOptions;
import io.riverrank.operators.options.ExecutionOptions;
import io.riverrank.operators.options.LimitOptions;
import io.riverrank.operators.options.ModelOptions;
import io.riverrank.operators.settings.ExecutionProvider;
import io.riverrank.operators.settings.ModelSettings;
import io.riverrank.tools.bench.load.BenchLog;
import io.riverrank.tools.bench.raw.RawSettings;
import org.apache.flink.configuration.Configuration;

/**
 * A model, a log and how they are run.
 *
 * @param best settings of the sweep
 * @param subtasks of the job
 */
record Subject(
    String model,
    ModelSettings settings,
    BenchLog log,
    ExecutionProvider provider,
    RawSettings best,
    int tokenizerThreads,
    int subtasks) {
  /** Lengths are rounded up to a multiple of it for fixed shapes. */
  private static final int LENGTH_MULTIPLE = 32;

  /** Of each caller's runs, so that the next one is ready when one ends. */
  private static final int RUNS_AHEAD = 4;

  /** As a user would say it. */
  Configuration configuration() {
    Configuration configuration = new Configuration();
    configuration.set(ModelOptions.URI, settings.uri());
    configuration.set(ModelOptions.FILE, settings.file());
    configuration.set(ExecutionOptions.PROVIDER, provider);
    configuration.set(ExecutionOptions.CALLERS, best.threads().callers());
    configuration.set(ExecutionOptions.TOKENIZER_THREADS, tokenizerThreads);
    configuration.set(BatchOptions.TOKEN_BUDGET, best.tokenBudget());
    configuration.set(BatchOptions.MAX_ROWS, best.maxRows());
    configuration.set(
        LimitOptions.PENDING_PAIRS,
        Math.max(2048, RUNS_AHEAD * best.threads().callers() * best.maxRows()));
    return configuration;
  }

  /** The same in one shape a length. */
  Configuration fixedShapes() {
    Configuration configuration = configuration();
    configuration.set(BatchOptions.LENGTH_MULTIPLE, LENGTH_MULTIPLE);
    configuration.set(BatchOptions.FILL_ROWS, true);
    return configuration;
  }

  Subject withTokenizerThreads(int threads) {
    return new Subject(model, settings, log, provider, best, threads, subtasks);
  }
}
