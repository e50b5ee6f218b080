package io.riverrank.faults.fault;

import io.riverrank.faults.check.WrittenResults;
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

  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final int LOOKS_A_MINUTE = 60;
  private static final Duration MEASURING = Duration.ofSeconds(40);
  private static final Duration CATCHING_UP = Duration.ofMinutes(20);
  private static final Duration WARM_UP = Duration.ofSeconds(30);
  private static final double FACTOR = 10;

  /** What is sent, so that {@link #FACTOR} is reached between one look and the next. */
  private static final double OVERLOAD = 1.2 * FACTOR;

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
    try (MemoryWatch watch = new MemoryWatch(trial.bench().cluster(), trial::unanswered);
        WrittenResults written = trial.workload().countWritten()) {
      trial.startFlow(Mix.USUAL);
      Progress measured = Progress.of(trial, written);
      Waiting.pass(MEASURING);
      double rate =
          Progress.of(trial, written).scoredSince(measured) / (double) MEASURING.toSeconds();
      long restarts = job.restarts();
      long failed = job.checkpointTimes().failed();
      double begin = watch.seconds();
      Progress before = Progress.of(trial, written);
      trial.workload().traffic().flow(trial.inputs(), Mix.USUAL, OVERLOAD * Math.max(rate, 1));
      for (int i = 0; i < times; i++) {
        trial.inject(() -> keepOverloaded(trial, before, written));
      }
      double factor = Progress.of(trial, written).factorSince(before);
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

  /**
   * A minute. The rate that was measured before is only where it begins: until then many queries
   * had some of their pairs scored, and no ranking yet.
   */
  private static void keepOverloaded(Trial trial, Progress before, WrittenResults written) {
    for (int look = 0; look < LOOKS_A_MINUTE; look++) {
      Waiting.pass(LOOK);
      int missing = Progress.of(trial, written).missingSince(before, OVERLOAD);
      if (missing > 0) {
        trial.workload().traffic().burst(missing);
      }
    }
  }

  /**
   * How far a trial is: queries. Scored is what was written: a checkpoint, which commits it, takes
   * as long here as what is measured.
   */
  private record Progress(long begun, long scored) {

    static Progress of(Trial trial, WrittenResults written) {
      return new Progress(trial.inputs().plans().size(), written.count());
    }

    long scoredSince(Progress before) {
      return scored - before.scored;
    }

    /** Queries to begin until {@code factor} times as many have begun as were scored. */
    int missingSince(Progress before, double factor) {
      return (int) Math.ceil(factor * scoredSince(before)) - Math.toIntExact(begun - before.begun);
    }

    double factorSince(Progress before) {
      return (begun - before.begun) / (double) Math.max(1, scoredSince(before));
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
