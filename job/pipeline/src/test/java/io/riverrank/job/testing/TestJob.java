package io.riverrank.job.testing;

import io.riverrank.job.options.JobSettings;
import io.riverrank.job.rerank.RerankPipeline;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.annotation.Nullable;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The job on a MiniCluster of two task managers with two slots each. */
public final class TestJob implements AutoCloseable {
  private static final long DEADLINE_SECONDS = 120;

  private final MiniCluster cluster;
  private final JobID jobId;

  private TestJob(MiniCluster cluster, JobID jobId) {
    this.cluster = cluster;
    this.jobId = jobId;
  }

  public static TestJob start(JobSettings settings) throws Exception {
    return start(settings, null);
  }

  /**
   * @param savepoint to start from; null for none
   */
  public static TestJob start(JobSettings settings, @Nullable String savepoint) throws Exception {
    return start(env -> RerankPipeline.build(env, settings), savepoint);
  }

  /**
   * @param program adds the job to an environment
   * @param savepoint to start from; null for none
   */
  public static TestJob start(
      Consumer<StreamExecutionEnvironment> program, @Nullable String savepoint) throws Exception {
    Configuration anyPort = new Configuration();
    anyPort.set(RestOptions.BIND_PORT, "0");
    MiniCluster cluster =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setNumTaskManagers(2)
                .setNumSlotsPerTaskManager(2)
                .setConfiguration(anyPort)
                .build());
    cluster.start();
    Configuration configuration = new Configuration();
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 20);
    configuration.set(
        RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(200));
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(configuration);
    program.accept(env);
    JobGraph graph = env.getStreamGraph().getJobGraph();
    if (savepoint != null) {
      graph.setSavepointRestoreSettings(SavepointRestoreSettings.forPath(savepoint));
    }
    cluster.submitJob(graph).get(DEADLINE_SECONDS, TimeUnit.SECONDS);
    return new TestJob(cluster, graph.getJobID());
  }

  /** Waits for the end of a bounded job. */
  public void awaitEnd() throws Exception {
    awaitEnd(Duration.ofSeconds(DEADLINE_SECONDS));
  }

  /** The same, for what takes long. */
  public void awaitEnd(Duration deadline) throws Exception {
    cluster
        .requestJobResult(jobId)
        .get(deadline.toSeconds(), TimeUnit.SECONDS)
        .toJobExecutionResult(getClass().getClassLoader());
  }

  /** Loses one task manager and whatever ran there; another takes its place. */
  public void replaceTaskManager(int index) throws Exception {
    cluster.terminateTaskManager(index).get(DEADLINE_SECONDS, TimeUnit.SECONDS);
    cluster.startTaskManager();
  }

  /**
   * @return where the savepoint is
   */
  public String stopWithSavepoint(Path folder) throws Exception {
    return cluster
        .stopWithSavepoint(jobId, folder.toUri().toString(), false, SavepointFormatType.CANONICAL)
        .get(DEADLINE_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public void close() throws Exception {
    cluster.close();
  }
}
