package io.riverrank.job.kafka.sink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.riverrank.schemas.EncodedMessage;
import io.riverrank.schemas.MessageHeader;
import io.riverrank.schemas.SourceRecord;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessageSerializationSchemaTest {

  private static final long HOUR_MS = Duration.ofHours(1).toMillis();

  private final MessageSerializationSchema schema =
      new MessageSerializationSchema("results", HOUR_MS);

  @Test
  void recordIsTheMessage() {
    byte[] key = "k".getBytes(UTF_8);
    byte[] value = "v".getBytes(UTF_8);
    ProducerRecord<byte[], byte[]> written =
        schema.serialize(
            new EncodedMessage(
                key,
                value,
                List.of(new MessageHeader("h", key), new MessageHeader("h", null)),
                1_234),
            null,
            9L);
    assertThat(written.topic()).isEqualTo("results");
    assertThat(written.partition()).isNull();
    assertThat(written.timestamp()).isEqualTo(1_234);
    assertThat(written.key()).isEqualTo(key);
    assertThat(written.value()).isEqualTo(value);
    assertThat(written.headers().headers("h")).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({
    "1000, 1000", // the past is free
    "-62135596800000, 0", // year 1
    "5000000, 5000000",
    "13540000, 13540000", // a minute less than an hour ahead of 10,000 s
    "13540001, 13540000",
    "253402300799000, 13540000" // year 9999
  })
  void timestampsThatBrokersRefuseAreCut(long timestampMs, long written) {
    assertThat(schema.recordTimestampMs(timestampMs, 10_000_000)).isEqualTo(written);
  }

  @Test
  void noTimestampIsTheProducers() {
    assertThat(schema.recordTimestampMs(SourceRecord.NO_TIMESTAMP, 1)).isNull();
  }
}
