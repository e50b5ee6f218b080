import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.riverrank.broker.EmbeddedKafka;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A broker, and searches for it until the process is ended: those of the sample log over and over,
 * now, from three markets; some of their messages are broken, some groups stay incomplete. Run from
 * source, with the jars of the tools; arguments: the log, the topic, a folder. While the folder has a file
 * {@code pause}, nothing is sent; while it has a file {@code drift}, one market's searches find
 * what others searched for.
 */
class Traffic {
  private static final long BETWEEN_MS = 100;
  private static final List<String> MARKETS = List.of("de", "fr", "it");

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final List<ObjectNode> log = new ArrayList<>();
  private final Path folder;
  private int sent;

  private Traffic(Path log, Path folder) throws Exception {
    this.folder = folder;
    for (String line : Files.readAllLines(log)) {
      JsonNode request = line.startsWith("{\"query_id") ? MAPPER.readTree(line) : null;
      if (request instanceof ObjectNode query && query.path("candidates").size() > 1) {
        this.log.add(query);
      }
    }
  }

  public static void main(String[] args) throws Exception {
    Traffic traffic = new Traffic(Path.of(args[0]), Path.of(args[2]));
    EmbeddedKafka kafka = EmbeddedKafka.start();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> close(kafka)));
    System.out.println("broker: " + kafka.bootstrapServers());
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka.bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      while (true) {
        if (!Files.exists(traffic.folder.resolve("pause"))) {
          for (String message : traffic.next()) {
            byte[] value = message.getBytes(StandardCharsets.UTF_8);
            producer.send(new ProducerRecord<>(args[1], value));
          }
        }
        Thread.sleep(BETWEEN_MS);
      }
    }
  }

  private List<String> next() {
    int number = sent++;
    if (number % 20 == 7) {
      return List.of("{\"query_id\":\"broken-" + number);
    }
    String market = MARKETS.get(number % MARKETS.size());
    ObjectNode request = log.get(number % log.size()).deepCopy();
    request.put("query_id", "q-" + number);
    request.put("event_time", Instant.now().toString());
    request.putObject("metadata").put("market", market);
    if (number % 10 == 3) {
      // The job remembers the scores of all others.
      request.put("query", request.get("query").asText() + " " + number);
    }
    if (market.equals("it") && Files.exists(folder.resolve("drift"))) {
      request.put("query", log.get((number + log.size() / 2) % log.size()).get("query").asText());
    }
    return number % 20 == 13 ? members(request) : List.of(request.toString());
  }

  /** All candidates but the last, one by one. */
  private static List<String> members(ObjectNode request) {
    List<String> members = new ArrayList<>();
    ArrayNode candidates = (ArrayNode) request.remove("candidates");
    for (int i = 0; i < candidates.size() - 1; i++) {
      ObjectNode member = request.deepCopy();
      member.set("candidate", candidates.get(i));
      member.put("candidate_count", candidates.size());
      members.add(member.toString());
    }
    return members;
  }

  private static void close(EmbeddedKafka kafka) {
    try {
      kafka.close();
    } catch (Exception e) {
      System.err.println("broker: " + e.getMessage());
    }
  }
}
