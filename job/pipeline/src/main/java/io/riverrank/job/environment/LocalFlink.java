package io.riverrank.job.environment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import javax.annotation.Nullable;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;

/** What a Flink in this process needs; what the user configured stays. */
public final class LocalFlink {
  private static final MemorySize NETWORK_MEMORY = MemorySize.ofMebiBytes(128);
  private static final MemorySize MANAGED_MEMORY = MemorySize.ofMebiBytes(128);

  private LocalFlink() {}

  /**
   * @param parallelism null for one slot a core
   */
  public static void prepare(Configuration configuration, @Nullable Integer parallelism) {
    if (!configuration.contains(RestOptions.PORT)) {
      configuration.set(RestOptions.PORT, freePort());
    }
    if (!configuration.contains(RestOptions.BIND_ADDRESS)) {
      configuration.set(RestOptions.BIND_ADDRESS, "127.0.0.1");
    }
    int subtasks =
        parallelism == null
            ? configuration
                .getOptional(CoreOptions.DEFAULT_PARALLELISM)
                .orElseGet(Runtime.getRuntime()::availableProcessors)
            : parallelism;
    configuration.set(CoreOptions.DEFAULT_PARALLELISM, subtasks);
    if (!configuration.contains(TaskManagerOptions.NUM_TASK_SLOTS)) {
      configuration.set(TaskManagerOptions.NUM_TASK_SLOTS, subtasks);
    }
    if (!configuration.contains(TaskManagerOptions.MANAGED_MEMORY_SIZE)) {
      configuration.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MANAGED_MEMORY);
    }
    if (!configuration.contains(TaskManagerOptions.NETWORK_MEMORY_MAX)) {
      configuration.set(TaskManagerOptions.NETWORK_MEMORY_MIN, NETWORK_MEMORY);
      configuration.set(TaskManagerOptions.NETWORK_MEMORY_MAX, NETWORK_MEMORY);
    }
    if (!configuration.contains(TaskManagerOptions.BUFFER_DEBLOAT_ENABLED)) {
      // A checkpoint waits for what is in the network's buffers to be scored.
      configuration.set(TaskManagerOptions.BUFFER_DEBLOAT_ENABLED, true);
    }
    boolean keepsCheckpoints = configuration.contains(CheckpointingOptions.CHECKPOINTS_DIRECTORY);
    if (keepsCheckpoints
        && !configuration.contains(CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION)) {
      configuration.set(
          CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
          ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
    }
  }

  /** Subtasks, once {@link #prepare} has run. */
  public static int parallelism(Configuration configuration) {
    return configuration.get(CoreOptions.DEFAULT_PARALLELISM);
  }

  /** Of the web UI. */
  public static String address(Configuration configuration) {
    return "http://localhost:" + configuration.get(RestOptions.PORT);
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException("this machine has no free port", e);
    }
  }
}
