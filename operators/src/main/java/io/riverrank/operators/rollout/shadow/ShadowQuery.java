package io.riverrank.operators.rollout.shadow;

import io.riverrank.operators.batching.PairId;
import io.riverrank.operators.ranking.TieBreak;
import io.riverrank.operators.scoring.ScoreRequest;
import io.riverrank.schemas.Candidate;
import io.riverrank.schemas.RankedCandidate;
import io.riverrank.schemas.RerankResult;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A query that the champion answered.
 *
 * @param candidates that it ranked, in the order in which ties are broken
 * @param ties how
 */
public record ShadowQuery(RerankResult answered, List<Candidate> candidates, TieBreak ties) {

  /**
   * @param candidates of the query, those that failed too
   */
  public static ShadowQuery of(RerankResult answered, List<Candidate> candidates, TieBreak ties) {
    Set<String> ranked = new HashSet<>();
    for (RankedCandidate candidate : answered.results()) {
      ranked.add(candidate.docId());
    }
    return new ShadowQuery(
        answered,
        candidates.stream().filter(candidate -> ranked.contains(candidate.docId())).toList(),
        ties);
  }

  String queryId() {
    return answered.queryId();
  }

  int pairs() {
    return candidates.size();
  }

  /** Bytes of text, counted as those of pairs that wait for the champion. */
  long bytes() {
    long chars = 0;
    for (Candidate candidate : candidates) {
      chars += (long) answered.query().length() + candidate.text().length();
    }
    return chars * Character.BYTES;
  }

  List<ScoreRequest> requests() {
    List<ScoreRequest> requests = new ArrayList<>(candidates.size());
    for (Candidate candidate : candidates) {
      PairId id = new PairId(queryId(), requests.size(), 0);
      requests.add(new ScoreRequest(id, answered.query(), candidate.text()));
    }
    return requests;
  }
}
