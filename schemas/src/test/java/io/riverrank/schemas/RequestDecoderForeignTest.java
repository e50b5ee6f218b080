package io.riverrank.schemas;

import static io.riverrank.schemas.Messages.LIMITS;
import static io.riverrank.schemas.Messages.LOG_TIME_MS;
import static io.riverrank.schemas.Messages.candidates;
import static io.riverrank.schemas.Messages.deadLetter;
import static io.riverrank.schemas.Messages.event;
import static io.riverrank.schemas.Messages.message;
import static io.riverrank.schemas.Messages.messageWithKey;
import static io.riverrank.schemas.Messages.whole;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What other people's clients, servers and connectors write. */
class RequestDecoderForeignTest {

  @Test
  void truthValuesAreLabels() {
    QueryEvent event =
        event(
            candidates(
                "{\"doc_id\":1,\"text\":\"\",\"label\":true},"
                    + "{\"doc_id\":2,\"text\":\"\",\"label\":false},"
                    + "{\"doc_id\":3,\"text\":\"\",\"original_score\":true}"));
    assertThat(event.candidates()).extracting(Candidate::label).containsExactly(1.0, 0.0);
    assertThat(event.rejected()).hasSize(1);
  }

  @Test
  void nanIsAsIfItWereAbsent() {
    QueryEvent event =
        event(
            whole(
                "\"top_k\":NaN,\"event_time\":NaN,\"metadata\":NaN,\"candidate\":NaN,"
                    + "\"candidates\":[{\"doc_id\":1,\"text\":\"\",\"original_rank\":NaN,"
                    + "\"original_score\":NaN,\"label\":NaN},{\"doc_id\":2,\"text\":NaN}]"));
    assertThat(event.candidates()).containsExactly(new Candidate("1", "", null, null, null));
    assertThat(event.rejected().get(0).error()).contains("has no text");
    assertThat(event.topK()).isNull();
    assertThat(event.metadata()).isNull();
    assertThat(event.eventTimeMs()).isEqualTo(LOG_TIME_MS);

    assertThat(deadLetter("{\"query_id\":NaN,\"query\":\"x\",\"candidates\":[]}").code())
        .isEqualTo(DeadLetterCode.MISSING_QUERY_ID);
    assertThat(deadLetter(candidates("{\"doc_id\":NaN,\"text\":\"\"}")).message())
        .contains("has no doc_id");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Infinity", "-Infinity"})
  void anInfinityCostsItsCandidateOnly(String number) {
    QueryEvent event =
        event(
            candidates(
                "{\"doc_id\":1,\"text\":\"\",\"original_score\":%s},{\"doc_id\":2,\"text\":\"\"}"
                    .formatted(number)));
    assertThat(event.candidates()).hasSize(1);
    assertThat(event.rejected().get(0).error()).contains("is the number " + number);
    assertThat(deadLetter(candidates("{\"doc_id\":%s,\"text\":\"\"}".formatted(number))).code())
        .isEqualTo(DeadLetterCode.INVALID_ID);
  }

  /** A result is read by parsers that know JSON only. */
  @Test
  void metadataIsMadeJson() {
    assertThat(
            event(whole("\"metadata\": {\"a\": NaN,\"b\":[-Infinity ,1e400],\"c\":{}}")).metadata())
        .isEqualTo("{\"a\": null,\"b\":[null ,1e400],\"c\":{}}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"query\":\"x\",\"texts\":[\"a\",\"b\"],\"truncate\":true}",
        "{\"query\":{\"text\":\"x\"},\"passages\":[{\"text\":\"a\"},{\"text\":\"b\"}]}",
        "{\"query\":\"x\",\"documents\":[\"a\",{\"text\":\"b\",\"title\":\"t\"}]}",
      })
  void bodiesOfRerankServersAreAccepted(String json) {
    QueryEvent event = event(messageWithKey("k".getBytes(UTF_8), json));
    assertThat(event.queryId()).isEqualTo("k");
    assertThat(event.query()).isEqualTo("x");
    assertThat(event.candidates())
        .containsExactly(
            new Candidate("0", "a", null, null, null), new Candidate("1", "b", null, null, null));
  }

  private static byte[] framed(int schemaId, byte[] payload) {
    return ByteBuffer.allocate(5 + payload.length)
        .put((byte) 0)
        .putInt(schemaId)
        .put(payload)
        .array();
  }

  @Test
  void theBytesOfASchemaRegistryAreNamed() {
    for (int id : new int[] {0, 1, 256, 70_000, 1 << 30, 0x01020304}) {
      for (byte[] payload :
          List.of(candidates("").getBytes(UTF_8), new byte[] {0x0A, (byte) 0xFF})) {
        assertThat(deadLetter(message(framed(id, payload))).message())
            .contains("(schema id " + id + ")", "value.converter.schemas.enable=false");
      }
    }
    assertThat(deadLetter(message("{\"query_id\":1}".getBytes(UTF_16BE))).message())
        .contains("UTF-16");
  }

  @Test
  void envelopesAreNamed() {
    String request = candidates("");
    assertThat(
            deadLetter("{\"schema\":{\"type\":\"struct\"},\"payload\":" + request + "}").message())
        .contains("Kafka Connect's envelope", "value.converter.schemas.enable=false");
    assertThat(deadLetter("{\"schema\":null,\"payload\":{\"after\":" + request + "}}").message())
        .contains("Kafka Connect's envelope");
    assertThat(deadLetter("{\"before\":null,\"after\":" + request + ",\"op\":\"c\"}").message())
        .contains("Debezium", "ExtractNewRecordState");
    assertThat(deadLetter("\"{\\\"query_id\\\":1}\"").message()).contains("encoded twice");
    // A request may have such fields of its own.
    assertThat(event(whole("\"payload\":1,\"after\":2")).queryId()).isEqualTo("q");
  }

  /** 2026-03-01T12:00:00Z, as each unit counts it. */
  private static final Map<EventTimeUnit, Long> NUMBERS =
      Map.of(
          EventTimeUnit.SECONDS,
          LOG_TIME_MS / 1_000,
          EventTimeUnit.MILLISECONDS,
          LOG_TIME_MS,
          EventTimeUnit.MICROSECONDS,
          LOG_TIME_MS * 1_000,
          EventTimeUnit.NANOSECONDS,
          LOG_TIME_MS * 1_000_000);

  private static RequestDecoder decoder(EventTimeUnit unit) {
    return decoder(new EpochNumbers(unit, EpochNumbers.DEFAULT.firstYear()));
  }

  private static RequestDecoder decoder(EpochNumbers numbers) {
    return new RequestDecoder(
        new RequestLimits(
            LIMITS.messageBytes(),
            LIMITS.candidates(),
            LIMITS.textChars(),
            LIMITS.idChars(),
            LIMITS.jsonDepth(),
            LIMITS.maxAheadMs(),
            numbers));
  }

  @ParameterizedTest
  @EnumSource
  void aUnitIsNeverGuessed(EventTimeUnit unit) {
    NUMBERS.forEach(
        (written, number) -> {
          for (String json : List.of(number + "", number + ".0", number + "e0")) {
            SourceEvent event = decoder(unit).decode(message(whole("\"event_time\":" + json)));
            if (written == unit) {
              assertThat(event).as(json).isInstanceOf(QueryEvent.class);
              assertThat(((QueryEvent) event).eventTimeMs()).isEqualTo(LOG_TIME_MS);
            } else {
              assertThat(deadLetter(event).code()).isEqualTo(DeadLetterCode.INVALID_EVENT_TIME);
              assertThat(deadLetter(event).message())
                  .contains(
                      "looks like epoch " + written, "set rerank.event-time.unit to " + written);
            }
          }
        });
  }

  @Test
  void aFractionOfSecondsIsKept() {
    QueryEvent event =
        (QueryEvent)
            decoder(EventTimeUnit.SECONDS)
                .decode(message(whole("\"event_time\":1772366399.9994999")));
    assertThat(event.eventTimeMs()).isEqualTo(LOG_TIME_MS - 1);
    assertThat(deadLetter(whole("\"event_time\":1772366400.5")).message())
        .contains("1772366400.5, which looks like epoch seconds");
    assertThat(
            deadLetter(
                    decoder(EventTimeUnit.SECONDS)
                        .decode(message(whole("\"event_time\":" + Long.MAX_VALUE))))
                .code())
        .isEqualTo(DeadLetterCode.INVALID_EVENT_TIME);
  }

  /** Counters and durations; what they would be as times is in the message. */
  @ParameterizedTest
  @CsvSource({
    "MILLISECONDS, 0, 1970-01-01T00:00:00Z",
    "MILLISECONDS, -1, 1969-12-31T23:59:59.999Z",
    "MILLISECONDS, 17.0, 1970-01-01T00:00:00.017Z",
    "MILLISECONDS, 86400000, 1970-01-02T00:00:00Z",
    "MILLISECONDS, 946684799, 1970-01-11T22:58:04.799Z",
    "MILLISECONDS, 946684799999, 1999-12-31T23:59:59.999Z",
    "MILLISECONDS, -9223372036854775808, -292275055-05-16T16:47:04.192Z",
    "SECONDS, 17, 1970-01-01T00:00:17Z",
    "SECONDS, 17.5, 1970-01-01T00:00:17.500Z",
    "MICROSECONDS, 90000000, 1970-01-01T00:01:30Z",
    "NANOSECONDS, 90000000000, 1970-01-01T00:01:30Z",
  })
  void whatIsATimeInNoUnitIsNone(EventTimeUnit unit, String number, String time) {
    DeadLetter letter =
        deadLetter(decoder(unit).decode(message(whole("\"event_time\":" + number))));
    assertThat(letter.code()).isEqualTo(DeadLetterCode.INVALID_EVENT_TIME);
    assertThat(letter.message())
        .isEqualTo(
            "event_time is the number %s, which as epoch %s is %s; send a time from 2000 on, or lower rerank.event-time.first-year"
                .formatted(number, unit, time));
  }

  @ParameterizedTest
  @CsvSource({
    "1970, 0",
    "1970, 86400000",
    "1970, 946684799",
    "1970, 4102444800",
    "1969, -1",
    "2000, 946684800000",
    "2026, 1767225600000"
  })
  void theFirstYearIsSaid(int year, long millis) {
    SourceRecord record = message(whole("\"event_time\":" + millis));
    assertThat(
            eventTime(decoder(new EpochNumbers(EventTimeUnit.MILLISECONDS, year)).decode(record)))
        .isEqualTo(millis);
    assertThat(decoder(new EpochNumbers(EventTimeUnit.MILLISECONDS, year + 1)).decode(record))
        .isInstanceOf(DeadLetter.class);
  }

  private static long eventTime(SourceEvent event) {
    assertThat(event).isInstanceOf(QueryEvent.class);
    return ((QueryEvent) event).eventTimeMs();
  }

  /** A text says its year itself. */
  @Test
  void textsOfAnyYearAreTaken() {
    assertThat(event(whole("\"event_time\":\"1969-07-20T20:17:40Z\"")).eventTimeMs())
        .isEqualTo(-14_182_940_000L);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-03-01 12:00:00",
        "2026-03-01 12:00:00.000",
        "2026-03-01 12:00:00+00:00",
        "2026-03-01 12:00:00+00",
        "2026-03-01 13:00:00.000999+0100",
        "2026-03-01T12:00:00.000456+00:00"
      })
  void timesAsDatabasesAndPythonPrintThem(String text) {
    assertThat(event(whole("\"event_time\":\"" + text + "\"")).eventTimeMs())
        .isEqualTo(LOG_TIME_MS);
  }

  /** {@code requests.jsonl}: each line as somebody's tool wrote it. */
  @Test
  void linesOfOthers() throws Exception {
    byte[] file =
        RequestDecoderForeignTest.class
            .getResourceAsStream("foreign/requests.jsonl")
            .readAllBytes();
    Map<String, String> outcomes = new HashMap<>();
    for (byte[] line : lines(file)) {
      String name = new String(line, UTF_8).replaceAll("(?s).*?(r\\d\\d)-.*", "$1");
      SourceEvent event = Messages.decode(message(line));
      outcomes.put(
          name,
          event instanceof DeadLetter dead
              ? dead.message()
              : ((QueryEvent) event).candidates().size() + "");
    }
    assertThat(outcomes).hasSize(17);
    assertThat(outcomes.get("r01")).contains("schema id 1");
    assertThat(outcomes.get("r02")).contains("Kafka Connect");
    assertThat(outcomes.get("r03")).contains("Debezium");
    for (String accepted : List.of("r04", "r05", "r08", "r09", "r12", "r15")) {
      assertThat(outcomes.get(accepted)).as(accepted).isEqualTo("2");
    }
    assertThat(outcomes.get("r06")).contains("looks like epoch seconds");
    assertThat(outcomes.get("r07")).contains("looks like epoch seconds");
    assertThat(outcomes.get("r10")).contains("or epoch milliseconds as a number");
    assertThat(outcomes.get("r11")).contains("send ISO-8601");
    assertThat(outcomes.get("r13")).contains("encoded twice");
    // One candidate of two has no text, or a label that is text.
    assertThat(outcomes.get("r14")).isEqualTo("1");
    assertThat(outcomes.get("r16")).isEqualTo("1");
    assertThat(outcomes.get("r17")).isEqualTo("1");
  }

  private static List<byte[]> lines(byte[] file) {
    List<byte[]> lines = new ArrayList<>();
    int from = 0;
    for (int i = 0; i < file.length; i++) {
      if (file[i] == '\n') {
        lines.add(Arrays.copyOfRange(file, from, i));
        from = i + 1;
      }
    }
    return lines;
  }
}
