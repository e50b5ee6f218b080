import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Sends one query to the topic requests of the broker that its argument names, and prints the result
 * of it that is committed to the topic results. Run from source, with the jars of the tools.
 */
class OneQuery {
  private static final String REQUEST =
      """
      {"query_id":"q-1","query":"average rent in canada","candidates":[
       {"doc_id":"bread","text":"How to bake bread at home"},
       {"doc_id":"rent","text":"The average monthly rent in Canada by province"}]}
      """;

  public static void main(String[] arguments) throws Exception {
    String broker = arguments[0];
    try (var producer =
        new KafkaProducer<>(
            Map.<String, Object>of("bootstrap.servers", broker),
            new StringSerializer(),
            new StringSerializer())) {
      producer.send(new ProducerRecord<>("requests", "q-1", REQUEST)).get();
    }
    try (var consumer =
        new KafkaConsumer<>(
            Map.<String, Object>of(
                "bootstrap.servers", broker,
                "group.id", "one-query",
                "auto.offset.reset", "earliest",
                "isolation.level", "read_committed"),
            new StringDeserializer(),
            new StringDeserializer())) {
      consumer.subscribe(List.of("results"));
      // Whoever starts this says how long it may take.
      while (true) {
        for (var result : consumer.poll(Duration.ofSeconds(1))) {
          System.out.println(result.value());
          return;
        }
      }
    }
  }
}
