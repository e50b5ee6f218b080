package io.riverrank.tools.bench.run;

import io.riverrank.operators.batching.BatchLimits;
import io.riverrank.operators.settings.BatchSettings;
import io.riverrank.operators.settings.ExecutionSettings;
import io.riverrank.operators.settings.RerankSettings;
import io.riverrank.tools.bench.load.Workload;
import io.riverrank.tools.bench.measure.PartRun;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Tries settings on the scorer, one kind after another: first threads, then token budgets with the
 * best threads, then rows with the best of both.
 */
public final class SweepPart {
  private static final List<Integer> TOKEN_BUDGETS = List.of(256, 512, 1024, 2048, 4096);
  private static final List<Integer> MAX_ROWS = List.of(16, 32, 64, 128);

  /** A setting that is not faster by more than this is not worth a change. */
  private static final double NOISE = 0.02;

  private final RerankSettings settings;
  private final BatchLimits limits;
  private final int defaultCallers;
  private final Workload workload;
  private final Consumer<Trial> progress;
  private final List<Trial> trials = new ArrayList<>();

  /**
   * @param limits of a micro-batch, what the settings come to
   * @param defaultCallers what {@code rerank.execution.callers} comes to
   * @param progress is told of each trial
   */
  public SweepPart(
      RerankSettings settings,
      BatchLimits limits,
      int defaultCallers,
      Workload workload,
      Consumer<Trial> progress) {
    this.settings = settings;
    this.limits = limits;
    this.defaultCallers = defaultCallers;
    this.workload = workload;
    this.progress = progress;
  }

  /**
   * @param trials in the order of their runs; the first has the user's settings
   * @param best the fastest; the user's own where no other is clearly faster
   */
  public record Result(List<Trial> trials, Trial best) {

    /** As options for the command line. */
    public List<String> recommendation() {
      return List.of(
          "-Drerank.execution.callers=" + best.callers(),
          "-Drerank.execution.intra-op-threads=" + best.intraOpThreads(),
          "-Drerank.batch.token-budget=" + best.tokenBudget(),
          "-Drerank.batch.max-rows=" + best.maxRows());
    }
  }

  public Result run() throws Exception {
    int intraOp = settings.execution().intraOpThreads();
    int budget = limits.tokenBudget();
    int rows = limits.maxRows();
    Trial best = measure(defaultCallers, intraOp, budget, rows);
    for (int[] threads : threads()) {
      best = better(best, threads[0], threads[1], budget, rows);
    }
    for (int candidate : TOKEN_BUDGETS) {
      best = better(best, best.callers(), best.intraOpThreads(), candidate, rows);
    }
    for (int candidate : MAX_ROWS) {
      best = better(best, best.callers(), best.intraOpThreads(), best.tokenBudget(), candidate);
    }
    return new Result(List.copyOf(trials), best);
  }

  /** Every way to share all cores between callers, and one core alone. */
  private static List<int[]> threads() {
    int cores = Runtime.getRuntime().availableProcessors();
    List<int[]> ways = new ArrayList<>();
    for (int intraOp = 1; intraOp <= cores; intraOp *= 2) {
      ways.add(new int[] {cores / intraOp, intraOp});
    }
    if (cores > 1) {
      ways.add(new int[] {1, 1});
    }
    return ways;
  }

  private Trial better(Trial best, int callers, int intraOp, int budget, int rows)
      throws Exception {
    boolean known =
        trials.stream()
            .anyMatch(
                trial ->
                    trial.callers() == callers
                        && trial.intraOpThreads() == intraOp
                        && trial.tokenBudget() == budget
                        && trial.maxRows() == rows);
    if (known) {
      return best;
    }
    Trial trial = measure(callers, intraOp, budget, rows);
    return trial.pairsPerSecond() > best.pairsPerSecond() * (1 + NOISE) ? trial : best;
  }

  private Trial measure(int callers, int intraOp, int budget, int rows) throws Exception {
    ExecutionSettings execution = settings.execution();
    RerankSettings tried =
        new RerankSettings(
            settings.model(),
            new ExecutionSettings(
                execution.provider(),
                execution.device(),
                callers,
                intraOp,
                execution.tokenizerThreads(),
                execution.nativeDir(),
                execution.gpu(),
                execution.openVino(),
                execution.prefixBytes()),
            new BatchSettings(
                budget, rows, settings.batch().lingerMs(), settings.batch().padding()),
            settings.scoreCache(),
            settings.groups(),
            settings.limits());
    PartRun run = new ScorerPart(tried).run(workload);
    Trial trial = new Trial(callers, intraOp, budget, rows, run.pairsPerSecond(), run.padding());
    trials.add(trial);
    progress.accept(trial);
    return trial;
  }
}
