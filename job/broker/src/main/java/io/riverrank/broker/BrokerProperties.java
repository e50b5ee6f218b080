package io.riverrank.broker;

import java.nio.file.Path;
import java.util.Properties;

/** How a broker is configured that is alone, small and gone soon. */
final class BrokerProperties {

  static final int NODE_ID = 1;
  static final String CONTROLLER_LISTENER = "CONTROLLER";

  private BrokerProperties() {}

  static Properties create(Path folder, String host, int brokerPort, int controllerPort) {
    Properties properties = new Properties();
    identity(properties, folder, host, brokerPort, controllerPort);
    aloneAndQuick(properties);
    small(properties);
    return properties;
  }

  private static void identity(
      Properties properties, Path folder, String host, int brokerPort, int controllerPort) {
    properties.put("node.id", Integer.toString(NODE_ID));
    properties.put("process.roles", "broker,controller");
    properties.put("log.dirs", folder.toString());
    properties.put(
        "listeners",
        "PLAINTEXT://%1$s:%2$d,%3$s://%1$s:%4$d"
            .formatted(host, brokerPort, CONTROLLER_LISTENER, controllerPort));
    properties.put("advertised.listeners", "PLAINTEXT://%s:%d".formatted(host, brokerPort));
    properties.put(
        "listener.security.protocol.map",
        "PLAINTEXT:PLAINTEXT,%s:PLAINTEXT".formatted(CONTROLLER_LISTENER));
    properties.put("inter.broker.listener.name", "PLAINTEXT");
    properties.put("controller.listener.names", CONTROLLER_LISTENER);
    properties.put("controller.quorum.voters", "%d@%s:%d".formatted(NODE_ID, host, controllerPort));
  }

  private static void aloneAndQuick(Properties properties) {
    properties.put("offsets.topic.replication.factor", "1");
    properties.put("transaction.state.log.replication.factor", "1");
    properties.put("transaction.state.log.min.isr", "1");
    properties.put("share.coordinator.state.topic.replication.factor", "1");
    properties.put("share.coordinator.state.topic.min.isr", "1");
    properties.put("default.replication.factor", "1");
    properties.put("min.insync.replicas", "1");
    properties.put("offsets.topic.num.partitions", "1");
    properties.put("transaction.state.log.num.partitions", "1");
    properties.put("share.coordinator.state.topic.num.partitions", "1");
    properties.put("group.initial.rebalance.delay.ms", "0");
    properties.put("controller.quorum.election.timeout.ms", "200");
    properties.put("controller.quorum.fetch.timeout.ms", "2000");
    properties.put("initial.broker.registration.timeout.ms", "20000");
    properties.put("controlled.shutdown.enable", "false");
    properties.put("auto.create.topics.enable", "false");
  }

  private static void small(Properties properties) {
    // Results carry event time, and sample logs are old: nothing may be deleted for its age.
    properties.put("log.retention.ms", "-1");
    properties.put("log.segment.bytes", Integer.toString(64 << 20));
    properties.put("log.index.size.max.bytes", Integer.toString(1 << 20));
    properties.put("offsets.topic.segment.bytes", Integer.toString(8 << 20));
    properties.put("transaction.state.log.segment.bytes", Integer.toString(8 << 20));
    properties.put("log.cleaner.dedupe.buffer.size", Integer.toString(2 << 20));
    properties.put("num.network.threads", "2");
    properties.put("num.io.threads", "2");
    properties.put("background.threads", "2");
    properties.put("num.recovery.threads.per.data.dir", "1");
  }
}
