package io.riverrank.job.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.riverrank.job.environment.RerankEnvironment;
import io.riverrank.operators.monitoring.figures.FigureSettings;
import io.riverrank.operators.monitoring.join.MonitorTypes;
import io.riverrank.operators.monitoring.summary.SummarySettings;
import io.riverrank.operators.monitoring.window.MeasureSettings;
import io.riverrank.operators.monitoring.window.Segmentation;
import io.riverrank.operators.monitoring.window.WindowSettings;
import io.riverrank.operators.monitoring.window.Windows;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.runtime.checkpoint.CompletedCheckpointStatsSummarySnapshot;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Heap and checkpoints of many segments in three windows that stay open until the end, with state
 * on the heap and a checkpoint every second into files:
 *
 * <pre>
 * _JAVA_OPTIONS=-Xmx1g mvn -pl job/pipeline -am test -Dtest=MonitorMemoryBenchmark
 *     -Dsurefire.failIfNoSpecifiedTests=false -Driverrank.benchmark.results=400000
 *     -Driverrank.benchmark.segments=10000
 * </pre>
 */
class MonitorMemoryBenchmark {
  private static final int RESULTS = Integer.getInteger("riverrank.benchmark.results", 400_000);
  private static final int SEGMENTS = Integer.getInteger("riverrank.benchmark.segments", 10_000);
  private static final int SUBTASKS = 2;
  private static final long HOUR_MS = 3_600_000;
  private static final List<Long> WINDOWS_MS = List.of(HOUR_MS, 2 * HOUR_MS, 24 * HOUR_MS);

  @TempDir private Path folder;

  @Test
  void heapAndCheckpoints() throws Exception {
    Configuration configuration =
        new Configuration()
            .set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, folder.toUri().toString())
            .set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofSeconds(1))
            .set(RestOptions.BIND_PORT, "0");
    try (MiniCluster cluster =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(SUBTASKS)
                .setConfiguration(configuration)
                .build())) {
      cluster.start();
      JobGraph graph = graph(configuration);
      long startNanos = System.nanoTime();
      cluster.submitJob(graph).get();
      assertThat(cluster.requestJobResult(graph.getJobID()).get(30, TimeUnit.MINUTES).isSuccess())
          .isTrue();
      double seconds = (System.nanoTime() - startNanos) / 1e9;
      print(
          seconds,
          cluster
              .getArchivedExecutionGraph(graph.getJobID())
              .get()
              .getCheckpointStatsSnapshot()
              .getSummaryStats());
    }
  }

  private static JobGraph graph(Configuration configuration) {
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(configuration);
    RerankEnvironment.configure(env, 128, SUBTASKS);
    var results =
        env.fromSequence(0, RESULTS - 1)
            .map(new DecodedResults(SEGMENTS, HOUR_MS))
            .returns(MonitorTypes.JOINED_RESULT);
    WindowSettings windows =
        new WindowSettings(
            WINDOWS_MS,
            0,
            Segmentation.parse("monitor.segments", List.of("/market")),
            true,
            SEGMENTS,
            1_000);
    MeasureSettings measures =
        new MeasureSettings(FigureSettings.DEFAULTS, new SummarySettings(256, 0), null, null);
    Windows.metrics(results, windows, measures).records().sinkTo(new DiscardingSink<>());
    return env.getStreamGraph().getJobGraph();
  }

  private static void print(double seconds, CompletedCheckpointStatsSummarySnapshot checkpoints) {
    long peak =
        ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP && pool.getName().contains("Old"))
            .mapToLong(MonitorMemoryBenchmark::peakBytes)
            .sum();
    System.out.printf(
        "%,d results in %,d segments of %d windows: %,.0f results/s; old generation at most %,d of"
            + " %,d MiB; %d checkpoints, the largest %,.1f MiB, the slowest %,d ms%n",
        RESULTS,
        SEGMENTS,
        WINDOWS_MS.size(),
        RESULTS / seconds,
        peak >> 20,
        Runtime.getRuntime().maxMemory() >> 20,
        checkpoints.getStateSizeStats().getCount(),
        checkpoints.getStateSizeStats().getMaximum() / 1048576.0,
        checkpoints.getEndToEndDurationStats().getMaximum());
  }

  private static long peakBytes(MemoryPoolMXBean pool) {
    return pool.getPeakUsage().getUsed();
  }
}
