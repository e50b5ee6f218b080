package io.riverrank.broker.testing;

import io.riverrank.broker.EmbeddedKafka;
import java.util.Map;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A broker for a test class, and its topics. Register it in a static field; it starts before the
 * class's own {@code @BeforeAll}.
 */
public final class KafkaExtension implements BeforeAllCallback, AfterAllCallback {

  private final Map<String, String> brokerProperties;
  private EmbeddedKafka kafka;
  private TestTopics topics;

  public KafkaExtension() {
    this(Map.of());
  }

  /**
   * @param brokerProperties win over the broker's own
   */
  public KafkaExtension(Map<String, String> brokerProperties) {
    this.brokerProperties = Map.copyOf(brokerProperties);
  }

  @Override
  public void beforeAll(ExtensionContext context) throws Exception {
    kafka = EmbeddedKafka.start(brokerProperties);
    topics = new TestTopics(kafka.bootstrapServers());
  }

  @Override
  public void afterAll(ExtensionContext context) throws Exception {
    topics.close();
    kafka.close();
  }

  /** {@code host:port}. */
  public String bootstrapServers() {
    return kafka.bootstrapServers();
  }

  public TestTopics topics() {
    return topics;
  }
}
