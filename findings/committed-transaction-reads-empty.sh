#!/usr/bin/env bash
# A Kafka transaction that a resumed producer has committed reads "Empty" with the next epoch, and committing it
# again, which is meant to be harmless, is fenced: it looks like one that was lost.
#
# flink-connector-kafka 5.0.0-2.2 commits a restored transaction with a producer that takes over id and epoch and
# is never initialized. Such a producer (kafka-clients 4.2.2) believes that the cluster has transaction version 1
# until its first commit. If it heard of version 2 before that, it commits by version 1, which keeps the epoch,
# and sends an InitProducerId after it, which raises the epoch and empties the id. Whether it heard depends on
# how fast it connects; the second commit of one producer does it always.
#
# Output seen (a broker 4.2.2 of its own, Java 17):
#   written, before the commit: Ongoing, epoch 0
#   after its commit:           Empty, epoch 1
#   the same commit again:      org.apache.kafka.common.errors.ProducerFencedException: There is a newer producer ...
#   read_committed sees it:     true
#
# Needs Java 17 and Maven. Exits with something else than 0 if it isn't so any more.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

cat >pom.xml <<'XML'
<project>
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId>
  <artifactId>finding</artifactId>
  <version>1</version>
  <dependencies>
    <dependency><groupId>org.apache.kafka</groupId><artifactId>kafka_2.13</artifactId><version>4.2.2</version></dependency>
    <dependency><groupId>org.apache.kafka</groupId><artifactId>kafka-clients</artifactId><version>4.2.2</version></dependency>
    <dependency><groupId>org.apache.flink</groupId><artifactId>flink-connector-kafka</artifactId><version>5.0.0-2.2</version></dependency>
    <dependency><groupId>org.apache.flink</groupId><artifactId>flink-streaming-java</artifactId><version>2.2.1</version></dependency>
    <dependency><groupId>org.slf4j</groupId><artifactId>slf4j-nop</artifactId><version>1.7.36</version></dependency>
  </dependencies>
</project>
XML

cat >Finding.java <<'JAVA'
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.flink.connector.kafka.sink.internal.FlinkKafkaInternalProducer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.utils.AppInfoParser;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

public class Finding {

  private static final String TOPIC = "results";
  private static final String ID = "tx";

  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    int[] ports = ports();
    KafkaRaftServer broker = broker(folder, ports);
    broker.startup();
    boolean asSeen = false;
    String servers = "127.0.0.1:" + ports[0];
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
      asSeen = run(admin, servers);
    } finally {
      broker.shutdown();
      broker.awaitShutdown();
      System.exit(asSeen ? 0 : 1);
    }
  }

  private static boolean run(Admin admin, String servers) throws Exception {
    System.out.println("kafka-clients and broker " + AppInfoParser.getVersion());
    System.out.println(
        admin.describeFeatures().featureMetadata().get().finalizedFeatures().get("transaction.version"));
    admin.createTopics(List.of(new NewTopic(TOPIC, Optional.of(1), Optional.empty()))).all().get();
    Properties properties = new Properties();
    properties.setProperty("bootstrap.servers", servers);
    for (String part : new String[] {"key", "value"}) {
      properties.setProperty(
          part + ".serializer", "org.apache.kafka.common.serialization.ByteArraySerializer");
      properties.setProperty(
          part + ".deserializer", "org.apache.kafka.common.serialization.ByteArrayDeserializer");
    }
    long id;
    short epoch;
    try (var writer = new FlinkKafkaInternalProducer<byte[], byte[]>(properties, ID)) {
      writer.initTransactions();
      writer.beginTransaction();
      writer.send(new ProducerRecord<>(TOPIC, new byte[1]), null);
      writer.flush();
      id = writer.getProducerId();
      epoch = writer.getEpoch();
      writer.precommitTransaction();
    }
    System.out.println("written, before the commit: " + say(admin));
    try (var restored = new FlinkKafkaInternalProducer<byte[], byte[]>(properties, ID)) {
      restored.partitionsFor(TOPIC);
      restored.resumeTransaction(id, epoch);
      restored.commitTransaction();
    }
    TransactionDescription described = described(admin);
    System.out.println("after its commit:           " + say(admin));
    boolean fenced = false;
    try (var again = new FlinkKafkaInternalProducer<byte[], byte[]>(properties, ID)) {
      again.resumeTransaction(id, epoch);
      again.commitTransaction();
      System.out.println("the same commit again:      no error");
    } catch (ProducerFencedException e) {
      fenced = true;
      System.out.println("the same commit again:      " + e);
    }
    boolean readable = readable(properties);
    System.out.println("read_committed sees it:     " + readable);
    return described.state().toString().equals("Empty")
        && described.producerEpoch() == epoch + 1
        && fenced
        && readable;
  }

  private static boolean readable(Properties properties) {
    properties.setProperty("isolation.level", "read_committed");
    properties.setProperty("auto.offset.reset", "earliest");
    try (var consumer = new KafkaConsumer<byte[], byte[]>(properties)) {
      consumer.assign(List.of(new TopicPartition(TOPIC, 0)));
      return !consumer.poll(Duration.ofSeconds(30)).isEmpty();
    }
  }

  private static TransactionDescription described(Admin admin) throws Exception {
    return admin.describeTransactions(List.of(ID)).description(ID).get();
  }

  private static String say(Admin admin) throws Exception {
    TransactionDescription described = described(admin);
    return "%s, epoch %d".formatted(described.state(), described.producerEpoch());
  }

  private static KafkaRaftServer broker(Path folder, int[] ports) throws Exception {
    new Formatter()
        .setPrintStream(new PrintStream(OutputStream.nullOutputStream()))
        .setNodeId(1)
        .setClusterId(Uuid.randomUuid().toString())
        .setControllerListenerName("CONTROLLER")
        .setMetadataLogDirectory(folder.toString())
        .addDirectory(folder.toString())
        .run();
    Properties properties = new Properties();
    properties.put("node.id", "1");
    properties.put("process.roles", "broker,controller");
    properties.put("log.dirs", folder.toString());
    properties.put(
        "listeners",
        "PLAINTEXT://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d".formatted(ports[0], ports[1]));
    properties.put("advertised.listeners", "PLAINTEXT://127.0.0.1:" + ports[0]);
    properties.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
    properties.put("controller.listener.names", "CONTROLLER");
    properties.put("controller.quorum.voters", "1@127.0.0.1:" + ports[1]);
    for (String topic : new String[] {"offsets.topic", "transaction.state.log"}) {
      properties.put(topic + ".replication.factor", "1");
      properties.put(topic + ".num.partitions", "1");
    }
    properties.put("transaction.state.log.min.isr", "1");
    return new KafkaRaftServer(KafkaConfig.fromProps(properties, false), Time.SYSTEM);
  }

  private static int[] ports() throws Exception {
    InetAddress host = InetAddress.getLoopbackAddress();
    try (ServerSocket broker = new ServerSocket(0, 1, host);
        ServerSocket controller = new ServerSocket(0, 1, host)) {
      return new int[] {broker.getLocalPort(), controller.getLocalPort()};
    }
  }
}
JAVA

mvn -B -q dependency:build-classpath -Dmdep.outputFile=classpath
mkdir broker
if java -cp "$(cat classpath)" Finding.java "$work/broker"; then
  echo "as found: a committed transaction reads Empty with the next epoch, and a second commit of it is fenced"
else
  echo "changed: see above" >&2
  exit 1
fi
