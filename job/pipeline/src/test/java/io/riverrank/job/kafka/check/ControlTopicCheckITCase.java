package io.riverrank.job.kafka.check;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riverrank.broker.testing.KafkaExtension;
import io.riverrank.broker.testing.TestTopics;
import io.riverrank.job.testing.TestSettings;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A control topic that would lose or reorder commands is refused at start. */
class ControlTopicCheckITCase {
  private static final Map<String, String> SOUND =
      Map.of(
          "cleanup.policy",
          "delete",
          "retention.ms",
          "-1",
          "retention.bytes",
          "-1",
          "message.timestamp.type",
          "LogAppendTime");

  @RegisterExtension static final KafkaExtension KAFKA = new KafkaExtension();

  private static void check(String topic, String... definitions) {
    ControlTopicCheck.run(TestSettings.kafka(KAFKA.bootstrapServers(), definitions), topic);
  }

  @Test
  void aSoundTopicPasses() throws Exception {
    String topic = KAFKA.topics().create("control", 1, SOUND);
    assertThatCode(() -> check(topic)).doesNotThrowAnyException();
  }

  @Test
  void severalPartitionsHaveNoOrder() throws Exception {
    String topic = KAFKA.topics().create("control", 2, SOUND);
    assertThatThrownBy(() -> check(topic))
        .isInstanceOf(TopicCheckException.class)
        .hasMessageContaining("2 partitions");
  }

  @ParameterizedTest
  @CsvSource({
    "cleanup.policy, compact",
    "retention.ms, 604800000",
    "retention.bytes, 1000000",
    "message.timestamp.type, CreateTime",
  })
  void commandsMustStayInOrder(String setting, String value) throws Exception {
    Map<String, String> config = new HashMap<>(SOUND);
    config.put(setting, value);
    String topic = KAFKA.topics().create("control", 1, config);
    assertThatThrownBy(() -> check(topic))
        .isInstanceOf(TopicCheckException.class)
        .hasMessageContaining(setting + "=" + value);
  }

  @Test
  void aMissingOneIsCreatedSoThatItPasses() {
    String topic = TestTopics.unique("control");
    check(topic, "kafka.create-topics=true", "kafka.create-topics.partitions=4");
    assertThatCode(() -> check(topic)).doesNotThrowAnyException();
  }
}
