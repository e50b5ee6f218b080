package io.riverrank.operators.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.riverrank.operators.batching.PairId;
import io.riverrank.operators.settings.BatchSettings;
import io.riverrank.operators.settings.LongDocument;
import io.riverrank.operators.settings.ModelSettings;
import io.riverrank.operators.settings.ScoreCacheSettings;
import io.riverrank.operators.testing.TestSettings;
import io.riverrank.operators.tokenizer.TokenizedPair;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Documents that are longer than the model reads, on the real model. */
class LongDocumentTest {
  private static final String QUERY = "average rent in canada";
  private static final String ANSWER =
      "The average monthly rent in Canada is two thousand dollars.";
  private static final String LATE_ANSWER =
      String.join(" ", Collections.nCopies(120, "Bread is made of flour, water and yeast."))
          + ANSWER;

  private static ModelSettings chunked(int maxChunks) {
    return TestSettings.BUNDLED.withLongDocument(
        new LongDocument(LongDocument.Mode.CHUNK, 64, maxChunks));
  }

  private static List<PairScore> predict(
      ModelSettings model, BatchSettings batch, List<TextPair> pairs) throws Exception {
    try (CrossEncoder encoder = CrossEncoder.load(model, TestSettings.cpu(2), batch)) {
      return encoder.predict(pairs);
    }
  }

  @Test
  void anAnswerLateInTheTextCounts() throws Exception {
    List<TextPair> pairs = List.of(new TextPair(QUERY, LATE_ANSWER), new TextPair(QUERY, ANSWER));
    List<PairScore> cut = predict(TestSettings.BUNDLED, TestSettings.BATCH, pairs);
    List<PairScore> chunked = predict(chunked(8), TestSettings.BATCH, pairs);

    assertThat(cut.get(0).truncated()).isTrue();
    assertThat(chunked.get(0).truncated()).isFalse();
    assertThat(chunked.get(0).rows()).isGreaterThan(2);
    assertThat(chunked.get(0).tokens()).isGreaterThan(1_000);
    assertThat(chunked.get(0).score()).isGreaterThan(cut.get(0).score() + 0.05f);
    assertThat(chunked.get(1)).as("a document that fits").isEqualTo(cut.get(1));
  }

  @Test
  void theRestBeyondTheLastChunkIsCut() throws Exception {
    List<TextPair> pairs = List.of(new TextPair(QUERY, LATE_ANSWER));
    PairScore one = predict(chunked(1), TestSettings.BATCH, pairs).get(0);
    assertThat(one).isEqualTo(predict(TestSettings.BUNDLED, TestSettings.BATCH, pairs).get(0));
    PairScore two = predict(chunked(2), TestSettings.BATCH, pairs).get(0);
    assertThat(two.rows()).isEqualTo(2);
    assertThat(two.truncated()).isTrue();
  }

  @Test
  void aChunkedScoreDoesNotDependOnTheBatch() throws Exception {
    List<TextPair> pairs =
        List.of(
            new TextPair(QUERY, LATE_ANSWER),
            new TextPair("bread", ANSWER + LATE_ANSWER),
            new TextPair(QUERY, ANSWER));
    List<PairScore> alone = predict(chunked(8), new BatchSettings(1, 1, 0), pairs);
    assertThat(predict(chunked(8), new BatchSettings(4096, 64, 0), pairs)).isEqualTo(alone);
  }

  @Test
  void equalPairsOneEntryAndTokensAddUp() throws Exception {
    Received received = new Received();
    BatchSettings oneRow = new BatchSettings(1, 1, 0);
    try (ScoringService service =
            ScoringService.start(
                chunked(8), TestSettings.cpu(1), oneRow, new ScoreCacheSettings(1 << 20));
        ScoringHandle handle = service.open(received)) {
      handle.submit(List.of(request(0), request(1)));
      ScoredPair first = received.await();
      ScoredPair second = received.await();
      assertThat(List.of(first.source(), second.source()))
          .containsExactly(ScoreSource.MODEL, ScoreSource.EQUAL_PAIR);
      assertThat(second.score()).isEqualTo(first.score());
      assertThat(received.batches).as("a batch of one row a chunk").hasSize(first.score().rows());
      assertThat(handle.tokensInFlight()).isZero();

      handle.submit(List.of(request(2)));
      assertThat(received.await().source()).isEqualTo(ScoreSource.CACHE);
      assertThat(handle.modelIdentity()).endsWith("|long_document=chunk,overlap=64,max_chunks=8");
    }
  }

  private static ScoreRequest request(int position) {
    return new ScoreRequest(new PairId("q", position, 0), QUERY, LATE_ANSWER);
  }

  @Test
  void theWayOfReadingIsPartOfTheIdentity() throws Exception {
    assertThat(identity(TestSettings.BUNDLED)).doesNotContain("long_document");
    assertThat(identity(chunked(8))).isNotEqualTo(identity(chunked(9)));
  }

  private static String identity(ModelSettings model) throws Exception {
    try (LoadedModel loaded = LoadedModel.load(model, TestSettings.cpu(1), TestSettings.BATCH)) {
      return loaded.identity();
    }
  }

  @Test
  void theBestChunkCounts() {
    ChunkScores scores = threeChunks();
    assertThat(scores.add(new PairScore(1f, 0.7f, 10, false, null))).isNull();
    assertThat(scores.add(new PairScore(3f, 0.9f, 10, false, null))).isNull();
    assertThat(scores.add(new PairScore(2f, 0.8f, 10, false, null)))
        .isEqualTo(new PairScore(3f, 0.9f, 30, false, 3, null, null));
  }

  private static ChunkScores threeChunks() {
    TokenizedPair tokens = new TokenizedPair(new long[10], null, false);
    SubmittedPair pair =
        new SubmittedPair(
            new PairOwner(new Received()), new ScoreRequest(new PairId("q", 0, 0), "q", "d"), 0);
    pair.tokenized(tokens, 0);
    return ChunkScores.rows(pair, List.of(tokens, tokens, tokens)).get(0).chunks();
  }

  @Test
  void aFailedChunkFailsThePair() {
    ChunkScores scores = threeChunks();
    assertThat(scores.add(new PairScore(1f, 0.7f, 10, false, null))).isNull();
    assertThat(scores.add(PairScore.failed(10, false, "the model's output is NaN"))).isNull();
    PairScore pairScore = scores.add(new PairScore(2f, 0.9f, 10, false, null));
    assertThat(pairScore.error())
        .isEqualTo("one of its 3 chunks failed: the model's output is NaN");
    assertThat(pairScore.tokens()).isEqualTo(30);
  }
}
