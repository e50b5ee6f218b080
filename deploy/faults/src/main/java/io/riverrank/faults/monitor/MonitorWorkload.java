package io.riverrank.faults.monitor;

import io.riverrank.faults.broker.MonitorTopics;
import io.riverrank.faults.check.Verdict;
import io.riverrank.faults.cluster.FlinkCluster;
import io.riverrank.faults.cluster.RunningJob;
import io.riverrank.faults.cluster.Waiting;
import io.riverrank.operators.monitoring.drift.Baseline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.awaitility.core.ConditionTimeoutException;

/** A monitor with topics of its own, the results that flow in and the reader of its records. */
public final class MonitorWorkload implements AutoCloseable {

  private static final List<Duration> WINDOWS =
      List.of(Duration.ofSeconds(5), Duration.ofSeconds(30));

  private static final int SUBTASKS = 2;
  private static final Duration START = Duration.ofSeconds(120);
  private static final Duration CHECKPOINTS = Duration.ofSeconds(120);
  private static final String NAME = "faults-monitor";

  private final Baseline baseline;
  private final RunningJob job;
  private final ResultFlow flow;
  private final CommittedMetrics metrics;

  /**
   * Submits the monitor, and returns when it runs and results flow. Names are the same each time,
   * so a broker takes one only.
   *
   * @param folder for its baseline; made here
   */
  public MonitorWorkload(
      String bootstrapServers,
      FlinkCluster cluster,
      Path jobJar,
      Path folder,
      RandomGenerator random)
      throws IOException, InterruptedException, ExecutionException {
    MonitorTopics topics = MonitorTopics.create(bootstrapServers, NAME);
    Path baselineFile = Files.createDirectories(folder).resolve("baseline.json");
    baseline = RandomBaseline.write(baselineFile, random);
    job = cluster.submit(jobJar, arguments(bootstrapServers, topics, baselineFile), null);
    job.awaitRunning();
    metrics = new CommittedMetrics(bootstrapServers, topics);
    flow = new ResultFlow(bootstrapServers, topics.results(), random);
  }

  private static List<String> arguments(
      String bootstrapServers, MonitorTopics topics, Path baseline) {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("monitor", "--bootstrap-servers", bootstrapServers));
    arguments.addAll(List.of("--results", topics.results(), "--metrics", topics.metrics()));
    arguments.addAll(List.of("--dead-letters", topics.deadLetters()));
    arguments.addAll(List.of("--baseline", baseline.toString()));
    arguments.addAll(List.of("--parallelism", Integer.toString(SUBTASKS)));
    options().forEach((key, value) -> arguments.addAll(List.of("-D", key + "=" + value)));
    return arguments;
  }

  private static Map<String, String> options() {
    return Map.of(
        "monitor.job-name",
        NAME,
        "monitor.group-id",
        NAME,
        "monitor.transactional-id-prefix",
        NAME,
        "monitor.window",
        WINDOWS.stream().map(MonitorWorkload::written).collect(Collectors.joining(",")),
        "monitor.segments",
        ResultMaker.SEGMENTS,
        "monitor.examples",
        Integer.toString(DirectWindow.EXAMPLES),
        "monitor.max-out-of-orderness",
        written(ResultFlow.OUT_OF_ORDERNESS),
        "monitor.allowed-lateness",
        written(ResultFlow.LATENESS),
        // Every partition has results, so none may be left out.
        "rerank.event-time.idleness",
        "0 s");
  }

  private static String written(Duration duration) {
    return duration.toSeconds() + " s";
  }

  /** The job. */
  public RunningJob job() {
    return job;
  }

  /** Event time that the results have come to, epoch milliseconds. */
  public long clockMs() {
    return flow.clockMs();
  }

  /** Returns when the first records are committed. */
  public void awaitFirstRecords() {
    Waiting.until("the monitor's first records", START, () -> hasWindowSince(0));
  }

  /** Whether a record is committed of a window that began at this event time or later. */
  public boolean hasWindowSince(long timeMs) throws IOException {
    metrics.catchUp();
    return metrics.records().stream().anyMatch(record -> record.windowStartMs() >= timeMs);
  }

  /**
   * Ends the flow and the job, and checks the records of all windows.
   *
   * @param limit how long the last of them are waited for
   */
  public Verdict endAndCheck(Duration limit) throws IOException, InterruptedException {
    DirectMetrics direct = new DirectMetrics(WINDOWS, baseline);
    flow.end().forEach(direct::add);
    try {
      Waiting.until("all windows of the monitor", limit, () -> check(direct).isComplete());
      awaitCheckpoints();
    } catch (ConditionTimeoutException e) {
      // What is missing is lost, and the check says what it is.
    }
    job.cancel();
    return check(direct).check(metrics.deadLetters());
  }

  private MetricsCheck check(DirectMetrics direct) throws IOException {
    metrics.catchUp();
    return new MetricsCheck(direct, metrics.records());
  }

  /** What came too often would be committed by the next checkpoints. */
  private void awaitCheckpoints() throws IOException, InterruptedException {
    long before = job.completedCheckpoints();
    Waiting.until(
        "the monitor's next checkpoints",
        CHECKPOINTS,
        () -> job.completedCheckpoints() >= before + 2);
  }

  /** Records with a revision above 0, so far. */
  public long revisions() {
    return metrics.records().stream().filter(record -> record.revision() > 0).count();
  }

  @Override
  public void close() {
    flow.close();
    metrics.close();
  }
}
