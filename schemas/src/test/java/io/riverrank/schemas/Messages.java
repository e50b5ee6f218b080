package io.riverrank.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/** Messages of the requests topic for tests, and what small limits make of them. */
final class Messages {

  /** 2026-03-01T12:00:00Z. */
  static final long LOG_TIME_MS = 1_772_366_400_000L;

  static final RequestLimits LIMITS = new RequestLimits(1 << 20, 50, 1_000, 20, 10, 3_600_000L);

  /** When the log's last message came. */
  private static final Clock CLOCK = Clock.fixed(Instant.ofEpochMilli(LOG_TIME_MS), ZoneOffset.UTC);

  private Messages() {}

  /** For which no time goes by. */
  static RequestDecoder decoder(RequestLimits limits) {
    return new RequestDecoder(limits, CLOCK);
  }

  static SourceRecord message(byte[] value) {
    return new SourceRecord("requests", 3, 42, LOG_TIME_MS, null, value, List.of());
  }

  static SourceRecord message(String json) {
    return message(json.getBytes(UTF_8));
  }

  static SourceRecord messageWithKey(byte[] key, String json) {
    return new SourceRecord("requests", 3, 42, LOG_TIME_MS, key, json.getBytes(UTF_8), List.of());
  }

  static SourceRecord messageWithoutTimestamp(String json) {
    return new SourceRecord(
        "log.jsonl", 0, 42, SourceRecord.NO_TIMESTAMP, null, json.getBytes(UTF_8), List.of());
  }

  /** A whole event with these fields (JSON without braces) besides the required ones. */
  static String whole(String fields) {
    return "{\"query_id\":\"q\",\"query\":\"x\",\"candidates\":[]," + fields + "}";
  }

  /** A whole event with these candidates (JSON without brackets). */
  static String candidates(String elements) {
    return "{\"query_id\":\"q\",\"query\":\"x\",\"candidates\":[" + elements + "]}";
  }

  static String member(String candidate, String fields) {
    return "{\"query_id\":\"q\",\"query\":\"x\",\"candidate\":" + candidate + fields + "}";
  }

  static SourceEvent decode(SourceRecord source) {
    return decoder(LIMITS).decode(source);
  }

  static QueryEvent event(String json) {
    return event(message(json));
  }

  static QueryEvent event(SourceRecord source) {
    SourceEvent decoded = decode(source);
    assertThat(decoded).isInstanceOf(QueryEvent.class);
    assertThat(decoded.source()).isSameAs(source);
    return (QueryEvent) decoded;
  }

  static DeadLetter deadLetter(String json) {
    return deadLetter(message(json));
  }

  static DeadLetter deadLetter(SourceRecord source) {
    return deadLetter(decode(source));
  }

  /** What holds for every dead letter, whatever is wrong with the message. */
  static DeadLetter deadLetter(SourceEvent decoded) {
    assertThat(decoded).isInstanceOf(DeadLetter.class);
    DeadLetter letter = (DeadLetter) decoded;
    assertThat(letter.message())
        .isNotBlank()
        .hasSizeLessThan(500)
        .doesNotContain("Source:", "StreamRead", "JsonRead", "made the decoder fail")
        .matches(message -> message.chars().noneMatch(Character::isISOControl), "is one line")
        .matches(message -> !Unicode.hasLoneSurrogate(message), "is valid Unicode");
    return letter;
  }
}
