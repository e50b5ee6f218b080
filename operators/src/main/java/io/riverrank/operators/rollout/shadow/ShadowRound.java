package io.riverrank.operators.rollout.shadow;

import io.riverrank.operators.rollout.ShadowTrial;
import io.riverrank.operators.scoring.BatchStatistics;
import io.riverrank.operators.scoring.ScoreListener;
import io.riverrank.operators.scoring.ScoredPair;
import io.riverrank.operators.scoring.ScoringHandle;
import io.riverrank.schemas.ModelInfo;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiConsumer;
import javax.annotation.Nullable;
import org.apache.flink.api.common.operators.MailboxExecutor;

/** One challenger's time in shadow: the queries that wait for it, until it ends. */
final class ShadowRound implements ScoreListener {
  private final MailboxExecutor mailbox;
  private final BiConsumer<PendingQuery, ModelInfo> done;
  private final ScoringHandle owned;
  private final ScoringHandle challenger;
  private final Map<String, PendingQuery> pending = new HashMap<>();
  private int pairs;
  private long bytes;
  private boolean ended;

  /**
   * @param done gets each query whose last score came, in the mailbox
   */
  ShadowRound(
      ScoringHandle owned, MailboxExecutor mailbox, BiConsumer<PendingQuery, ModelInfo> done) {
    this.owned = owned;
    this.mailbox = mailbox;
    this.done = done;
    this.challenger = owned.openInBackground(this);
  }

  /** Whether it is the same challenger's. */
  boolean isOf(ShadowTrial trial) {
    return trial.challenger() == owned;
  }

  boolean has(String queryId) {
    return pending.containsKey(queryId);
  }

  ModelInfo model() {
    return challenger.info();
  }

  int pairs() {
    return pairs;
  }

  long bytes() {
    return bytes;
  }

  void submit(ShadowQuery query) {
    pending.put(query.queryId(), new PendingQuery(query));
    pairs += query.pairs();
    bytes += query.bytes();
    challenger.submit(query.requests());
  }

  @Override
  public void onScored(List<ScoredPair> scored, @Nullable BatchStatistics statistics) {
    try {
      mailbox.execute(() -> store(scored), "Store shadow scores");
    } catch (RejectedExecutionException e) {
      // The task ends, and with it what waits here.
    }
  }

  /** The owner of the challenger's own handle is told, too, and decides. */
  @Override
  public void onFailure(Throwable cause) {}

  private void store(List<ScoredPair> scored) {
    if (ended) {
      return;
    }
    for (ScoredPair pair : scored) {
      PendingQuery query = pending.get(pair.id().queryId());
      if (query.scored(pair)) {
        pending.remove(pair.id().queryId());
        pairs -= query.query().pairs();
        bytes -= query.query().bytes();
        done.accept(query, challenger.info());
      }
    }
  }

  /**
   * Forgets what waits.
   *
   * @return those queries
   */
  List<ShadowQuery> end() {
    ended = true;
    challenger.close();
    return pending.values().stream().map(PendingQuery::query).toList();
  }
}
