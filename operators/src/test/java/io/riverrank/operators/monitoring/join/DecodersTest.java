package io.riverrank.operators.monitoring.join;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.riverrank.schemas.DeadLetterCode;
import io.riverrank.schemas.RequestLimits;
import io.riverrank.schemas.SourceRecord;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every message is a record or a dead letter with its reason, never an exception. */
class DecodersTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  private static final long HOUR_MS = 3_600_000;
  private static final RequestLimits LIMITS = new RequestLimits(200, 10, 50, 20, 10, HOUR_MS);

  private static final String RESULT =
      """
      {"query_id":"q","query":"bread","event_time":"%s","complete":true,"candidates_received":0,
       "superseded":0,"model":{"name":"m","fingerprint":"f","precision":"fp32"},"results":[],
       "failed":[],"scored_at":"%s"}\
      """;

  @ParameterizedTest
  @CsvSource({
    "2026-03-01T12:00:00Z, 2026-03-01T12:00:01Z, true",
    "2026-03-01T13:00:00Z, 2026-03-01T12:00:00Z, true",
    "2027-03-01T12:00:00Z, 2027-03-01T12:00:01Z, false",
    // A year ahead of its own scoring, though that was long ago.
    "2025-03-01T12:00:00Z, 2024-03-01T12:00:00Z, false",
    "1969-03-01T12:00:00Z, 2024-03-01T12:00:00Z, true",
  })
  void aResultWhoseClockIsAYearAheadClosesNoWindows(
      String eventTime, String scoredAt, boolean taken) {
    MonitorEvent event =
        new ResultDecoder(HOUR_MS, CLOCK).apply(source(RESULT.formatted(eventTime, scoredAt), 1));
    if (taken) {
      assertThat(event.timeMs()).isEqualTo(Instant.parse(eventTime).toEpochMilli());
    } else {
      assertThat(code(event)).isEqualTo(DeadLetterCode.EVENT_TIME_AHEAD);
      assertThat(event.timeMs()).as("no say in time").isNull();
    }
  }

  @Test
  void whatIsNoResultIsADeadLetter() {
    ResultDecoder decoder = new ResultDecoder(HOUR_MS, CLOCK);
    assertThat(code(decoder.apply(source("{}", 1)))).isEqualTo(DeadLetterCode.NOT_A_RESULT);
    assertThat(code(decoder.apply(source("x", 1)))).isEqualTo(DeadLetterCode.NOT_A_RESULT);
    assertThat(code(decoder.apply(new SourceRecord("t", 0, 0, 1, null, null, List.of()))))
        .isEqualTo(DeadLetterCode.TOMBSTONE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"query_id\":\"q\",\"doc_id\":\"d\",\"label\":2} | q | ",
        "{\"query_id\":7,\"doc_id\":8,\"label\":1.5} | 7 | ",
        "{\"query\":\"bread\",\"doc_id\":\"d\",\"label\":2} | | MISSING_QUERY_ID",
        "{\"query_id\":\"q\",\"doc_id\":\"d\",\"label\":1e999} | | INVALID_FIELD",
        "{\"query_id\":\"q\",\"doc_id\":\"d\",\"label\":\"good\"} | | INVALID_FIELD",
        "{\"query_id\":\"q\",\"doc_id\":\"d\",\"label\":1,\"event_time\":\"2027-03-01T12:00:00Z\"}"
            + " | | EVENT_TIME_AHEAD",
        "q 0 d 2 | q | ",
        "q d 2 | q | ",
        "q 0 d good | | MALFORMED_LINE",
      })
  void judgementsOfFilesAreJsonOrQrels(String line, String key, DeadLetterCode code) {
    MonitorEvent event =
        new JudgementDecoder(LIMITS, CLOCK, false).apply(source(line, SourceRecord.NO_TIMESTAMP));
    if (code == null) {
      assertThat(((MonitorEvent.Evidence) event).key()).isEqualTo(key);
      assertThat(event.timeMs()).as("of results of any time").isNull();
    } else {
      assertThat(code(event)).isEqualTo(code);
    }
  }

  @Test
  void aJudgementOfATopicHasItsMessagesTime() {
    MonitorEvent event =
        new JudgementDecoder(LIMITS, CLOCK, true)
            .apply(source("{\"query\":\"bread\",\"doc_id\":\"d\",\"label\":2}", 17));
    assertThat(event.timeMs()).isEqualTo(17);
    assertThat(((MonitorEvent.Evidence) event).key()).isEqualTo("bread");
  }

  @Test
  void commentsOfQrelsAreNothing() {
    assertThat(
            new JudgementDecoder(LIMITS, CLOCK, false)
                .apply(source("# by hand", SourceRecord.NO_TIMESTAMP)))
        .isEqualTo(new MonitorEvent.Nothing());
  }

  @Test
  void anInteractionThatIsTooLargeIsADeadLetter() {
    assertThat(code(new InteractionDecoder(LIMITS, CLOCK).apply(source(" ".repeat(201), 1))))
        .isEqualTo(DeadLetterCode.MESSAGE_TOO_LARGE);
  }

  @Test
  void eventsTravelBetweenTasksAsTheyAre() throws Exception {
    for (MonitorEvent event :
        List.of(
            JoinEvents.judgement("q", "d", 1, null),
            JoinEvents.click("q", "d", 5),
            new MonitorEvent.Nothing())) {
      DataOutputSerializer out = new DataOutputSerializer(64);
      MonitorEventSerializer.INSTANCE.serialize(event, out);
      MonitorEvent read =
          MonitorEventSerializer.INSTANCE.deserialize(
              new DataInputDeserializer(out.getCopyOfBuffer()));
      assertThat(read).usingRecursiveComparison().isEqualTo(event);
    }
  }

  private static DeadLetterCode code(MonitorEvent event) {
    assertThat(event).isInstanceOf(MonitorEvent.Refused.class);
    return ((MonitorEvent.Refused) event).letter().code();
  }

  private static SourceRecord source(String text, long timestampMs) {
    return new SourceRecord("t", 0, 0, timestampMs, null, text.getBytes(UTF_8), List.of());
  }
}
