package io.riverrank.operators.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.riverrank.operators.batching.PairId;
import io.riverrank.operators.settings.BatchSettings;
import io.riverrank.operators.settings.ExecutionSettings;
import io.riverrank.operators.settings.LongDocument;
import io.riverrank.operators.settings.ModelSettings;
import io.riverrank.operators.settings.ScoreCacheSettings;
import io.riverrank.operators.testing.ParityCases;
import io.riverrank.operators.testing.Rerankers;
import io.riverrank.operators.testing.TestSettings;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Promise 2 where documents share their query: a pair scores as it does when it is read whole. */
class SharedPrefixTest {
  /** Room for a few prefixes of the small models, so that they go and come again. */
  private static final long LITTLE = 200_000;

  private static final BatchSettings ALONE = new BatchSettings(1, 1, 0);
  private static final BatchSettings LARGE = new BatchSettings(4096, 64, 0);
  private static final BatchSettings SMALL = new BatchSettings(300, 5, 0);

  @ParameterizedTest
  @EnumSource(names = {"CAUSAL", "CAUSAL_PLAIN"})
  void documentsThatShareAQueryScoreAsTheyDoWhole(Rerankers kind) throws Exception {
    requireSame(kind.settings());
  }

  /** Chunks of a document share its query, and most pairs' ends are cut. */
  @ParameterizedTest
  @EnumSource(names = {"CAUSAL", "CAUSAL_PLAIN"})
  void chunksAndCutPairsScoreAsTheyDoWhole(Rerankers kind) throws Exception {
    ModelSettings shorter = shorter(kind.settings(), kind == Rerankers.CAUSAL ? 200 : 60);
    requireSame(shorter);
    requireSame(shorter.withLongDocument(new LongDocument(LongDocument.Mode.CHUNK, 4, 5)));
  }

  private static ModelSettings shorter(ModelSettings settings, int maxLength) {
    return new ModelSettings(settings.uri(), null, maxLength, null, null, false, null);
  }

  private static void requireSame(ModelSettings settings) throws Exception {
    List<TextPair> pairs = pairs();
    Scored whole = score(settings, TestSettings.cpu(1).withPrefixBytes(0), ALONE, pairs);
    assertThat(whole.sharedTokens()).isZero();
    Random random = new Random(7);
    for (ExecutionSettings execution :
        List.of(TestSettings.cpu(2), TestSettings.cpu(2).withPrefixBytes(LITTLE))) {
      for (BatchSettings batch : List.of(LARGE, SMALL)) {
        List<Integer> order = new ArrayList<>(IntStream.range(0, pairs.size()).boxed().toList());
        Collections.shuffle(order, random);

        Scored shared = score(settings, execution, batch, order.stream().map(pairs::get).toList());

        assertThat(shared.sharedTokens()).isGreaterThan(500);
        for (int i = 0; i < order.size(); i++) {
          PairScore expected = whole.scores()[order.get(i)];
          PairScore score = shared.scores()[i];
          assertThat(score.error()).isEqualTo(expected.error());
          assertThat(score.tokens()).isEqualTo(expected.tokens());
          if (expected.error() == null) {
            assertThat(score.logit()).isCloseTo(expected.logit(), within(1e-5f));
          }
        }
      }
    }
  }

  /** Some queries with eight documents, long ones among them, and all with their own. */
  private static List<TextPair> pairs() {
    List<TextPair> cases = ParityCases.pairs();
    List<TextPair> pairs = new ArrayList<>(cases);
    for (int query = 0; query < cases.size(); query += 12) {
      for (int document = 0; document < 8; document++) {
        String text = cases.get((query + 3 * document) % cases.size()).document();
        pairs.add(new TextPair(cases.get(query).query(), text));
      }
    }
    return pairs;
  }

  /** Scores in the order of the pairs, and tokens that were spared. */
  private record Scored(PairScore[] scores, int sharedTokens) {}

  private static Scored score(
      ModelSettings settings,
      ExecutionSettings execution,
      BatchSettings batch,
      List<TextPair> pairs)
      throws Exception {
    Received received = new Received();
    try (ScoringService service =
            ScoringService.start(settings, execution, batch, ScoreCacheSettings.OFF);
        ScoringHandle handle = service.open(received)) {
      List<ScoreRequest> requests = new ArrayList<>();
      for (TextPair pair : pairs) {
        PairId id = new PairId("q", requests.size(), 0);
        requests.add(new ScoreRequest(id, pair.query(), pair.document()));
      }
      handle.submit(requests);
      PairScore[] scores = new PairScore[pairs.size()];
      for (ScoredPair pair : received.await(pairs.size())) {
        scores[pair.id().position()] = pair.score();
      }
      int shared = received.batches.stream().mapToInt(BatchStatistics::sharedTokens).sum();
      return new Scored(scores, shared);
    }
  }
}
