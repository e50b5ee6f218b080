package io.riverrank.tools.bench.run;

import io.riverrank.job.environment.LocalFlink;
import io.riverrank.job.options.ConfigurationLoader;
import io.riverrank.job.options.JobOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.annotation.Nullable;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.FileUtils;

/** A Flink in this process for one job, and a folder for its checkpoints. */
final class LocalEnvironment implements AutoCloseable {
  private final StreamExecutionEnvironment environment;
  @Nullable private final Path folder;

  private LocalEnvironment(StreamExecutionEnvironment environment, @Nullable Path folder) {
    this.environment = environment;
    this.folder = folder;
  }

  static LocalEnvironment create(Configuration configuration) throws IOException {
    Configuration flink = ConfigurationLoader.flinkOnly(configuration);
    Path folder = null;
    if (!flink.contains(CheckpointingOptions.CHECKPOINTS_DIRECTORY)) {
      // The job manager's memory takes 5 MB of a task's state only.
      folder = Files.createTempDirectory("riverrank-bench-");
      // Not a URI: Flink takes a % for itself.
      flink.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, "file:" + folder.toAbsolutePath());
    }
    if (!flink.contains(RestartStrategyOptions.RESTART_STRATEGY)) {
      // What fails here would fail again, and somebody waits for the reason.
      flink.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
    }
    LocalFlink.prepare(flink, configuration.get(JobOptions.PARALLELISM));
    return new LocalEnvironment(
        StreamExecutionEnvironment.createLocalEnvironment(LocalFlink.parallelism(flink), flink),
        folder);
  }

  StreamExecutionEnvironment environment() {
    return environment;
  }

  @Override
  public void close() throws Exception {
    environment.close();
    if (folder != null) {
      FileUtils.deleteDirectory(folder.toFile());
    }
  }
}
