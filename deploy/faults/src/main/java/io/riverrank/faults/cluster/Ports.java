package io.riverrank.faults.cluster;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** The ports of a suite, from one number on. */
public record Ports(int first) {

  private static final int COUNT = 5;

  /**
   * @throws IOException naming the first port that somebody has
   */
  public void requireFree() throws IOException {
    for (int port = first; port < first + COUNT; port++) {
      try (ServerSocket socket = new ServerSocket()) {
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress("127.0.0.1", port));
      } catch (IOException e) {
        throw new IOException(
            "port %d is taken, maybe by a suite that was killed; end it, or choose others with --ports"
                .formatted(port),
            e);
      }
    }
  }

  /** Kafka clients connect here. */
  public int broker() {
    return first;
  }

  /** The broker's own. */
  public int controller() {
    return first + 1;
  }

  int zooKeeper() {
    return first + 2;
  }

  int rest() {
    return first + 3;
  }

  int jobManager() {
    return first + 4;
  }
}
