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
import org.junit.jupiter.params.provider.EnumSource;

class InteractionReaderTest {

  private static final JsonSchema SCHEMA = JsonSchemas.load("monitoring/interaction.schema.json");

  private final InteractionReader reader =
      new InteractionReader(new RequestLimits(1 << 20, 50, 30, 20, 10, 3_600_000L));

  @ParameterizedTest
  @EnumSource
  void readsWhatTheEncoderWrote(Interaction.Type type) throws IOException {
    for (Integer rank : new Integer[] {null, 1, Integer.MAX_VALUE}) {
      Interaction interaction = new Interaction("q", "d", type, rank, 1_772_366_400_001L);
      byte[] json = new InteractionEncoder().encode(interaction);

      assertThat(JsonSchemas.violations(SCHEMA, new String(json, UTF_8))).isEmpty();
      assertThat(reader.read(json, SourceRecord.NO_TIMESTAMP)).isEqualTo(interaction);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'doc_id':'d','type':'click'}                          | MISSING_QUERY_ID | the object has no query_id; send a string or a number",
        "{'query_id':'q','type':'click'}                        | INVALID_ID       | the object has no doc_id; send a string or a number",
        "{'query_id':'q','doc_id':'d'}                          | INVALID_FIELD    | the object has no type; send one",
        "{'query_id':'q','doc_id':'d','type':'CLICK'}           | INVALID_FIELD    | type is the string \"CLICK\"; send impression or click or conversion",
        "{'query_id':'q','doc_id':'d','type':1}                 | INVALID_FIELD    | type is the number 1; send a string",
        "{'query_id':'q','doc_id':'d','type':'click','rank':0}  | INVALID_FIELD    | rank is the number 0; send a whole number from 1 to 2147483647",
        "{'query_id':'q','doc_id':'d','type':'click','rank':1.5} | INVALID_FIELD   | rank is the number 1.5; send a whole number of at most 64 bits",
        "{'query_id':'q','doc_id':'d','type':'click','rank':3000000000} | INVALID_FIELD | rank is the number 3000000000; send a whole number from 1 to 2147483647",
        "{'query_id':'q','doc_id':'d','type':'click','event_time':true} | INVALID_EVENT_TIME | event_time is true; send ISO-8601 such as 2026-03-01T12:00:00Z, or epoch milliseconds as a number",
      })
  void saysWhyItIsNoneAndSoDoesTheSchema(String text, String code, String message) {
    String json = text.replace('\'', '"');
    assertThat(JsonSchemas.violations(SCHEMA, json)).isNotEmpty();

    MalformedRecordException refused =
        catchThrowableOfType(
            MalformedRecordException.class, () -> reader.read(json.getBytes(UTF_8), 0));

    assertThat(refused).hasMessage("not an interaction: " + message);
    assertThat(refused.code()).hasToString(code);
  }

  @Test
  void needsATimeOfItsOwnOrOfItsMessage() throws IOException {
    byte[] json = "{\"query_id\":\"q\",\"doc_id\":\"d\",\"type\":\"click\"}".getBytes(UTF_8);

    assertThat(reader.read(json, 5).eventTimeMs()).isEqualTo(5);
    assertThatThrownBy(() -> reader.read(json, SourceRecord.NO_TIMESTAMP))
        .hasMessage(
            "not an interaction: the object has no event_time and the message no timestamp; send an event_time");
  }
}
