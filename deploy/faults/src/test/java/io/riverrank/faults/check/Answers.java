package io.riverrank.faults.check;

import io.riverrank.faults.traffic.Plan;
import io.riverrank.faults.traffic.PlannedCandidate;
import io.riverrank.faults.traffic.PlannedMessage;
import io.riverrank.operators.ranking.Ranking;
import io.riverrank.operators.ranking.ScoredCandidate;
import io.riverrank.operators.ranking.TieBreak;
import io.riverrank.schemas.Candidate;
import io.riverrank.schemas.FailedCandidate;
import io.riverrank.schemas.ModelInfo;
import io.riverrank.schemas.RankedCandidate;
import io.riverrank.schemas.RerankResult;
import java.util.ArrayList;
import java.util.List;

/** What a job without fault answers. */
final class Answers {

  private final Scores scores;
  private final ModelInfo model;
  private int partition;
  private long offset;

  Answers(Scores scores, String fingerprint) {
    this.scores = scores;
    this.model = new ModelInfo("tiny", fingerprint, "fp32");
  }

  /** Lets the broker have all messages of a plan, and answers it. */
  void answer(Plan plan, Observed observed) {
    for (PlannedMessage message : plan.messages()) {
      SeenDeadLetter deadLetter = send(message);
      if (deadLetter != null) {
        observed.add(plan.queryId(), deadLetter);
      }
    }
    if (plan.hasResult()) {
      observed.add(result(plan));
    }
  }

  /**
   * @return the dead letter that must come of it; null if none must
   */
  SeenDeadLetter send(PlannedMessage message) {
    partition = (partition + 1) % 3;
    offset++;
    message.acknowledged(partition, offset);
    return message.deadLetter() == null
        ? null
        : new SeenDeadLetter(message.deadLetter().name(), partition, offset);
  }

  RerankResult result(Plan plan) {
    List<RankedCandidate> ranking = ranking(plan);
    int size = plan.topK() == null ? ranking.size() : Math.min(plan.topK(), ranking.size());
    return with(plan, ranking.subList(0, size));
  }

  /** Of all candidates. */
  List<RankedCandidate> ranking(Plan plan) {
    List<PlannedCandidate> ranked =
        plan.candidates().stream().filter(c -> !plan.failed().contains(c.docId())).toList();
    List<DirectScore> direct =
        scores.of(
            model.fingerprint(),
            plan.query(),
            ranked.stream().map(PlannedCandidate::text).toList());
    List<ScoredCandidate> scored = new ArrayList<>();
    for (int i = 0; i < ranked.size(); i++) {
      PlannedCandidate planned = ranked.get(i);
      scored.add(
          new ScoredCandidate(
              new Candidate(planned.docId(), planned.text(), planned.originalRank(), null, null),
              direct.get(i).logit(),
              direct.get(i).score(),
              false));
    }
    return Ranking.of(scored, plan.isMembers() ? TieBreak.ORIGINAL_RANK : TieBreak.INPUT_ORDER);
  }

  RerankResult with(Plan plan, List<RankedCandidate> ranking) {
    return new RerankResult(
        plan.queryId(),
        plan.query(),
        plan.eventTimeMs(),
        plan.isComplete(),
        plan.candidates().size(),
        plan.expected(),
        plan.superseded(),
        model,
        ranking,
        plan.failed().stream().map(id -> new FailedCandidate(id, "failed")).toList(),
        null,
        0,
        null,
        List.of());
  }
}
