package io.riverrank.job.environment;

import io.riverrank.job.errors.OutOfMemory;
import io.riverrank.job.errors.UserException;
import io.riverrank.operators.options.SettingsException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.util.Iterator;
import javax.annotation.Nullable;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.IllegalConfigurationException;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.util.NetUtils;

/** What a Flink in this process needs; what the user configured stays. */
public final class LocalFlink {
  private static final MemorySize NETWORK_MEMORY = MemorySize.ofMebiBytes(128);
  private static final MemorySize MANAGED_MEMORY = MemorySize.ofMebiBytes(128);

  /** Network memory is direct memory, of which the JVM takes no more than the heap's size. */
  private static final long LEAST_HEAP = MemorySize.ofMebiBytes(160).getBytes();

  private LocalFlink() {}

  /**
   * @param parallelism null for one slot a core
   * @throws UserException if the JVM's heap is too small, or this machine's own name has no address
   * @throws SettingsException if the ports of the web UI are taken
   */
  public static void prepare(Configuration configuration, @Nullable Integer parallelism) {
    requireHeap();
    requireAddress();
    if (!configuration.contains(RestOptions.BIND_ADDRESS)) {
      configuration.set(RestOptions.BIND_ADDRESS, "127.0.0.1");
    }
    int port = webUiPort(configuration);
    configuration.set(RestOptions.PORT, port);
    configuration.set(RestOptions.BIND_PORT, Integer.toString(port));
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

  private static void requireHeap() {
    // Some collectors keep a part of what -Xmx says to themselves.
    if (Runtime.getRuntime().maxMemory() < LEAST_HEAP * 9 / 10) {
      throw new UserException(OutOfMemory.sentence(LEAST_HEAP));
    }
  }

  /** Flink looks this machine up by its name, wherever it listens. */
  private static void requireAddress() {
    try {
      InetAddress.getLocalHost();
    } catch (UnknownHostException e) {
      String name = String.valueOf(e.getMessage()).replaceFirst(":.*", "");
      throw new UserException(
          "this machine's own name, %s, has no address, and Flink wants one; add a line \"127.0.0.1 %s\" to /etc/hosts"
              .formatted(name, name),
          e);
    }
  }

  /** The first that is free of those that the user named, else any. */
  private static int webUiPort(Configuration configuration) {
    String ports = configuration.getOptional(RestOptions.BIND_PORT).orElse("0");
    String address = configuration.get(RestOptions.BIND_ADDRESS);
    for (Iterator<Integer> candidates = candidates(ports); candidates.hasNext(); ) {
      try (ServerSocket socket =
          new ServerSocket(candidates.next(), 1, InetAddress.getByName(address))) {
        return socket.getLocalPort();
      } catch (UnknownHostException e) {
        throw new SettingsException("rest.bind-address is %s, which is no host".formatted(address));
      } catch (IOException e) {
        // The next may be free.
      }
    }
    throw new SettingsException(
        "rest.port is %s, which another process has on %s; take another port, or leave it out for any that is free"
            .formatted(ports, address));
  }

  private static Iterator<Integer> candidates(String ports) {
    try {
      return NetUtils.getPortRangeFromString(ports);
    } catch (IllegalConfigurationException | NumberFormatException e) {
      throw new SettingsException(
          "rest.port is '%s'; write a port, or a range as in 8081-8090".formatted(ports));
    }
  }
}
