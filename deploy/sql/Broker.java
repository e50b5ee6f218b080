import io.riverrank.broker.EmbeddedKafka;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * A broker as a process of its own, until it is ended, with the topics that its arguments name. Run
 * from source, with the jars of the tools.
 */
class Broker {
  public static void main(String[] topics) throws Exception {
    EmbeddedKafka kafka = EmbeddedKafka.start();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> close(kafka)));
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      admin
          .createTopics(
              Stream.of(topics)
                  .map(topic -> new NewTopic(topic, Optional.of(2), Optional.of((short) 1)))
                  .toList())
          .all()
          .get();
    }
    System.out.println("broker: " + kafka.bootstrapServers());
    new CountDownLatch(1).await();
  }

  private static void close(EmbeddedKafka kafka) {
    try {
      kafka.close();
    } catch (Exception e) {
      System.err.println("broker: " + e.getMessage());
    }
  }
}
