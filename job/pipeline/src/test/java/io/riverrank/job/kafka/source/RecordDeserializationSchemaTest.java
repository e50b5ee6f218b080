package io.riverrank.job.kafka.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.riverrank.schemas.DeadLetter;
import io.riverrank.schemas.DeadLetterCode;
import io.riverrank.schemas.QueryEvent;
import io.riverrank.schemas.RequestLimits;
import io.riverrank.schemas.SourceEvent;
import io.riverrank.schemas.SourceRecord;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.flink.util.InstantiationUtil;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RecordDeserializationSchemaTest {

  private static final long TIMESTAMP_MS = 1_000;
  private static final long NOW_MS = 2_000;
  private static final long MAX_AHEAD_MS = 3_600_000;

  private RecordDeserializationSchema<SourceEvent> schema;

  @BeforeEach
  void open() throws Exception {
    // As a task manager gets it.
    schema =
        InstantiationUtil.clone(
            RequestsSource.deserializer(
                new RequestLimits(1_000, 10, 100, 10, 10, MAX_AHEAD_MS),
                Clock.fixed(Instant.ofEpochMilli(NOW_MS), ZoneOffset.UTC)));
    schema.open(null);
  }

  @Test
  void keepsEverythingOfTheMessage() {
    byte[] key = {1, 2};
    byte[] value =
        """
        {"query_id":"q","query":"bread","candidates":[{"doc_id":"d","text":"t"}]}
        """
            .getBytes(UTF_8);
    QueryEvent event = (QueryEvent) decode(key, value);
    assertThat(event.queryId()).isEqualTo("q");
    assertThat(event.eventTimeMs()).isEqualTo(TIMESTAMP_MS);
    SourceRecord source = event.source();
    assertThat(source.topic()).isEqualTo("requests");
    assertThat(source.partition()).isEqualTo(3);
    assertThat(source.offset()).isEqualTo(42);
    assertThat(source.timestampMs()).isEqualTo(TIMESTAMP_MS);
    assertThat(source.key()).isEqualTo(key);
    assertThat(source.value()).isEqualTo(value);
    assertThat(source.headers())
        .extracting(header -> header.name())
        .containsExactly("traceparent", "traceparent", "empty");
    assertThat(source.headers().get(1).value()).isEqualTo("b".getBytes(UTF_8));
    assertThat(source.headers().get(2).value()).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "not json | INVALID_JSON",
        "[] | INVALID_JSON",
        "{} | MISSING_QUERY_ID",
        "{\"query_id\":\"q\",\"query\":\"x\"} | MISSING_CANDIDATES"
      })
  void badBytesAreDeadLettersWithThoseBytes(String value, DeadLetterCode code) {
    DeadLetter letter = (DeadLetter) decode(null, value.getBytes(UTF_8));
    assertThat(letter.code()).isEqualTo(code);
    assertThat(letter.source().value()).isEqualTo(value.getBytes(UTF_8));
    assertThat(letter.source().offset()).isEqualTo(42);
  }

  @Test
  void nullValueIsATombstone() {
    DeadLetter letter = (DeadLetter) decode("k".getBytes(UTF_8), null);
    assertThat(letter.code()).isEqualTo(DeadLetterCode.TOMBSTONE);
  }

  /** What comes after it is a matter of the watermark; a dead letter moves none. */
  @ParameterizedTest
  @EnumSource(
      value = TimestampType.class,
      names = {"CREATE_TIME", "LOG_APPEND_TIME"})
  void aTimestampFarAheadOfTheClockIsADeadLetter(TimestampType type) {
    byte[] value = "{\"query_id\":\"q\",\"query\":\"x\",\"candidates\":[]}".getBytes(UTF_8);
    assertThat(decode(null, value, NOW_MS + MAX_AHEAD_MS, type)).isInstanceOf(QueryEvent.class);
    SourceEvent ahead = decode(null, value, NOW_MS + MAX_AHEAD_MS + 1, type);
    assertThat(((DeadLetter) ahead).code()).isEqualTo(DeadLetterCode.EVENT_TIME_AHEAD);
  }

  @Test
  void randomBytesNeverThrow() {
    Random random = new Random(7);
    for (int i = 0; i < 2_000; i++) {
      byte[] value = new byte[random.nextInt(64)];
      random.nextBytes(value);
      assertThat(decode(value, value)).isInstanceOf(DeadLetter.class);
    }
  }

  private SourceEvent decode(byte[] key, byte[] value) {
    return decode(key, value, TIMESTAMP_MS, TimestampType.CREATE_TIME);
  }

  private SourceEvent decode(byte[] key, byte[] value, long timestampMs, TimestampType type) {
    RecordHeaders headers = new RecordHeaders();
    headers.add("traceparent", "a".getBytes(UTF_8));
    headers.add("traceparent", "b".getBytes(UTF_8));
    headers.add("empty", null);
    List<SourceEvent> events = new ArrayList<>();
    schema.deserialize(
        new ConsumerRecord<>(
            "requests", 3, 42, timestampMs, type, 0, 0, key, value, headers, Optional.empty()),
        new ListCollector<>(events));
    assertThat(events).hasSize(1);
    return events.get(0);
  }
}
