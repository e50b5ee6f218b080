package io.riverrank.faults.swaps;

import io.riverrank.faults.cluster.CompletedCheckpoint;
import io.riverrank.faults.cluster.FlinkCluster;
import io.riverrank.faults.cluster.ProcessMemory;
import io.riverrank.faults.cluster.Waiting;
import io.riverrank.faults.footprint.Footprint;
import io.riverrank.faults.footprint.JavaProcess;
import io.riverrank.faults.rollout.Commands;
import io.riverrank.faults.rollout.ControlWriter;
import io.riverrank.faults.traffic.Inputs;
import io.riverrank.faults.traffic.Mix;
import io.riverrank.faults.traffic.Shape;
import io.riverrank.faults.trial.Workload;
import io.riverrank.schemas.rollout.ControlCommand.Kind;
import io.riverrank.schemas.rollout.ModelReference;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Swaps models of a running job under half of the load that it takes: loads a version, promotes it,
 * rolls it back, promotes it again and unloads the one before.
 *
 * <p>The first ones in windows, in turns with windows without a swap; then as fast as they go. What
 * stays of them is looked for among the latter: a JVM that has worked for minutes has compiled most
 * of what it will, so that what it holds more is of swaps.
 */
final class SwapRun {

  static final int BASELINE = 5;
  private static final double LOAD = 0.5;
  private static final int WARM_UP_QUERIES = 300;
  private static final int CAPACITY_QUERIES = 600;
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  /** A JVM under half load compiles most of what it will in its first minute. */
  private static final Duration YOUNG = Duration.ofMinutes(1);

  private static final Duration LAST_RESULTS = Duration.ofSeconds(5);

  /** The folder of a state backend, below a task manager's. */
  private static final Pattern STATE = Pattern.compile("/job_[^/]*_op_[^/]*/");

  private static final Mix WHOLE_EVENTS = new Mix(Map.of(Shape.WHOLE, 1));

  private final Workload workload;
  private final FlinkCluster cluster;
  private final Arrivals arrivals;
  private final CheckpointLog checkpoints;
  private final Commands commands;
  private final ControlWriter writer;
  private final ModelVersions versions;
  private final String file;
  private final PrintWriter out;
  private final Inputs inputs = new Inputs("swaps");
  private final List<Span> rollbacks = new ArrayList<>();
  private final List<Span> swapSpans = new ArrayList<>();
  private int swaps;

  /**
   * @param file of the model within its directory
   */
  SwapRun(
      Workload workload,
      FlinkCluster cluster,
      Arrivals arrivals,
      CheckpointLog checkpoints,
      Commands commands,
      ControlWriter writer,
      ModelVersions versions,
      String file,
      PrintWriter out) {
    this.workload = workload;
    this.cluster = cluster;
    this.arrivals = arrivals;
    this.checkpoints = checkpoints;
    this.commands = commands;
    this.writer = writer;
    this.versions = versions;
    this.file = file;
    this.out = out;
  }

  /**
   * @param count of all swaps, more than {@link #BASELINE} and more than windows
   */
  SwapFigures run(int count, int windows, Duration window) throws Exception {
    double capacity = capacity();
    workload.traffic().flow(inputs, WHOLE_EVENTS, LOAD * capacity);
    say("%.1f queries a second of %.1f".formatted(LOAD * capacity, capacity));
    Waiting.pass(YOUNG);
    List<Span> without = new ArrayList<>();
    List<Span> with = new ArrayList<>();
    for (int i = 0; i < windows; i++) {
      without.add(window(window, () -> {}));
      with.add(window(window, this::swap));
    }
    while (swaps < BASELINE) {
      swap();
    }
    int baseline = swaps;
    Footprint first = footprint();
    while (swaps < count) {
      swap();
    }
    Footprint last = footprint();
    workload.traffic().pause();
    Waiting.pass(LAST_RESULTS);
    List<SwapFigures.Pair> pairs = new ArrayList<>();
    for (int i = 0; i < windows; i++) {
      pairs.add(new SwapFigures.Pair(figures(without.get(i)), figures(with.get(i))));
    }
    return new SwapFigures(
        capacity,
        LOAD * capacity,
        baseline,
        swaps,
        first,
        last,
        pairs,
        checkpointsMs(without),
        checkpointsMs(swapSpans),
        rollbacksMs(false),
        rollbacksMs(true));
  }

  /** Queries a second while there are always some that wait. */
  private double capacity() {
    workload.traffic().flow(inputs, WHOLE_EVENTS, 0);
    workload.traffic().burst(WARM_UP_QUERIES);
    awaitResults(WARM_UP_QUERIES);
    workload.traffic().burst(CAPACITY_QUERIES);
    awaitResults(WARM_UP_QUERIES + CAPACITY_QUERIES / 4);
    long fromNanos = System.nanoTime();
    int from = arrivals.count();
    awaitResults(WARM_UP_QUERIES + CAPACITY_QUERIES * 3 / 4);
    double rate = (arrivals.count() - from) / ((System.nanoTime() - fromNanos) / 1e9);
    awaitResults(WARM_UP_QUERIES + CAPACITY_QUERIES);
    return rate;
  }

  private void awaitResults(int count) {
    Waiting.until(count + " results", PATIENCE, () -> arrivals.count() >= count);
  }

  /** Swaps, and says what the process holds, freed pages that it keeps included. */
  private void swap() throws Exception {
    long fromNanos = System.nanoTime();
    String former = arrivals.latestModel();
    commands.load(new ModelReference(versions.make(swaps + 1).toString(), file, null)).awaitDone();
    commands.send(Kind.PROMOTE).awaitDone();
    Waiting.until(
        "the promoted model answers", PATIENCE, () -> !arrivals.latestModel().equals(former));
    rollBack(former);
    commands.send(Kind.PROMOTE).awaitDone();
    commands.send(Kind.UNLOAD).awaitDone();
    swapSpans.add(Span.since(fromNanos));
    swaps++;
    say(
        "swap %d, rolled back in %.0f ms, %,d MB"
            .formatted(
                swaps,
                rollbacks.get(rollbacks.size() - 1).ms(),
                ProcessMemory.residentBytes(cluster.taskManagerPids().get(0)) >> 20));
  }

  private void rollBack(String former) throws Exception {
    long readableNanos = writer.write(Kind.ROLLBACK);
    Waiting.until(
        "the model before answers",
        PATIENCE,
        () -> arrivals.firstNanos(inputs.plans(), former, readableNanos) != 0);
    rollbacks.add(
        Span.of(readableNanos, arrivals.firstNanos(inputs.plans(), former, readableNanos)));
  }

  /** Does something in the middle of a window. */
  private static Span window(Duration length, Action action) throws Exception {
    long fromNanos = System.nanoTime();
    Waiting.pass(length.dividedBy(2));
    action.run();
    Duration passed = Duration.ofNanos(System.nanoTime() - fromNanos);
    if (passed.compareTo(length) < 0) {
      Waiting.pass(length.minus(passed));
    }
    return Span.since(fromNanos);
  }

  private interface Action {
    void run() throws Exception;
  }

  private SwapFigures.Window figures(Span span) {
    double seconds = (span.toNanos() - span.fromNanos()) / 1e9;
    return new SwapFigures.Window(
        Arrivals.quantile(
            arrivals.latenciesMs(inputs.plans(), span.fromNanos(), span.toNanos()), 0.95),
        arrivals.countBetween(span.fromNanos(), span.toNanos()) / seconds);
  }

  /** Ascending durations of the checkpoints that were under way at some moment of these. */
  private double[] checkpointsMs(List<Span> spans) {
    return checkpoints.all().stream()
        .filter(checkpoint -> spans.stream().anyMatch(span -> span.has(checkpoint)))
        .mapToDouble(CompletedCheckpoint::durationMs)
        .sorted()
        .toArray();
  }

  private List<Double> rollbacksMs(boolean amidCheckpoint) {
    return rollbacks.stream()
        .filter(span -> checkpoints.all().stream().anyMatch(span::has) == amidCheckpoint)
        .map(Span::ms)
        .sorted()
        .toList();
  }

  private Footprint footprint() throws IOException, InterruptedException {
    return new JavaProcess(cluster.taskManagerPids().get(0))
        .footprint(cluster.temporaryFiles(), file -> !isOfState(file));
  }

  /** RocksDB's files come and go with what it compacts. */
  private static boolean isOfState(Path file) {
    return STATE.matcher(file.toString()).find();
  }

  private void say(String line) {
    out.println(line);
    out.flush();
  }
}
