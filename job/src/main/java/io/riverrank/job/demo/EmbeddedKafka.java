package io.riverrank.job.demo;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.flink.util.ExceptionUtils;
import org.apache.flink.util.FileUtils;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/**
 * One Kafka broker in this JVM, for the demo and the tests: KRaft, on this machine only, PLAINTEXT
 * unless its properties say otherwise, free ports, a folder of its own that {@link #close} deletes.
 * Records are kept whatever their timestamps are.
 */
public final class EmbeddedKafka implements AutoCloseable {

  private static final int START_ATTEMPTS = 3;

  private final KafkaRaftServer server;
  private final Path folder;
  private final String bootstrapServers;

  private EmbeddedKafka(KafkaRaftServer server, Path folder, String bootstrapServers) {
    this.server = server;
    this.folder = folder;
    this.bootstrapServers = bootstrapServers;
  }

  /** Starts a broker; it takes clients when this returns. */
  public static EmbeddedKafka start() throws IOException {
    return start(Map.of());
  }

  /**
   * @param brokerProperties win over this class's own
   * @throws IOException if the broker doesn't start
   */
  public static EmbeddedKafka start(Map<String, String> brokerProperties) throws IOException {
    return start(brokerProperties, List.of());
  }

  /**
   * @param brokerProperties win over this class's own
   * @param scramUsers that the broker knows from its start, as {@code
   *     SCRAM-SHA-512=[name=alice,password=…]}
   * @throws IOException if the broker doesn't start
   */
  public static EmbeddedKafka start(Map<String, String> brokerProperties, List<String> scramUsers)
      throws IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        return startOnce(brokerProperties, scramUsers);
      } catch (IOException e) {
        // Somebody else may take a free port before the broker does.
        boolean portTaken = ExceptionUtils.findThrowable(e, BindException.class).isPresent();
        if (!portTaken || attempt == START_ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  /** {@code host:port}. */
  public String bootstrapServers() {
    return bootstrapServers;
  }

  /** Stops the broker and deletes its data. */
  @Override
  public void close() throws IOException {
    server.shutdown();
    server.awaitShutdown();
    FileUtils.deleteDirectory(folder.toFile());
  }

  private static EmbeddedKafka startOnce(
      Map<String, String> brokerProperties, List<String> scramUsers) throws IOException {
    Path folder = Files.createTempDirectory("riverrank-kafka-");
    String host = InetAddress.getLoopbackAddress().getHostAddress();
    try {
      int[] ports = freePorts();
      Properties properties = BrokerProperties.create(folder, host, ports[0], ports[1]);
      properties.putAll(brokerProperties);
      format(folder, scramUsers);
      KafkaRaftServer server =
          new KafkaRaftServer(KafkaConfig.fromProps(properties, false), Time.SYSTEM);
      try {
        server.startup();
      } catch (Exception e) {
        server.shutdown();
        throw e;
      }
      return new EmbeddedKafka(server, folder, host + ":" + ports[0]);
    } catch (Exception e) {
      FileUtils.deleteDirectory(folder.toFile());
      throw new IOException("the embedded Kafka broker doesn't start: " + e.getMessage(), e);
    }
  }

  private static void format(Path folder, List<String> scramUsers) throws Exception {
    new Formatter()
        .setPrintStream(new PrintStream(OutputStream.nullOutputStream()))
        .setNodeId(BrokerProperties.NODE_ID)
        .setClusterId(Uuid.randomUuid().toString())
        .setControllerListenerName(BrokerProperties.CONTROLLER_LISTENER)
        .setMetadataLogDirectory(folder.toString())
        .addDirectory(folder.toString())
        .setScramArguments(scramUsers)
        .run();
  }

  /** Two at once, so that they differ. */
  private static int[] freePorts() throws IOException {
    InetAddress host = InetAddress.getLoopbackAddress();
    try (ServerSocket broker = new ServerSocket(0, 1, host);
        ServerSocket controller = new ServerSocket(0, 1, host)) {
      return new int[] {broker.getLocalPort(), controller.getLocalPort()};
    }
  }
}
