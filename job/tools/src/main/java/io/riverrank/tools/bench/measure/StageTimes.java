package io.riverrank.tools.bench.measure;

import java.util.List;

/**
 * Where a pair's time goes on average, milliseconds.
 *
 * @param tokenizeMs from submission to token ids, waiting for the tokenizer included
 * @param queueMs from token ids to the run
 * @param inferenceMs the run of its batch
 */
public record StageTimes(double tokenizeMs, double queueMs, double inferenceMs) {

  public static StageTimes of(List<BatchRun> runs) {
    double pairs = runs.stream().mapToLong(BatchRun::rows).sum();
    return new StageTimes(
        runs.stream().mapToLong(BatchRun::tokenizeNanos).sum() / pairs / 1e6,
        runs.stream().mapToLong(BatchRun::queueNanos).sum() / pairs / 1e6,
        runs.stream().mapToDouble(run -> (double) run.nanos() * run.rows()).sum() / pairs / 1e6);
  }
}
