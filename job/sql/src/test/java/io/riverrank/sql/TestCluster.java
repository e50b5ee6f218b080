package io.riverrank.sql;

import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironmentFactory;
import org.apache.flink.test.util.MiniClusterPipelineExecutorServiceLoader;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** One task manager for a test class. Register it in a static field. */
final class TestCluster implements BeforeAllCallback, AfterAllCallback {

  static final int SLOTS = 4;
  private static final int PARALLELISM = 2;

  private final Map<String, String> configuration;
  private MiniCluster cluster;

  TestCluster() {
    this(Map.of());
  }

  /**
   * @param configuration of Flink
   */
  TestCluster(Map<String, String> configuration) {
    this.configuration = configuration;
  }

  @Override
  public void beforeAll(ExtensionContext context) throws Exception {
    cluster =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setConfiguration(Configuration.fromMap(configuration))
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(SLOTS)
                .withRandomPorts()
                .build());
    cluster.start();
    MiniCluster started = cluster;
    Contexts.set(
        more -> {
          Configuration merged = new Configuration(more);
          merged.set(
              CoreOptions.DEFAULT_PARALLELISM,
              more.getOptional(CoreOptions.DEFAULT_PARALLELISM).orElse(PARALLELISM));
          merged.set(DeploymentOptions.TARGET, MiniClusterPipelineExecutorServiceLoader.NAME);
          merged.set(DeploymentOptions.ATTACHED, true);
          return new StreamExecutionEnvironment(
              new MiniClusterPipelineExecutorServiceLoader(started),
              merged,
              TestCluster.class.getClassLoader());
        });
  }

  @Override
  public void afterAll(ExtensionContext context) throws Exception {
    Contexts.reset();
    cluster.close();
  }

  /** Copies of models that are loaded in this JVM: each has one such thread. */
  static long loadedModels() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("riverrank-tokenizer-0"))
        .count();
  }

  /** Whatever asks Flink for its environment gets the test's. */
  private static final class Contexts extends StreamExecutionEnvironment {
    static void set(StreamExecutionEnvironmentFactory factory) {
      initializeContextEnvironment(factory);
    }

    static void reset() {
      resetContextEnvironment();
    }
  }
}
