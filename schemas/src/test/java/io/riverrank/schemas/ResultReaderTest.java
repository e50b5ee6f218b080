package io.riverrank.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResultReaderTest {

  private final ResultReader reader = new ResultReader();

  @Test
  void readsWhatTheEncoderWrote() throws IOException {
    for (RerankResult result : List.of(Results.full(), Results.minimal())) {
      assertThat(reader.read(new ResultEncoder(false).encode(result))).isEqualTo(result);
      assertThat(reader.read(new ResultEncoder(true).encode(result)))
          .isEqualTo(Results.withAllScores(result));
    }
  }

  @ParameterizedTest
  @ValueSource(
      longs = {Long.MIN_VALUE, -62_135_596_800_000L, -1, 253_402_300_800_000L, Long.MAX_VALUE})
  void readsEveryEventTimeThatARequestCanHave(long eventTimeMs) throws IOException {
    String json =
        new String(new ResultEncoder(false).encode(Results.minimal()), UTF_8)
            .replace("1970-01-01T00:00:00Z", EventTimes.format(eventTimeMs));
    assertThat(read(json).eventTimeMs()).isEqualTo(eventTimeMs);
  }

  @Test
  void skipsFieldsOfLaterVersions() throws IOException {
    String json =
        new String(new ResultEncoder(false).encode(Results.full()), UTF_8)
            .replace("\"rank\":", "\"later\":[{}],\"rank\":")
            .replace("\"error\":", "\"later\":1e999,\"error\":")
            .replace("\"precision\":", "\"later\":{},\"precision\":")
            .replace("\"superseded\":", "\"later\":{\"results\":[]},\"superseded\":");
    assertThat(read(json)).isEqualTo(Results.full());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``                         | not a result: the value is not a JSON object",
        "[]                         | not a result: the value is not a JSON object",
        "{                          | not a result: the value is not JSON at line 1, column 2: Unexpected end-of-input: expected close marker for Object (start marker at line 1, column 1)",
        "{}                         | not a result: the object has no query_id; send one",
        "{}{}                       | not a result: the object has no query_id; send one",
        "{\"query_id\":5}           | not a result: query_id is the number 5; send a string",
        "{\"model\":{\"name\":\"m\"}} | not a result: model has no fingerprint; send one",
        "{\"model\":5}              | not a result: model is the number 5; send an object",
        "{\"results\":{}}           | not a result: results is an object; send an array",
        "{\"results\":[5]}          | not a result: results[0] is the number 5; send an object",
        "{\"results\":[{\"doc_id\":\"d\"}]}             | not a result: results[0] has no rank; send one",
        "{\"results\":[{\"doc_id\":\"d\",\"rank\":-1}]} | not a result: results[0].rank is the number -1; send a whole number from 0 to 2147483647",
        "{\"results\":[{\"doc_id\":\"d\",\"rank\":1,\"score\":\"NaN\"}]} | not a result: results[0].score is the string \"NaN\"; send a finite number",
        "{\"results\":[{\"team\":\"red\"}]}              | not a result: results[0].team is the string \"red\"; send champion or challenger",
        "{\"all_scores\":[{\"doc_id\":\"d\",\"rank\":1}]}     | not a result: all_scores[0] has no score; send one",
        "{\"all_scores\":[{\"text_chars\":-1}]}           | not a result: all_scores[0].text_chars is the number -1; send a whole number from 0 to 2147483647",
        "{\"failed\":[{\"doc_id\":\"d\"}]}              | not a result: failed[0] has no error; send one",
      })
  void saysWhyItIsNoResult(String json, String message) {
    assertThatThrownBy(() -> read(json)).isInstanceOf(IOException.class).hasMessage(message);
  }

  @Test
  void anInterleavedRankingKeepsItsModelsAndTeams() throws IOException {
    RerankResult result = Results.interleaved();
    String json = new String(new ResultEncoder(false).encode(result), UTF_8);
    RerankResult read = read(json);
    assertThat(read.isInterleaved()).isTrue();
    assertThat(read.models()).isEqualTo(result.models());
    assertThat(read.results())
        .extracting(RankedCandidate::team)
        .containsExactly(Team.CHALLENGER, Team.CHAMPION);
    assertThat(read(json.replace("\"models\":", "\"before\":")).isInterleaved()).isFalse();
  }

  @Test
  void refusesTextAfterAResult() {
    String json = new String(new ResultEncoder(true).encode(Results.full()), UTF_8);
    assertThatThrownBy(() -> read(json + "{}"))
        .hasMessage("not a result: there is text after the object");
  }

  @Test
  void readsAllScoresOfResultsThatSayLess() throws IOException {
    String json =
        new String(new ResultEncoder(false).encode(Results.full()), UTF_8)
            .replace(
                "\"failed\":",
                "\"all_scores\":[{\"doc_id\":\"d4\",\"rank\":1,\"score\":0.5}],\"failed\":");

    assertThat(read(json).allScores())
        .containsExactly(new CandidateScore("d4", 1, 0.5, null, null, null, null, null, null));
  }

  @Test
  void refusesWhatIsNotUtf8() {
    assertThatThrownBy(() -> reader.read(new byte[] {'{', (byte) 0xC0, (byte) 0xAF}))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("not UTF-8 at offset 1");
  }

  private RerankResult read(String json) throws IOException {
    return reader.read(json.getBytes(UTF_8));
  }
}
