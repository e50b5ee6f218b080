package io.riverrank.job.backfill.progress;

import io.riverrank.job.backfill.output.BackfillRun;
import io.riverrank.job.errors.UserException;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.core.execution.JobClient;

/** Waits for a backfill's job, telling how far it is, and writes its report. */
public final class BackfillWatch {

  private static final long LOOK_EVERY_MS = 1_000;

  private final JobClient job;
  private final BackfillRun run;
  private final PrintWriter err;

  public BackfillWatch(JobClient job, BackfillRun run, PrintWriter err) {
    this.job = job;
    this.run = run;
    this.err = err;
  }

  /**
   * Returns when the output is whole and its report written.
   *
   * @throws ExecutionException with what failed the job
   * @throws UserException if it went well and nothing was scored
   */
  public void await() throws Exception {
    long startNanos = System.nanoTime();
    Totals first = null;
    CompletableFuture<JobExecutionResult> result = job.getJobExecutionResult();
    try (Progress progress =
        new Progress(run.manifest().size(), run.manifest().topic() == null, err)) {
      while (true) {
        try {
          result.get(LOOK_EVERY_MS, TimeUnit.MILLISECONDS);
          break;
        } catch (TimeoutException e) {
          Totals now = Totals.of(accumulators());
          first = first == null && now.records() > 0 ? now : first;
          progress.show(now);
        }
      }
    }
    long before = run.resumed() && first != null ? first.candidates() : 0;
    report(run, before, Duration.ofNanos(System.nanoTime() - startNanos), err);
  }

  /** Ends a backfill whose job has finished, in an attempt that didn't live to see it. */
  public static void finish(BackfillRun run, PrintWriter err) throws IOException {
    report(run, Long.MAX_VALUE, Duration.ZERO, err);
  }

  private static void report(
      BackfillRun run, long candidatesBefore, Duration elapsed, PrintWriter err)
      throws IOException {
    Totals totals = Totals.of(run.folder().counts().read().orElseThrow());
    long scored = Math.max(0, totals.candidates() - candidatesBefore);
    BackfillReport report =
        BackfillReport.of(run.manifest(), run.resumed(), totals, elapsed, scored);
    boolean success = !totals.scoredNothing();
    run.folder().finish(run.manifest(), report.json(), success);
    Summary.print(report, run.folder().root().toString(), err);
    if (!success) {
      throw new UserException(
          "nothing was scored: %s; each says why in %s, and --overwrite begins anew"
              .formatted(
                  totals.results() == 0
                      ? "all that was read is dead letters, of %s".formatted(totals.deadLetters())
                      : "all candidates are in \"failed\" of their results",
                  totals.results() == 0 ? run.folder().deadLetters() : run.folder().root()));
    }
  }

  /**
   * None where they can't be had now, whatever the question meets: a cluster that ends with its job
   * may be gone before the job's result is here, and that alone says how it went.
   */
  private Map<String, Object> accumulators() throws InterruptedException {
    try {
      return job.getAccumulators().get(LOOK_EVERY_MS, TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException | RuntimeException e) {
      return Map.of();
    }
  }
}
