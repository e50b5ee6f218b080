package io.riverrank.faults.fault;

import io.riverrank.faults.JobSpec;
import io.riverrank.faults.Needs;
import io.riverrank.faults.Trial;
import io.riverrank.faults.cluster.CheckpointTimes;
import io.riverrank.faults.cluster.Waiting;
import io.riverrank.faults.inject.agent.Command;
import io.riverrank.faults.memory.MemoryCurve;
import io.riverrank.faults.memory.MemoryPlot;
import io.riverrank.faults.memory.MemorySample;
import io.riverrank.faults.memory.MemoryWatch;
import io.riverrank.faults.traffic.Mix;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Input at ten times the speed that the model takes, a minute for each time. The model is slowed
 * down meanwhile, so that what piles up can be scored afterwards in minutes instead of an hour:
 * what waits and what is bounded is the same.
 */
final class Overload implements Fault {

  /** Milliseconds that each run takes longer. */
  private static final long SLOWNESS_MS = 2000;

  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration MEASURING = Duration.ofSeconds(30);
  private static final Duration WARM_UP = Duration.ofSeconds(30);
  private static final double FACTOR = 10;

  /** What is measured at first is a little less than what comes then. */
  private static final double MARGIN = 1.5;

  private static final double LARGEST_GROWTH = 1.10;
  private static final double MIB = 1 << 20;
  private static final Needs NEEDS =
      Needs.of(JobSpec.USUAL.with("rerank.limits.pending-pairs", "1024"));

  @Override
  public String kind() {
    return "overload";
  }

  @Override
  public String description() {
    return "input at ten times the model's speed, minutes: memory flat, checkpoints complete";
  }

  @Override
  public Needs needs() {
    return NEEDS;
  }

  @Override
  public Duration settling() {
    return Duration.ofMinutes(20);
  }

  @Override
  public void run(Trial trial, int times) throws Exception {
    trial.bench().faultSwitch().set(new Command(Command.Mode.SLOW, List.of(SLOWNESS_MS)));
    try (MemoryWatch watch = new MemoryWatch(trial.bench().cluster(), trial::unanswered)) {
      double rate = measuredRate(trial);
      long restarts = trial.workload().job().restarts();
      double begin = watch.seconds();
      long sentBefore = trial.inputs().plans().size();
      long answeredBefore = sentBefore - trial.unanswered();
      trial.startFlow(Mix.USUAL, FACTOR * MARGIN * rate);
      for (int i = 0; i < times; i++) {
        trial.inject(() -> Waiting.pass(MINUTE));
      }
      long sent = trial.inputs().plans().size();
      long answered = sent - trial.unanswered();
      double end = watch.seconds();
      trial.workload().traffic().pause();
      trial.bench().faultSwitch().set(Command.OFF);
      trial.outageIsOver();
      trial.awaitRecovery();
      double factor = (double) (sent - sentBefore) / Math.max(1, answered - answeredBefore);
      report(trial, watch.curve(), new double[] {begin, end}, factor);
      require(
          trial.workload().job().restarts() == restarts, "the job restarted under the overload");
    } finally {
      trial.bench().faultSwitch().set(Command.OFF);
    }
  }

  /** Queries a second that the slowed model takes, with enough input to keep it busy. */
  private static double measuredRate(Trial trial) {
    trial.startFlow(Mix.USUAL);
    long before = trial.inputs().plans().size() - trial.unanswered();
    Waiting.pass(MEASURING);
    long after = trial.inputs().plans().size() - trial.unanswered();
    return Math.max(1, after - before) / (double) MEASURING.toSeconds();
  }

  private static void report(Trial trial, MemoryCurve curve, double[] load, double factor)
      throws Exception {
    Path folder = trial.bench().setup().reports();
    curve.writeCsv(folder.resolve("overload.csv"));
    MemoryPlot.write(curve, load, folder.resolve("overload.svg"));
    double growth = curve.growthAfter(load[0] + WARM_UP.toSeconds());
    CheckpointTimes checkpoints = trial.workload().job().checkpointTimes();
    trial.note(
        ("input was %.1f times what was scored; resident memory at most %.0f MiB, %.2f of what it"
                + " was after the warm-up; heap at most %.0f MiB; %d checkpoints, %d failed, p99"
                + " %.1f s; curve in %s")
            .formatted(
                factor,
                curve.largest(MemorySample::rssBytes) / MIB,
                growth,
                curve.largest(MemorySample::heapBytes) / MIB,
                checkpoints.completed(),
                checkpoints.failed(),
                checkpoints.p99Seconds(),
                folder));
    require(factor >= FACTOR, "the input was only %.1f times what was scored".formatted(factor));
    require(growth <= LARGEST_GROWTH, "resident memory grew to %.2f".formatted(growth));
    require(checkpoints.failed() == 0, checkpoints.failed() + " checkpoints failed");
  }

  private static void require(boolean condition, String otherwise) {
    if (!condition) {
      throw new IllegalStateException(otherwise);
    }
  }
}
