package io.riverrank.operators.rerank;

import io.riverrank.operators.scoring.ScoreRequest;
import io.riverrank.operators.scoring.ScoredPair;
import io.riverrank.operators.settings.OperatorLimits;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How many pairs wait for a score, in all and of each query id. In memory only. */
final class InFlight {
  private final OperatorLimits limits;
  private final Map<String, Integer> byQueryId = new HashMap<>();
  private int pairs;
  private long chars;

  InFlight(OperatorLimits limits) {
    this.limits = limits;
  }

  void submitted(String queryId, List<ScoreRequest> requests) {
    byQueryId.merge(queryId, requests.size(), Integer::sum);
    pairs += requests.size();
    for (ScoreRequest request : requests) {
      chars += request.textChars();
    }
  }

  /**
   * @return whether that was the last one of its query id
   */
  boolean scored(ScoredPair pair) {
    pairs--;
    chars -= pair.textChars();
    return byQueryId.merge(pair.id().queryId(), -1, InFlight::sumOrNone) == null;
  }

  private static Integer sumOrNone(Integer a, Integer b) {
    return a + b == 0 ? null : Integer.valueOf(a + b);
  }

  boolean hasPairs(String queryId) {
    return byQueryId.containsKey(queryId);
  }

  /** Whether no more may be accepted for now. */
  boolean isFull() {
    return pairs >= limits.pairs() || chars * Character.BYTES >= limits.bytes();
  }

  int pairs() {
    return pairs;
  }

  long bytes() {
    return chars * Character.BYTES;
  }
}
