package io.riverrank.job.environment;

import java.time.Duration;
import javax.annotation.Nullable;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** What every job with the rerank operator asks of Flink. */
public final class RerankEnvironment {

  private RerankEnvironment() {}

  /**
   * @param parallelism null for Flink's own
   */
  public static void configure(
      StreamExecutionEnvironment env, int maxParallelism, @Nullable Integer parallelism) {
    Configuration configuration = new Configuration();
    // BATCH would keep the state of one key at a time, also over a bounded source.
    configuration.set(ExecutionOptions.RUNTIME_MODE, RuntimeExecutionMode.STREAMING);
    configuration.set(PipelineOptions.GENERIC_TYPES, false);
    // Every record is immutable, so chained operators may share it.
    configuration.set(PipelineOptions.OBJECT_REUSE, true);
    if (!env.getConfiguration().getOptional(ExecutionOptions.BUFFER_TIMEOUT).isPresent()) {
      // Flink's own 100 ms would be most of what a query waits. An event costs milliseconds to
      // score, so that sending each at once costs nothing beside it, less than threads that wake
      // to send what there is.
      configuration.set(ExecutionOptions.BUFFER_TIMEOUT, Duration.ZERO);
    }
    env.configure(configuration);
    env.setMaxParallelism(maxParallelism);
    if (parallelism != null) {
      env.setParallelism(parallelism);
    }
  }
}
