package io.riverrank.tools.bench.raw;

import io.riverrank.operators.settings.ExecutionProvider;
import io.riverrank.operators.settings.RerankSettings;
import io.riverrank.operators.tokenizer.TokenizedPair;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.DoubleFunction;

/** Finds the threads and batch sizes at which a plain session is fastest. */
public final class LimitSweep {
  private static final List<Integer> TOKEN_BUDGETS = List.of(256, 512, 1024, 2048, 4096);
  private static final int MAX_ROWS = 64;
  private static final double PROBE_PAIRS_PER_SECOND = 20;

  /** A GPU wants thousands of tokens in each run, and is some hundred times as fast. */
  private static final List<Integer> GPU_TOKEN_BUDGETS = List.of(16_384, 4096, 65_536);

  private static final int GPU_MAX_ROWS = 512;
  private static final double GPU_PROBE_PAIRS_PER_SECOND = 2000;

  /** Two first: one computes while the other copies. */
  private static final List<Integer> GPU_CALLERS = List.of(2, 1, 3);

  private LimitSweep() {}

  /**
   * The fastest of what was tried.
   *
   * @param pairsPerSecond at these settings
   */
  public record Best(RawSettings settings, double pairsPerSecond) {}

  /**
   * @param pairs gives about as many pairs as one asks for, evenly spread over the log
   * @param seconds for each trial, about; there are two of each, and the better counts
   * @return at the user's number of callers if there is one, else at the best
   */
  public static Best run(
      RawModel model,
      RerankSettings settings,
      DoubleFunction<List<TokenizedPair>> pairs,
      double seconds)
      throws InterruptedException {
    Best best = null;
    double rate = 0;
    for (Threads threads : threads(model, settings)) {
      try (RawSession session = RawSession.open(model, threads);
          RawLoop loop = new RawLoop(session)) {
        if (rate == 0) {
          boolean gpu = model.device().isGpu();
          RawSettings probe = new RawSettings(threads, budgets(model).get(0), maxRows(model));
          List<TokenizedPair> few =
              pairs.apply((gpu ? GPU_PROBE_PAIRS_PER_SECOND : PROBE_PAIRS_PER_SECOND) * seconds);
          rate = RawLimit.run(session, loop, few, probe).pairsPerSecond();
        }
        List<TokenizedPair> sample = pairs.apply(rate * seconds);
        for (RawSettings candidate : candidates(threads, model, settings)) {
          double first = RawLimit.run(session, loop, sample, candidate).pairsPerSecond();
          // Whatever else runs on the machine can only make it slower.
          double again = RawLimit.run(session, loop, sample, candidate).pairsPerSecond();
          Best tried = new Best(candidate, Math.max(first, again));
          best = best == null || tried.pairsPerSecond > best.pairsPerSecond ? tried : best;
        }
      }
    }
    return best;
  }

  private static List<Threads> threads(RawModel model, RerankSettings settings) {
    int intraOp = settings.execution().intraOpThreads();
    if (settings.execution().callers() > 0) {
      return List.of(new Threads(settings.execution().callers(), intraOp));
    }
    int cores = Runtime.getRuntime().availableProcessors();
    List<Threads> threads = new ArrayList<>();
    if (model.device().isGpu()) {
      return GPU_CALLERS.stream().map(callers -> new Threads(callers, intraOp)).toList();
    }
    threads.add(new Threads(model.device().callers(settings.execution()), intraOp));
    if (model.device().provider() == ExecutionProvider.CPU && cores > 1) {
      threads.add(new Threads(1, cores));
    }
    return threads.stream().distinct().toList();
  }

  private static List<RawSettings> candidates(
      Threads threads, RawModel model, RerankSettings settings) {
    TreeSet<Integer> budgets = new TreeSet<>(budgets(model));
    budgets.add(model.limits(settings.batch()).tokenBudget());
    int rows = Math.max(maxRows(model), settings.batch().maxRows());
    return budgets.stream().map(budget -> new RawSettings(threads, budget, rows)).toList();
  }

  private static List<Integer> budgets(RawModel model) {
    return model.device().isGpu() ? GPU_TOKEN_BUDGETS : TOKEN_BUDGETS;
  }

  private static int maxRows(RawModel model) {
    return model.device().isGpu() ? GPU_MAX_ROWS : MAX_ROWS;
  }
}
