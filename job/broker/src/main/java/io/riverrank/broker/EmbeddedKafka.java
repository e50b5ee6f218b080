package io.riverrank.broker;

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
import javax.annotation.Nullable;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.metadata.storage.Formatter;

/**
 * One Kafka broker in this JVM, for the demo and the tests: KRaft, on this machine only, PLAINTEXT
 * unless its properties say otherwise, free ports, a folder of its own that {@link #close} deletes;
 * or ports and a folder of the caller's, which stays. Records are kept whatever their timestamps
 * are.
 */
public final class EmbeddedKafka implements AutoCloseable {

  private static final int START_ATTEMPTS = 3;

  private final KafkaRaftServer server;
  @Nullable private final Path ownFolder;
  private final String bootstrapServers;

  private EmbeddedKafka(KafkaRaftServer server, @Nullable Path ownFolder, String bootstrapServers) {
    this.server = server;
    this.ownFolder = ownFolder;
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
        if (!isPortTaken(e) || attempt == START_ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  /**
   * Starts a broker that finds what an earlier one left in {@code folder}.
   *
   * @param folder made if it isn't there; {@link #close} keeps it
   * @param brokerPort where clients connect
   * @param controllerPort for the broker itself
   * @param brokerProperties win over this class's own
   * @throws IOException if the broker doesn't start
   */
  public static EmbeddedKafka resume(
      Path folder, int brokerPort, int controllerPort, Map<String, String> brokerProperties)
      throws IOException {
    Files.createDirectories(folder);
    try {
      int[] ports = {brokerPort, controllerPort};
      return startIn(folder, null, ports, brokerProperties, List.of());
    } catch (Exception e) {
      throw notStarted(e);
    }
  }

  /** {@code host:port}. */
  public String bootstrapServers() {
    return bootstrapServers;
  }

  /** Stops the broker and deletes its data, unless the caller gave the folder. */
  @Override
  public void close() throws IOException {
    server.shutdown();
    server.awaitShutdown();
    if (ownFolder != null) {
      Utils.delete(ownFolder.toFile());
    }
  }

  private static EmbeddedKafka startOnce(
      Map<String, String> brokerProperties, List<String> scramUsers) throws IOException {
    Path folder = Files.createTempDirectory("riverrank-kafka-");
    try {
      return startIn(folder, folder, freePorts(), brokerProperties, scramUsers);
    } catch (Exception e) {
      Utils.delete(folder.toFile());
      throw notStarted(e);
    }
  }

  private static boolean isPortTaken(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof BindException) {
        return true;
      }
    }
    return false;
  }

  private static IOException notStarted(Exception e) {
    return new IOException("the embedded Kafka broker doesn't start: " + e.getMessage(), e);
  }

  private static EmbeddedKafka startIn(
      Path folder,
      @Nullable Path ownFolder,
      int[] ports,
      Map<String, String> brokerProperties,
      List<String> scramUsers)
      throws Exception {
    String host = InetAddress.getLoopbackAddress().getHostAddress();
    Properties properties = BrokerProperties.create(folder, host, ports[0], ports[1]);
    properties.putAll(brokerProperties);
    if (!Files.exists(folder.resolve("meta.properties"))) {
      format(folder, scramUsers);
    }
    KafkaRaftServer server =
        new KafkaRaftServer(KafkaConfig.fromProps(properties, false), Time.SYSTEM);
    try {
      server.startup();
    } catch (Exception e) {
      server.shutdown();
      throw e;
    }
    return new EmbeddedKafka(server, ownFolder, host + ":" + ports[0]);
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
