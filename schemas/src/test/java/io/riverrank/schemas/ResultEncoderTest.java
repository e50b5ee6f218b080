package io.riverrank.schemas;

import static io.riverrank.schemas.Results.full;
import static io.riverrank.schemas.Results.minimal;
import static io.riverrank.schemas.Results.withMetadata;
import static io.riverrank.schemas.Results.withScore;
import static io.riverrank.schemas.Results.withTopK;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResultEncoderTest {

  @Test
  void writesTheFieldsOfTheContractInItsOrder() {
    assertThat(encode(full()))
        .isEqualTo(
            """
            {"query_id":"q-17","query":"average rent in canada","event_time":"2026-03-01T12:00:00Z",\
            "complete":true,"candidates_received":4,"candidates_expected":20,"superseded":1,\
            "model":{"name":"demo-cross-encoder","fingerprint":"sha256:00ff","precision":"int8"},\
            "results":[\
            {"doc_id":"d4","rank":1,"score":0.9731,"logit":3.59,"original_rank":7,\
            "original_score":12.3,"label":1.0,"truncated":false},\
            {"doc_id":"d1","rank":2,"score":0.5,"logit":0.0,"truncated":true},\
            {"doc_id":"d2","rank":3,"score":0.1,"logit":-2.25,"truncated":false}],\
            "failed":[{"doc_id":"d8","error":"no \\"text\\""}],\
            "scored_at":"2026-03-01T12:00:00.182Z","metadata":{"a": 1e400,"a":2}}""");
  }

  @Test
  void leavesOutWhatNobodySent() {
    assertThat(encode(minimal()))
        .isEqualTo(
            """
            {"query_id":"q","query":"","event_time":"1970-01-01T00:00:00Z","complete":false,\
            "candidates_received":0,"superseded":0,\
            "model":{"name":"m","fingerprint":"f","precision":"fp32"},\
            "results":[],"failed":[],"scored_at":"1970-01-01T00:00:00.001Z"}""");
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 2", "3, 3", "2147483647, 3"})
  void topKCutsTheTextButNotTheCounts(int topK, int written) throws IOException {
    RerankResult read = new ResultReader().read(bytes(withTopK(full(), topK)));

    assertThat(read.results()).isEqualTo(full().results().subList(0, written));
    assertThat(read.candidatesReceived()).isEqualTo(4);
  }

  @Test
  void allScoresKeepsWhatTopKCuts() {
    String json = new String(new ResultEncoder(true).encode(withTopK(full(), 1)), UTF_8);

    assertThat(json)
        .contains(
            """
            ,"all_scores":[{"doc_id":"d4","rank":1,"score":0.9731,"logit":3.59,"original_rank":7,\
            "original_score":12.3,"label":1.0,"truncated":false},\
            {"doc_id":"d1","rank":2,"score":0.5,"logit":0.0,"truncated":true},\
            {"doc_id":"d2","rank":3,"score":0.1,"logit":-2.25,"truncated":false}],"failed":""");
  }

  @Test
  void onlyAllScoresSaysHowLongATextIsAndOnlyAResultWhoseItIs() {
    String json = new String(new ResultEncoder(true).encode(Results.interleaved()), UTF_8);

    assertThat(json)
        .contains(
            "\"original_rank\":1,\"truncated\":false,\"team\":\"challenger\"},{\"doc_id\":\"e\"")
        .contains("\"original_rank\":1,\"truncated\":false,\"text_chars\":7},{\"doc_id\":\"e\"");
  }

  @ParameterizedTest
  @CsvSource({
    "0.9731, 0.9731",
    "3.59, 3.59",
    "2e-44, 2.0E-44",
    "0.002, 0.002",
    "1e-4, 1.0E-4",
    "3.4028235e38, 3.4028235E38",
    "-0.0, -0.0",
    "1, 1.0",
  })
  void writesScoresAsTheShortestDecimalOfTheFloat(float score, String decimal) {
    assertThat(encode(withScore(score))).contains("\"score\":" + decimal + ",");
  }

  @Test
  void everyFloatIsReadBackAsItself() throws IOException {
    Random random = new Random(7);
    ResultReader reader = new ResultReader();
    for (int i = 0; i < 20_000; i++) {
      float score = Float.intBitsToFloat(random.nextInt());
      if (Float.isFinite(score)) {
        byte[] json = bytes(withScore(score));
        assertThat(reader.read(json).results().get(0).score()).isEqualTo(score);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, -1e39})
  void refusesScoresThatAreNoFiniteFloats(double score) {
    assertThatThrownBy(() -> encode(withScore(score)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("score of doc_id d is " + score + "; put it into failed");
  }

  @Test
  void loneSurrogatesDoNotFailTheResult() {
    RerankResult result = withMetadata("{\"a\":\"\ud83d\"}");
    assertThat(encode(result)).contains("\"metadata\":{\"a\":\"\uFFFD\"}");
    assertThat(encode(Results.withQuery("a\ude00b"))).contains("\"query\":\"a\uFFFDb\"");
  }

  @Test
  void keepsLongMetadataByteForByte() throws IOException {
    ResultReader reader = new ResultReader();
    for (int shift = 0; shift < 4; shift++) {
      String metadata = "{\"" + "s".repeat(shift) + "\": \"" + "é数😀".repeat(20_000) + "\" }";
      assertThat(reader.read(bytes(withMetadata(metadata))).metadata()).isEqualTo(metadata);
    }
  }

  private static byte[] bytes(RerankResult result) {
    return new ResultEncoder(false).encode(result);
  }

  private static String encode(RerankResult result) {
    return new String(bytes(result), UTF_8);
  }
}
