package io.riverrank.faults.broker;

import io.riverrank.faults.cluster.Processes;
import io.riverrank.faults.cluster.Waiting;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * One Kafka broker in a process of its own that can be ended, killed and started again: its port
 * and its folder stay.
 */
public final class Broker implements AutoCloseable {

  private static final Duration START = Duration.ofSeconds(90);
  private static final long STOP_SECONDS = 60;

  /** So that a transaction is aborted soon after its time. */
  private static final String ABORT_INTERVAL =
      "transaction.abort.timed.out.transaction.cleanup.interval.ms=1000";

  private static final String LARGE_MESSAGES = "message.max.bytes=16777216";

  private final Path folder;
  private final int port;
  private final int controllerPort;
  private Process process;

  /**
   * @param folder for data and log
   */
  public Broker(Path folder, int port, int controllerPort) {
    this.folder = folder;
    this.port = port;
    this.controllerPort = controllerPort;
  }

  /** {@code host:port}. */
  public String bootstrapServers() {
    return "127.0.0.1:" + port;
  }

  /** Starts the broker; clients can connect when this returns. */
  public void start() throws IOException {
    List<String> command = new ArrayList<>(Processes.javaOfThisProcess("-Xmx768m"));
    command.addAll(
        List.of(
            BrokerMain.class.getName(),
            folder.resolve("data").toString(),
            Integer.toString(port),
            Integer.toString(controllerPort),
            ABORT_INTERVAL,
            LARGE_MESSAGES));
    process = Processes.start(command, folder, folder.resolve("broker.log"));
    Waiting.until("the broker takes connections, see " + folder, START, this::takesConnections);
  }

  /** Ends it in order. */
  public void stop() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
      kill();
    }
  }

  /** Ends it with SIGKILL. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() throws InterruptedException {
    if (process != null) {
      kill();
    }
  }

  private boolean takesConnections() {
    if (!process.isAlive()) {
      throw new IllegalStateException("the broker ended; see " + folder.resolve("broker.log"));
    }
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress("127.0.0.1", port), 500);
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
