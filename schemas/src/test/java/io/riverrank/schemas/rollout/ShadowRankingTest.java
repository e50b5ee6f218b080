package io.riverrank.schemas.rollout;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.JsonSchema;
import io.riverrank.schemas.JsonSchemas;
import io.riverrank.schemas.MalformedRecordException;
import java.util.List;
import javax.annotation.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShadowRankingTest {
  private static final JsonSchema SCHEMA = JsonSchemas.load("rollout/shadow.schema.json");

  private static ShadowRanking ranking(@Nullable Double tau, double score) {
    ShadowRanking.Entry entry = new ShadowRanking.Entry("d\u00e9", 1, score, -3.25f, true);
    return new ShadowRanking(
        "q-17",
        new ShadowRanking.Side("sha256:1", List.of(entry)),
        new ShadowRanking.Side("sha256:2", List.of(entry)),
        new ShadowRanking.Agreement(0.9, tau, false, 0.5, 0.25));
  }

  @Test
  void readsWhatTheEncoderWrote() throws Exception {
    for (ShadowRanking ranking : List.of(ranking(null, 0.1f), ranking(-1.0, 1e-30f))) {
      byte[] json = new ShadowRankingEncoder().encode(ranking);

      assertThat(JsonSchemas.violations(SCHEMA, new String(json, UTF_8))).isEmpty();
      assertThat(new ShadowRankingReader().read(json)).isEqualTo(ranking);
    }
  }

  /** Scores are 32-bit floats, in their shortest decimals. */
  @Test
  void aScoreIsAsShortAsItCanBe() {
    String json = new String(new ShadowRankingEncoder().encode(ranking(null, 0.1f)), UTF_8);
    assertThat(json).contains("\"score\":0.1,").contains("\"kendall_tau_b\":null");
  }

  @Test
  void aScoreThatJsonCannotSayIsRefused() {
    assertThatThrownBy(() -> new ShadowRankingEncoder().encode(ranking(null, Double.NaN)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("score is NaN");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[] | not a shadow ranking",
        "{} | no query_id",
        "{\"query_id\":\"q\",\"champion\":{}} | no model",
        "{\"query_id\":\"q\",\"champion\":{\"model\":\"m\",\"results\":[{}]}} | no doc_id",
        "{\"query_id\":\"q\",\"champion\":{\"model\":\"m\",\"results\":{}}} | an array",
      })
  void whatIsNoneSaysWhy(String json, String reason) {
    assertThatThrownBy(() -> new ShadowRankingReader().read(json.getBytes(UTF_8)))
        .isInstanceOf(MalformedRecordException.class)
        .hasMessageContaining(reason);
  }
}
