package io.riverrank.schemas.monitoring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.networknt.schema.JsonSchema;
import io.riverrank.schemas.JsonSchemas;
import io.riverrank.schemas.MalformedRecordException;
import io.riverrank.schemas.RequestLimits;
import io.riverrank.schemas.SourceRecord;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JudgementReaderTest {

  private static final JsonSchema SCHEMA = JsonSchemas.load("monitoring/judgement.schema.json");
  private static final long NOON_MS = 1_772_366_400_000L;

  private final JudgementReader reader =
      new JudgementReader(new RequestLimits(1 << 20, 50, 30, 20, 10, 3_600_000L));

  @Test
  void readsWhatTheEncoderWrote() throws IOException {
    for (Judgement judgement :
        new Judgement[] {
          new Judgement("q", null, "d", 2, NOON_MS),
          new Judgement(null, "", "d", -1.5, NOON_MS + 1),
          new Judgement("q", "x", "d", 0, -1L)
        }) {
      byte[] json = new JudgementEncoder().encode(judgement);
      assertThat(JsonSchemas.violations(SCHEMA, new String(json, UTF_8))).isEmpty();
      assertThat(reader.read(json, SourceRecord.NO_TIMESTAMP)).isEqualTo(judgement);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'query_id':17,'doc_id':4,'label':true}                 | 17 |   | 1",
        "{'query_id':'q','query':null,'doc_id':'4','label':1e0}  | q  |   | 1",
        "{'query':'x','doc_id':'4','label':false,'by':{'a':[1]}} |    | x | 0",
      })
  void isAsTolerantAsRequests(String text, String queryId, String query, double label)
      throws IOException {
    String json = text.replace('\'', '"');

    assertThat(JsonSchemas.violations(SCHEMA, json)).isEmpty();
    assertThat(read(json)).isEqualTo(new Judgement(queryId, query, "4", label, NOON_MS));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[]                                          | INVALID_JSON     | the value is not a JSON object",
        "{'doc_id':'d','label':1}                    | MISSING_QUERY_ID | the object has no query_id and no query; send one of them",
        "{'query_id':null,'doc_id':'d','label':1}    | MISSING_QUERY_ID | the object has no query_id and no query; send one of them",
        "{'query_id':'','doc_id':'d','label':1}      | INVALID_ID       | query_id is empty; send an id",
        "{'query_id':'q','label':1}                  | INVALID_ID       | the object has no doc_id; send a string or a number",
        "{'query_id':'q','doc_id':{},'label':1}      | INVALID_ID       | doc_id is an object; send a string or a number",
        "{'query_id':'q','doc_id':'d'}               | INVALID_FIELD    | the object has no label; send one",
        "{'query_id':'q','doc_id':'d','label':'1'}   | INVALID_FIELD    | label is the string \"1\"; send a finite number",
        "{'query_id':'q','doc_id':'d','label':[1]}   | INVALID_FIELD    | label is an array; send a finite number",
        "{'query':7,'doc_id':'d','label':1}          | INVALID_FIELD    | query is the number 7; send a string",
        "{'query_id':'q','doc_id':'d','label':1,'event_time':'soon'} | INVALID_EVENT_TIME | event_time is the string \"soon\"; send ISO-8601 such as 2026-03-01T12:00:00Z, or epoch milliseconds as a number",
      })
  void saysWhyItIsNoneAndSoDoesTheSchema(String text, String code, String message) {
    String json = text.replace('\'', '"');

    assertThat(JsonSchemas.violations(SCHEMA, json)).isNotEmpty();
    assertRefused(json, code, message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'query_id':'q'                             | INVALID_JSON     | the value is not JSON at line 1, column 16: Unexpected end-of-input: expected close marker for Object (start marker at line 1, column 1)",
        "{'query_id':'q','doc_id':'d','label':1}{}   | INVALID_JSON     | there is text after the object",
        "{'query_id':'q','doc_id':'d','label':NaN}   | INVALID_FIELD    | the object has no label; send one",
        "{'query_id':'q','doc_id':'d','label':1e999} | INVALID_FIELD    | label is the number 1e999; send a finite number",
        "{'label':'a','label':3}                     | INVALID_FIELD    | label is the string \"a\"; send a finite number",
        "{'query_id':'q','doc_id':'\\ud83d'}         | INVALID_ID       | doc_id has half of a surrogate pair (\"\uFFFD\"); send valid Unicode",
        "{'doc_id':'123456789012345678901'}          | INVALID_ID       | doc_id has 21 characters; send an id of at most 20",
        "{'query':'1234567890123456789012345678901'} | TEXT_TOO_LONG    | query has 31 characters, more than the 30 of rerank.limits.text-chars; shorten it or raise the limit",
        "{'event_time':1772366400}                   | INVALID_EVENT_TIME | event_time is the number 1772366400, which looks like epoch seconds; send epoch milliseconds, or set rerank.event-time.unit to seconds",
        "{'x':[[[[[[[[[[]]]]]]]]]]}                  | JSON_LIMIT       | the JSON goes past a limit at line 1, column 16: Document nesting depth (11) exceeds the maximum allowed (10)",
      })
  void saysWhyItIsNone(String text, String code, String message) {
    assertRefused(text.replace('\'', '"'), code, message);
  }

  private void assertRefused(String json, String code, String message) {
    MalformedRecordException refused =
        catchThrowableOfType(MalformedRecordException.class, () -> read(json));

    assertThat(refused).hasMessage("not a judgement: " + message);
    assertThat(refused.code()).hasToString(code);
  }

  @Test
  void needsATimeOfItsOwnOrOfItsMessage() throws IOException {
    byte[] json = "{\"query_id\":\"q\",\"doc_id\":\"d\",\"label\":1}".getBytes(UTF_8);

    assertThat(reader.read(json, 5).eventTimeMs()).isEqualTo(5);
    assertThatThrownBy(() -> reader.read(json, SourceRecord.NO_TIMESTAMP))
        .hasMessage(
            "not a judgement: the object has no event_time and the message no timestamp; send an event_time");
  }

  @ParameterizedTest
  @ValueSource(ints = {0xC0, 0xFF})
  void refusesWhatIsNotUtf8(int octet) {
    assertThatThrownBy(() -> reader.read(new byte[] {'{', (byte) octet, '}'}, 0))
        .isInstanceOf(MalformedRecordException.class)
        .hasMessageContaining("not UTF-8 at offset 1");
  }

  private Judgement read(String json) throws IOException {
    return reader.read(json.getBytes(UTF_8), NOON_MS);
  }
}
