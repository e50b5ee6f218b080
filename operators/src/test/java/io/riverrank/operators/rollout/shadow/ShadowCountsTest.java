package io.riverrank.operators.rollout.shadow;

import static org.assertj.core.api.Assertions.assertThat;

import io.riverrank.operators.batching.PairId;
import io.riverrank.operators.ranking.TieBreak;
import io.riverrank.operators.rollout.ShadowLimits;
import io.riverrank.operators.rollout.ShadowTrial;
import io.riverrank.operators.scoring.PairScore;
import io.riverrank.operators.scoring.ScoreListener;
import io.riverrank.operators.scoring.ScoreRequest;
import io.riverrank.operators.scoring.ScoreSource;
import io.riverrank.operators.scoring.ScoredPair;
import io.riverrank.operators.scoring.ScoringHandle;
import io.riverrank.schemas.Candidate;
import io.riverrank.schemas.ModelInfo;
import io.riverrank.schemas.RankedCandidate;
import io.riverrank.schemas.RerankResult;
import io.riverrank.schemas.rollout.ShadowRanking;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.util.function.ThrowingRunnable;
import org.junit.jupiter.api.Test;

/** Every query that is offered is counted once: scored, shed or failed. */
class ShadowCountsTest {
  private static final ModelInfo CHAMPION = new ModelInfo("champion", "sha256:1", "fp32");

  private final Metrics metrics = new Metrics();
  private final Challenger challenger = new Challenger();
  private final List<ShadowRanking> rankings = new ArrayList<>();
  private final Shadow shadow =
      new Shadow(
          new ShadowLimits(5, 100),
          new Mailbox(),
          metrics,
          (ranking, time) -> rankings.add(ranking));

  private static final class Metrics extends UnregisteredMetricsGroup {
    private final Map<String, Counter> counters = new TreeMap<>();
    private Gauge<?> pending;

    @Override
    public MetricGroup addGroup(String name) {
      assertThat(name).isEqualTo("rerank");
      return this;
    }

    @Override
    public Counter counter(String name) {
      return counters.computeIfAbsent(name, key -> new SimpleCounter());
    }

    @Override
    public <T, G extends Gauge<T>> G gauge(String name, G gauge) {
      pending = gauge;
      return gauge;
    }

    private Map<String, Long> counts() {
      Map<String, Long> counts = new TreeMap<>();
      counters.forEach(
          (name, counter) -> {
            if (counter.getCount() > 0) {
              counts.put(name, counter.getCount());
            }
          });
      return counts;
    }
  }

  /** Runs mails at once: the test is the task's thread. */
  private static final class Mailbox implements MailboxExecutor {
    @Override
    public void execute(
        MailOptions options,
        ThrowingRunnable<? extends Exception> command,
        String format,
        Object... args) {
      ThrowingRunnable.unchecked(command).run();
    }

    @Override
    public void yield() {
      throw new UnsupportedOperationException("nothing in shadow waits");
    }

    @Override
    public boolean tryYield() {
      return false;
    }

    @Override
    public boolean shouldInterrupt() {
      return false;
    }
  }

  private static final class Challenger implements ScoringHandle {
    private final List<ScoreRequest> waiting = new ArrayList<>();
    private ScoreListener listener;

    private void deliver(String error) {
      ScoreRequest next = waiting.remove(0);
      PairScore score = new PairScore(1, 1, 3, false, error);
      listener.onScored(
          List.of(new ScoredPair(next.id(), score, ScoreSource.MODEL, 0, 0, 0, 0)), null);
    }

    @Override
    public ModelInfo info() {
      return new ModelInfo("challenger", "sha256:2", "fp32");
    }

    @Override
    public String modelIdentity() {
      return "challenger";
    }

    @Override
    public boolean isBroken() {
      return false;
    }

    @Override
    public ScoringHandle openInBackground(ScoreListener to) {
      listener = to;
      return this;
    }

    @Override
    public long tokensInFlight() {
      return 0;
    }

    @Override
    public void submit(List<ScoreRequest> requests) {
      waiting.addAll(requests);
    }

    @Override
    public void close() {}
  }

  private static ShadowQuery query(String id, String... texts) {
    List<Candidate> candidates = new ArrayList<>();
    List<RankedCandidate> ranking = new ArrayList<>();
    for (String text : texts) {
      String docId = "d" + candidates.size();
      candidates.add(new Candidate(docId, text, null, null, null));
      ranking.add(new RankedCandidate(docId, ranking.size() + 1, 1, 1, null, null, null, false));
    }
    RerankResult result =
        new RerankResult(
            id,
            "q",
            0,
            true,
            texts.length,
            null,
            0,
            CHAMPION,
            ranking,
            List.of(),
            null,
            0,
            null,
            List.of());
    return ShadowQuery.of(result, candidates, TieBreak.INPUT_ORDER);
  }

  @Test
  void queriesAreScoredShedOrFailedAndTheirPairsWithThem() {
    shadow.follow(new ShadowTrial(challenger, 1));
    assertThat(shadow.wants(query("a", "t").answered())).isTrue();
    shadow.offer(query("a", "t", "t"));
    shadow.offer(query("b", "t", "t"));
    shadow.offer(query("too many pairs", "t", "t"));
    shadow.offer(query("a", "t"));
    shadow.offer(query("too long", "t".repeat(100)));
    assertThat(metrics.pending.getValue()).isEqualTo(4);
    assertThat(challenger.waiting)
        .extracting(ScoreRequest::id)
        .extracting(PairId::queryId)
        .containsExactly("a", "a", "b", "b");
    challenger.deliver(null);
    challenger.deliver("poisoned");
    assertThat(metrics.counts())
        .isEqualTo(
            Map.of(
                "numShadowQueriesShed", 3L,
                "numShadowPairsShed", 4L,
                "numShadowQueriesFailed", 1L,
                "numShadowPairsFailed", 2L));

    challenger.deliver(null);
    challenger.deliver(null);
    shadow.offer(query("c", "t"));
    shadow.close();
    assertThat(rankings).extracting(ShadowRanking::queryId).containsExactly("b");
    assertThat(metrics.pending.getValue()).isEqualTo(0);
    assertThat(metrics.counts())
        .isEqualTo(
            Map.of(
                "numShadowQueries", 1L,
                "numShadowPairs", 2L,
                "numShadowQueriesShed", 4L,
                "numShadowPairsShed", 5L,
                "numShadowQueriesFailed", 1L,
                "numShadowPairsFailed", 2L));
  }
}
