package io.riverrank.faults.fault;

import io.riverrank.faults.cluster.CheckpointTimes;
import io.riverrank.faults.cluster.RunningJob;
import io.riverrank.faults.cluster.Waiting;
import io.riverrank.faults.inject.agent.Command;
import io.riverrank.faults.memory.MemoryCurve;
import io.riverrank.faults.memory.MemoryPlot;
import io.riverrank.faults.memory.MemorySample;
import io.riverrank.faults.memory.MemoryWatch;
import io.riverrank.faults.traffic.Mix;
import io.riverrank.faults.trial.JobSpec;
import io.riverrank.faults.trial.Needs;
import io.riverrank.faults.trial.Trial;
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
  private static final Duration MEASURING = Duration.ofSeconds(40);
  private static final Duration CATCHING_UP = Duration.ofMinutes(20);
  private static final Duration WARM_UP = Duration.ofSeconds(30);
  private static final double FACTOR = 10;

  /** What is measured at first is a little less than what comes then. */
  private static final double MARGIN = 1.6;

  private static final double LARGEST_GROWTH = 1.10;
  private static final double MIB = 1 << 20;
  private static final Needs NEEDS =
      Needs.of(
          JobSpec.USUAL
              .with("rerank.limits.pending-pairs", "1024")
              // As in the sample configuration: the first one after the onset waits for full
              // buffers.
              .with("execution.checkpointing.timeout", "300 s"));

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
    RunningJob job = trial.workload().job();
    trial.bench().faultSwitch().set(new Command(Command.Mode.SLOW, List.of(SLOWNESS_MS)));
    try (MemoryWatch watch = new MemoryWatch(trial.bench().cluster(), trial::unanswered)) {
      trial.startFlow(Mix.USUAL);
      Progress measured = Progress.of(trial);
      Waiting.pass(MEASURING);
      double rate = Progress.of(trial).answeredSince(measured) / (double) MEASURING.toSeconds();
      long restarts = job.restarts();
      long failed = job.checkpointTimes().failed();
      double begin = watch.seconds();
      Progress before = Progress.of(trial);
      for (int i = 0; i < times; i++) {
        Progress minute = Progress.of(trial);
        double tenfold = FACTOR * MARGIN * Math.max(rate, 1);
        trial.workload().traffic().flow(trial.inputs(), Mix.USUAL, tenfold);
        trial.inject(() -> Waiting.pass(MINUTE));
        rate = Math.max(rate, Progress.of(trial).answeredSince(minute) / 60.0);
      }
      double factor = Progress.of(trial).factorSince(before);
      double end = watch.seconds();
      trial.workload().traffic().pause();
      trial.bench().faultSwitch().set(Command.OFF);
      trial.outageIsOver();
      trial.awaitCaughtUp(CATCHING_UP);
      report(trial, watch.curve(), new double[] {begin, end}, factor);
      require(job.restarts() == restarts, "the job restarted under the overload");
      require(job.checkpointTimes().failed() == failed, "checkpoints failed under the overload");
    } finally {
      trial.bench().faultSwitch().set(Command.OFF);
    }
  }

  /** How far a trial is: queries. */
  private record Progress(long begun, long answered) {

    static Progress of(Trial trial) {
      long begun = trial.inputs().plans().size();
      return new Progress(begun, begun - trial.unanswered());
    }

    long answeredSince(Progress before) {
      return answered - before.answered;
    }

    double factorSince(Progress before) {
      return (begun - before.begun) / (double) Math.max(1, answeredSince(before));
    }
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
                + " was after the warm-up; heap at most %.0f MiB; %d checkpoints, p99"
                + " %.1f s; curve in %s")
            .formatted(
                factor,
                curve.largest(MemorySample::rssBytes) / MIB,
                growth,
                curve.largest(MemorySample::heapBytes) / MIB,
                checkpoints.completed(),
                checkpoints.p99Seconds(),
                folder));
    require(factor >= FACTOR, "the input was only %.1f times what was scored".formatted(factor));
    require(growth <= LARGEST_GROWTH, "resident memory grew to %.2f".formatted(growth));
  }

  private static void require(boolean condition, String otherwise) {
    if (!condition) {
      throw new IllegalStateException(otherwise);
    }
  }
}
