package io.riverrank.job.kafka.source;

import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.api.Test;

class MendedKafkaSourceTest {

  /** Another Kafka client may have another; then the job manager would keep connections again. */
  @Test
  void theClientHasTheClassThatIsLoadedBeforehand() {
    assertThatCode(() -> Class.forName(MendedKafkaSource.LOADED_LAST)).doesNotThrowAnyException();
  }
}
