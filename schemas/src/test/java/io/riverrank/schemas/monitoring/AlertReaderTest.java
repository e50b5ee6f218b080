package io.riverrank.schemas.monitoring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.JsonSchema;
import io.riverrank.schemas.JsonSchemas;
import io.riverrank.schemas.MalformedRecordException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlertReaderTest {

  private static final JsonSchema SCHEMA = JsonSchemas.load("monitoring/alert.schema.json");

  @Test
  void readsWhatTheEncoderWrote() throws IOException {
    for (Alert alert :
        List.of(
            new Alert(
                "relevance fell",
                "self_ndcg@10",
                Map.of("market", "de"),
                "sha256:00ff",
                Alert.Status.FIRING,
                0.6,
                0.65,
                41.2,
                900,
                1_772_366_400_000L,
                1_772_370_000_000L),
            new Alert(
                "silence",
                null,
                Map.of(),
                null,
                Alert.Status.RESOLVED,
                null,
                null,
                null,
                0,
                0,
                1))) {
      byte[] json = new AlertEncoder().encode(alert);

      assertThat(JsonSchemas.violations(SCHEMA, new String(json, UTF_8))).isEmpty();
      assertThat(new AlertReader().read(json)).isEqualTo(alert);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}                  | the object has no rule; send one",
        "{'status':'maybe'}  | status is the string \"maybe\"; send firing or resolved",
        "{'value':'0.6'}     | value is the string \"0.6\"; send a finite number",
        "{'segment':'de'}    | segment is the string \"de\"; send an object",
        "{'n':-1}            | n is the number -1; send a whole number from 0",
        "{'starts_at':'now'} | starts_at is the string \"now\"; send ISO-8601 such as 2026-03-01T12:00:00Z, or epoch milliseconds as a number",
      })
  void saysWhyItIsNone(String text, String message) {
    byte[] json = text.replace('\'', '"').getBytes(UTF_8);

    assertThatThrownBy(() -> new AlertReader().read(json))
        .isInstanceOf(MalformedRecordException.class)
        .hasMessage("not an alert: " + message);
  }
}
