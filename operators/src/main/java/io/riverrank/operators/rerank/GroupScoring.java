package io.riverrank.operators.rerank;

import io.riverrank.operators.batching.PairId;
import io.riverrank.operators.model.ModelException;
import io.riverrank.operators.rollout.Assignment;
import io.riverrank.operators.rollout.GroupModels;
import io.riverrank.operators.scoring.ScoreRequest;
import io.riverrank.operators.scoring.ScoredPair;
import io.riverrank.operators.scoring.ScoringMetrics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Gets groups their scores: hands pairs to the models that a group has, and keeps what comes back.
 * An interleaved group has two, so its pairs are scored, and count, twice.
 *
 * <p>All of it is about the current key.
 */
final class GroupScoring {
  private final GroupModels models;
  private final QueryState state;
  private final InFlight inFlight;
  private final ScoringMetrics metrics;

  /** By query id, who drafts with the champion; a copy in memory of what interleaved groups say. */
  private final Map<String, String> challengers = new HashMap<>();

  GroupScoring(GroupModels models, QueryState state, InFlight inFlight, ScoringMetrics metrics) {
    this.models = models;
    this.state = state;
    this.inFlight = inFlight;
    this.metrics = metrics;
  }

  /** A group begins, or was restored. */
  void began(String queryId, Assignment group) {
    models.began(group);
    if (group.isInterleaved()) {
      challengers.put(queryId, group.challenger());
    }
  }

  /** It was emitted. */
  void ended(String queryId, Assignment group) {
    models.ended(group);
    if (group.isInterleaved()) {
      challengers.remove(queryId);
    }
  }

  /** Asks for the scores of a group's candidates, from {@code first} on. */
  void submit(String queryId, QueryGroup group, int first, List<StoredCandidate> candidates) {
    List<ScoreRequest> requests = new ArrayList<>(candidates.size());
    for (StoredCandidate candidate : candidates) {
      requests.add(request(queryId, group, first + requests.size(), candidate));
    }
    submit(queryId, group.models().model(), requests);
    if (group.models().isInterleaved()) {
      submit(queryId, group.models().challenger(), requests);
    }
  }

  /** Keeps a score in state. */
  void keep(String modelIdentity, ScoredPair pair) throws Exception {
    PairId id = pair.id();
    boolean challengers = isOfChallenger(modelIdentity, id.queryId());
    (challengers ? state.challengerScores() : state.scores())
        .put(id.position(), StoredScore.of(id.version(), pair.score()));
    metrics.scored(pair);
  }

  private boolean isOfChallenger(String modelIdentity, String queryId) {
    return !challengers.isEmpty() && modelIdentity.equals(challengers.get(queryId));
  }

  /**
   * Gives a restored group its models, and forgets the scores of those that it has no more.
   *
   * @return the group as it is in state now
   */
  QueryGroup restore(QueryGroup group) throws Exception {
    Assignment before = group.models();
    Assignment now = restored(before);
    if (now.equals(before)) {
      return group;
    }
    if (!now.model().equals(before.model())) {
      state.scores().clear();
    }
    if (before.isInterleaved() && !before.challenger().equals(now.challenger())) {
      state.challengerScores().clear();
    }
    QueryGroup changed = group.withModels(now);
    state.putGroup(changed);
    return changed;
  }

  private Assignment restored(Assignment before) {
    try {
      return models.restored(before);
    } catch (ModelException e) {
      throw UnusableModel.toThrow(e);
    }
  }

  /** Asks again for the scores that a restored group lacks. */
  void submitMissing(String queryId, QueryGroup group) throws Exception {
    StoredCandidate[] candidates = state.candidates(group.usable());
    submitMissing(queryId, group, candidates, group.models().model(), state.scores());
    if (group.models().isInterleaved()) {
      submitMissing(
          queryId, group, candidates, group.models().challenger(), state.challengerScores());
    }
  }

  private void submitMissing(
      String queryId,
      QueryGroup group,
      StoredCandidate[] candidates,
      String modelIdentity,
      ScoreState scores)
      throws Exception {
    List<ScoreRequest> requests = new ArrayList<>();
    for (int position : scores.missing(candidates)) {
      requests.add(request(queryId, group, position, candidates[position]));
    }
    submit(queryId, modelIdentity, requests);
  }

  private void submit(String queryId, String modelIdentity, List<ScoreRequest> requests) {
    if (!requests.isEmpty()) {
      inFlight.submitted(queryId, requests);
      metrics.submitted(requests.size());
      models.of(modelIdentity).submit(requests);
    }
  }

  private static ScoreRequest request(
      String queryId, QueryGroup group, int position, StoredCandidate stored) {
    return new ScoreRequest(
        new PairId(queryId, position, stored.version()), group.query(), stored.candidate().text());
  }
}
