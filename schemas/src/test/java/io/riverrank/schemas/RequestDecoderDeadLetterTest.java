package io.riverrank.schemas;

import static io.riverrank.schemas.DeadLetterCode.INVALID_EVENT_TIME;
import static io.riverrank.schemas.DeadLetterCode.MISSING_QUERY_ID;
import static io.riverrank.schemas.DeadLetterCode.TEXT_TOO_LONG;
import static io.riverrank.schemas.DeadLetterCode.TOO_MANY_CANDIDATES;
import static io.riverrank.schemas.Messages.candidates;
import static io.riverrank.schemas.Messages.deadLetter;
import static io.riverrank.schemas.Messages.event;
import static io.riverrank.schemas.Messages.member;
import static io.riverrank.schemas.Messages.message;
import static io.riverrank.schemas.Messages.messageWithKey;
import static io.riverrank.schemas.Messages.messageWithoutTimestamp;
import static io.riverrank.schemas.Messages.whole;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.annotation.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** JSON objects that can't be used: the code, and a sentence that helps the sender. */
class RequestDecoderDeadLetterTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        // query_id
        "{}                                                | MISSING_QUERY_ID | the object has no query_id; send a string or a number",
        "{\"query_id\":null,\"query\":\"x\",\"candidates\":[]}  | MISSING_QUERY_ID | the object has no query_id; send a string or a number",
        "{\"query_id\":\"\",\"query\":\"x\",\"candidates\":[]}  | INVALID_ID | query_id is empty; send an id",
        "{\"query_id\":{},\"query\":\"x\",\"candidates\":[]}    | INVALID_ID | query_id is an object; send a string or a number",
        "{\"query_id\":[1],\"query\":\"x\",\"candidates\":[]}   | INVALID_ID | query_id is an array; send a string or a number",
        "{\"query_id\":true,\"query\":\"x\",\"candidates\":[]}  | INVALID_ID | query_id is true; send a string or a number",
        "{\"query_id\":\"123456789012345678901\",\"query\":\"x\",\"candidates\":[]} | INVALID_ID | query_id has 21 characters; send an id of at most 20",
        "{\"query_id\":123456789012345678901,\"query\":\"x\",\"candidates\":[]} | INVALID_ID | query_id has 21 characters; send an id of at most 20",
        "{\"query_id\":\"a\\ud83d\",\"query\":\"x\",\"candidates\":[]} | INVALID_ID | query_id has half of a surrogate pair (\"a\uFFFD\"); send valid Unicode",
        "{\"query_id\":\"\\ude00\\ud83d\",\"query\":\"x\",\"candidates\":[]} | INVALID_ID | query_id has half of a surrogate pair (\"\uFFFD\uFFFD\"); send valid Unicode",
        // query
        "{\"query_id\":1,\"candidates\":[]}                | MISSING_QUERY | the object has no query; send a string, which may be empty",
        "{\"query_id\":1,\"query\":null,\"candidates\":[]} | MISSING_QUERY | the object has no query; send a string, which may be empty",
        "{\"query_id\":1,\"query\":7,\"candidates\":[]}    | INVALID_FIELD | query is the number 7; send a string",
        "{\"query_id\":1,\"query\":[],\"candidates\":[]}   | INVALID_FIELD | query is an array; send a string",
        // candidates, candidate, documents
        "{\"query_id\":1,\"query\":\"x\"}                  | MISSING_CANDIDATES | the object has no candidates; send candidates, candidate or documents",
        "{\"query_id\":1,\"query\":\"x\",\"candidates\":null} | MISSING_CANDIDATES | the object has no candidates; send candidates, candidate or documents",
        "{\"query_id\":1,\"query\":\"x\",\"candidates\":[],\"candidates\":null} | MISSING_CANDIDATES | the object has no candidates; send candidates, candidate or documents",
        "{\"query_id\":1,\"query\":\"x\",\"candidates\":[],\"documents\":[]} | AMBIGUOUS_CANDIDATES | the object has more than one of candidates, candidate, documents, texts and passages; send one of them",
        "{\"query_id\":1,\"query\":\"x\",\"candidates\":[],\"candidate\":5} | AMBIGUOUS_CANDIDATES | the object has more than one of candidates, candidate, documents, texts and passages; send one of them",
        "{\"query_id\":1,\"query\":\"x\",\"candidates\":{}} | INVALID_FIELD | candidates is an object; send an array of objects with doc_id and text",
        "{\"query_id\":1,\"query\":\"x\",\"documents\":\"t\"} | INVALID_FIELD | documents is the string \"t\"; send an array of strings or of objects with text",
        "{\"query_id\":1,\"query\":\"x\",\"candidate\":[]} | INVALID_FIELD | candidate is an array; send an object with doc_id and text",
        "{\"query_id\":1,\"query\":\"x\",\"candidates\":[\"t\"]} | INVALID_FIELD | candidates[0] is the string \"t\"; send an object with doc_id and text",
        "{\"query_id\":1,\"query\":\"x\",\"candidates\":[null]} | INVALID_FIELD | candidates[0] is null; send an object with doc_id and text",
        "{\"query_id\":1,\"query\":\"x\",\"candidates\":[[[]]]} | INVALID_FIELD | candidates[0] is an array; send an object with doc_id and text",
        // doc_id
        "{\"query_id\":1,\"query\":\"x\",\"candidates\":[{\"doc_id\":1,\"text\":\"\"},{\"text\":\"\"}]} | INVALID_ID | candidates[1] has no doc_id; send a string or a number",
        "{\"query_id\":1,\"query\":\"x\",\"candidates\":[{\"doc_id\":null,\"text\":\"\"}]} | INVALID_ID | candidates[0] has no doc_id; send a string or a number",
        "{\"query_id\":1,\"query\":\"x\",\"candidates\":[{\"doc_id\":\"\",\"text\":\"\"}]} | INVALID_ID | candidates[0].doc_id is empty; send an id",
        "{\"query_id\":1,\"query\":\"x\",\"candidates\":[{\"doc_id\":[],\"text\":\"\"}]} | INVALID_ID | candidates[0].doc_id is an array; send a string or a number",
        "{\"query_id\":1,\"query\":\"x\",\"candidate\":{\"text\":\"\"}} | INVALID_ID | candidate has no doc_id; send a string or a number",
        "{\"query_id\":1,\"query\":\"x\",\"candidate\":{\"doc_id\":\"\",\"text\":\"\"}} | INVALID_ID | candidate.doc_id is empty; send an id",
        // a member's fields
        "{\"query_id\":1,\"query\":\"x\",\"candidate\":{\"doc_id\":1}} | INVALID_FIELD | candidate has no text; send a string, which may be empty",
        "{\"query_id\":1,\"query\":\"x\",\"candidate\":{\"doc_id\":1,\"text\":4}} | INVALID_FIELD | candidate.text is the number 4; send a string",
        "{\"query_id\":1,\"query\":\"x\",\"candidate\":{\"doc_id\":1,\"text\":\"\",\"label\":1e400}} | INVALID_FIELD | candidate.label is the number 1e400; send a finite number",
        // the order of checks
        "{\"candidates\":5,\"query\":5,\"query_id\":\"\",\"top_k\":0} | INVALID_ID | query_id is empty; send an id",
        "{\"top_k\":0,\"candidates\":5,\"query\":5,\"query_id\":1} | INVALID_FIELD | query is the number 5; send a string",
        "{\"candidates\":5,\"query\":\"\",\"query_id\":1,\"top_k\":0} | INVALID_TOP_K | top_k is the number 0; send a whole number of at least 1",
      })
  void saysWhatIsWrong(String json, DeadLetterCode code, String sentence) {
    DeadLetter letter = deadLetter(json);
    assertThat(letter.message()).isEqualTo(sentence);
    assertThat(letter.code()).isEqualTo(code);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-1",
        "1.5",
        "\"3\"",
        "1e400",
        "1e30",
        "-99999999999999999999",
        "true",
        "[]",
        "{}"
      })
  void refusesTopK(String json) {
    assertThat(deadLetter(whole("\"top_k\":" + json)))
        .extracting(DeadLetter::code)
        .isEqualTo(DeadLetterCode.INVALID_TOP_K);
    assertThat(deadLetter(whole("\"top_k\":1,\"top_n\":" + json)).message())
        .startsWith("top_n is ")
        .endsWith("; send a whole number of at least 1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "51", "1.5", "\"3\"", "1e400", "99999999999999999999", "[]"})
  void refusesCandidateCount(String json) {
    DeadLetter letter =
        deadLetter(member("{\"doc_id\":1,\"text\":\"\"}", ",\"candidate_count\":" + json));
    assertThat(letter.code()).isEqualTo(DeadLetterCode.INVALID_CANDIDATE_COUNT);
    assertThat(letter.message())
        .endsWith("; send a whole number from 1 to 50 (rerank.limits.candidates)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"\"",
        "\"yesterday\"",
        "\"2026-03-01\"",
        "\"2026-02-30T12:00:00Z\"",
        "\"1772366400000\"",
        "\"+999999999-01-01T00:00:00Z\"",
        "1e30",
        "1e400",
        "1.5",
        "9223372036854775808",
        "-9223372036854775809",
        "true",
        "[]",
      })
  void refusesEventTimes(String json) {
    DeadLetter letter = deadLetter(whole("\"event_time\":" + json));
    assertThat(letter.code()).isEqualTo(INVALID_EVENT_TIME);
    assertThat(letter.message())
        .startsWith("event_time is ")
        .endsWith(
            "; send ISO-8601 such as 2026-03-01T12:00:00Z, or epoch milliseconds as a number");
  }

  @Test
  void needsAnEventTimeOrALogTime() {
    assertThat(deadLetter(messageWithoutTimestamp(candidates(""))).code())
        .isEqualTo(INVALID_EVENT_TIME);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1772370000001",
        "\"2026-03-01T13:00:00.001Z\"",
        "\"9999-12-31T23:59:59Z\"",
        "9223372036854775807",
      })
  void refusesEventTimesTooFarAfterTheLogTime(String json) {
    DeadLetter letter = deadLetter(whole("\"event_time\":" + json));
    assertThat(letter.code()).isEqualTo(DeadLetterCode.EVENT_TIME_AHEAD);
    assertThat(letter.message())
        .contains("3600000 ms (rerank.event-time.max-ahead)", "2026-03-01T12:00:00Z");
  }

  @Test
  void aTimeThatOverflowsTheDifferenceIsAhead() {
    SourceRecord early =
        new SourceRecord(
            "requests",
            0,
            0,
            -10,
            null,
            whole("\"event_time\":" + Long.MAX_VALUE).getBytes(UTF_8),
            List.of());
    assertThat(deadLetter(early).code()).isEqualTo(DeadLetterCode.EVENT_TIME_AHEAD);
  }

  /** Where senders stamp messages, the log's time is as wrong as their clock. */
  @ParameterizedTest
  @CsvSource(
      nullValues = "absent",
      value = {
        // event_time, the log's timestamp, and what is told to be ahead
        "absent, 2026-03-01T13:00:00.001Z, the message's timestamp",
        "absent, 9999-12-31T23:59:59Z, the message's timestamp",
        "2026-03-01T13:00:00.001Z, 2026-03-01T13:00:00.001Z, event_time",
        "9999-12-31T23:59:59Z, 9999-12-31T23:59:59Z, event_time",
        "2026-03-01T13:00:00.001Z, absent, event_time"
      })
  void refusesTimesTooFarAfterTheClock(String eventTime, Instant logTime, String ahead) {
    DeadLetter letter = deadLetter(withTimes(eventTime, logTime));
    assertThat(letter.code()).isEqualTo(DeadLetterCode.EVENT_TIME_AHEAD);
    assertThat(letter.message())
        .startsWith(ahead + ' ')
        .contains("(rerank.event-time.max-ahead) after the job's clock 2026-03-01T12:00:00Z;");
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "absent",
      value = {
        "absent, 2026-03-01T13:00:00Z, 2026-03-01T13:00:00Z",
        "2026-03-01T13:00:00Z, 2026-03-01T13:00:00Z, 2026-03-01T13:00:00Z",
        // A sender's wrong stamp costs nothing where the event has a time of its own.
        "2026-03-01T12:00:00Z, 9999-12-31T23:59:59Z, 2026-03-01T12:00:00Z",
        "absent, 1970-01-01T00:00:00Z, 1970-01-01T00:00:00Z"
      })
  void takesTimesUpToTheLimitAndAnyOfThePast(String eventTime, Instant logTime, Instant expected) {
    assertThat(Messages.event(withTimes(eventTime, logTime)).eventTimeMs())
        .isEqualTo(expected.toEpochMilli());
  }

  private static SourceRecord withTimes(@Nullable String eventTime, @Nullable Instant logTime) {
    String json = eventTime == null ? candidates("") : whole("\"event_time\":\"" + eventTime + '"');
    long logTimeMs = logTime == null ? SourceRecord.NO_TIMESTAMP : logTime.toEpochMilli();
    return new SourceRecord("requests", 0, 0, logTimeMs, null, json.getBytes(UTF_8), List.of());
  }

  @ParameterizedTest
  @ValueSource(strings = {"5", "\"{}\"", "[]", "true"})
  void refusesMetadataThatIsNoObject(String json) {
    DeadLetter letter = deadLetter(whole("\"metadata\":" + json));
    assertThat(letter.code()).isEqualTo(DeadLetterCode.INVALID_FIELD);
    assertThat(letter.message()).startsWith("metadata is ").endsWith("; send an object");
  }

  @Test
  void refusesTextsThatAreTooLong() {
    String text = "\"" + "t".repeat(1_001) + "\"";
    assertThat(deadLetter("{\"query_id\":1,\"query\":%s,\"candidates\":[]}".formatted(text)))
        .extracting(DeadLetter::code, DeadLetter::message)
        .containsExactly(
            TEXT_TOO_LONG,
            "query has 1001 characters, more than the 1000 of rerank.limits.text-chars;"
                + " shorten it or raise the limit");
    assertThat(deadLetter(member("{\"doc_id\":1,\"text\":" + text + "}", "")).code())
        .isEqualTo(TEXT_TOO_LONG);
  }

  @Test
  void refusesTooManyCandidatesRejectedOnesIncluded() {
    String good = elements(51, "{\"doc_id\":%d,\"text\":\"\"}");
    String bad = elements(51, "{\"doc_id\":%d}");
    assertThat(deadLetter(candidates(good)))
        .extracting(DeadLetter::code, DeadLetter::message)
        .containsExactly(
            TOO_MANY_CANDIDATES,
            "candidates has more than the 50 of rerank.limits.candidates;"
                + " send fewer or raise the limit");
    assertThat(deadLetter(candidates(bad)).code()).isEqualTo(TOO_MANY_CANDIDATES);
    assertThat(
            deadLetter(
                    "{\"query_id\":1,\"query\":\"x\",\"documents\":[%s]}"
                        .formatted(elements(51, "\"%d\"")))
                .message())
        .startsWith("documents has more than the 50");
    assertThat(event(candidates(elements(50, "{\"doc_id\":%d}"))).rejected()).hasSize(50);
  }

  @Test
  void theKeyStandsForTheQueryIdOfDocumentsOnly() {
    byte[] key = "k".getBytes(UTF_8);
    assertThat(deadLetter(messageWithKey(key, "{\"query\":\"x\",\"candidates\":[]}")).code())
        .isEqualTo(MISSING_QUERY_ID);
    assertThat(
            deadLetter(messageWithKey(key, "{\"query_id\":\"\",\"query\":\"x\",\"documents\":[]}"))
                .code())
        .isEqualTo(DeadLetterCode.INVALID_ID);
  }

  @ParameterizedTest
  @CsvSource({
    "'', the message key has 0 characters",
    "6161616161616161616161616161616161616161616161, the message key has 23 characters",
    "c0af, the message key is not UTF-8",
    "eda0bd, the message key is not UTF-8",
  })
  void refusesKeysThatAreNoIds(String hex, String sentence) {
    byte[] key = HexFormat.of().parseHex(hex);
    DeadLetter letter = deadLetter(messageWithKey(key, "{\"query\":\"x\",\"documents\":[]}"));
    assertThat(letter.code()).isEqualTo(MISSING_QUERY_ID);
    assertThat(letter.message()).contains(sentence);
  }

  @Test
  void documentsNeedAQueryIdOrAKey() {
    assertThat(deadLetter(message("{\"query\":\"x\",\"documents\":[]}")))
        .extracting(DeadLetter::code, DeadLetter::message)
        .containsExactly(
            MISSING_QUERY_ID,
            "the object has no query_id and there is no message key; send a query_id or a key");
  }

  private static String elements(int count, String format) {
    return IntStream.range(0, count).mapToObj(format::formatted).collect(Collectors.joining(","));
  }
}
