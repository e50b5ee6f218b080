package io.riverrank.operators.rollout.shadow;

import io.riverrank.operators.rollout.QueryShare;
import io.riverrank.operators.rollout.ShadowLimits;
import io.riverrank.operators.rollout.ShadowTrial;
import io.riverrank.operators.scoring.PairScore;
import io.riverrank.schemas.ModelInfo;
import io.riverrank.schemas.RankedCandidate;
import io.riverrank.schemas.RerankResult;
import io.riverrank.schemas.rollout.ShadowRanking;
import java.util.List;
import javax.annotation.Nullable;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.metrics.MetricGroup;

/**
 * Lets the challenger score a share of the queries that a subtask has answered.
 *
 * <p><b>Ownership.</b> It has a handle of its own of the challenger, in the background, for as long
 * as the trial runs. Runs in the task's mailbox; nothing waits for it.
 *
 * <p><b>Nothing is kept.</b> What waits is bounded and in memory only. What finds no room, and what
 * waits when the trial or the task ends, is shed.
 */
public final class Shadow implements AutoCloseable {
  private final ShadowLimits limits;
  private final MailboxExecutor mailbox;
  private final Output output;
  private final ShadowMetrics metrics;
  private final QueryShare shares = new QueryShare();
  @Nullable private ShadowTrial trial;
  @Nullable private ShadowRound round;

  /** Where comparisons go. */
  public interface Output {
    /**
     * @param eventTimeMs of the result, epoch milliseconds
     */
    void collect(ShadowRanking ranking, long eventTimeMs);
  }

  /**
   * @param operatorGroup of metrics
   */
  public Shadow(
      ShadowLimits limits, MailboxExecutor mailbox, MetricGroup operatorGroup, Output output) {
    this.limits = limits;
    this.mailbox = mailbox;
    this.output = output;
    this.metrics = new ShadowMetrics(operatorGroup, () -> round == null ? 0 : round.pairs());
  }

  /**
   * What holds from now on. What waits for another challenger is shed.
   *
   * @param current null for no challenger in shadow
   */
  public void follow(@Nullable ShadowTrial current) {
    if (round != null && (current == null || !round.isOf(current))) {
      round.end().forEach(metrics::shed);
      round = null;
    }
    if (round == null && current != null) {
      round = new ShadowRound(current.challenger(), mailbox, this::compare);
    }
    trial = current;
  }

  /** Whether the challenger is to score a query that was answered. */
  public boolean wants(RerankResult answered) {
    return trial != null
        && shares.contains(answered.queryId(), trial.share())
        && isOfAnotherModel(answered);
  }

  /** A query of an earlier split, or of both models, says nothing about the champion. */
  private boolean isOfAnotherModel(RerankResult answered) {
    List<RankedCandidate> ranking = answered.results();
    return !ranking.isEmpty()
        && ranking.get(0).team() == null
        && !answered.model().equals(round.model());
  }

  /** Takes a query that is {@linkplain #wants wanted}, or sheds it. */
  public void offer(ShadowQuery query) {
    boolean fits =
        round.pairs() + query.pairs() <= limits.pairs()
            && round.bytes() + query.bytes() <= limits.bytes();
    // An id that was forgotten and came again is rare; it would mix up two queries' scores.
    if (fits && !round.has(query.queryId())) {
      round.submit(query);
    } else {
      metrics.shed(query);
    }
  }

  private void compare(PendingQuery pending, ModelInfo challenger) {
    ShadowQuery query = pending.query();
    PairScore[] scores = pending.scores();
    if (scores == null) {
      metrics.failed(query);
      return;
    }
    metrics.scored(query);
    output.collect(
        Comparison.of(query, scores, challenger.fingerprint()), query.answered().eventTimeMs());
  }

  @Override
  public void close() {
    follow(null);
  }
}
