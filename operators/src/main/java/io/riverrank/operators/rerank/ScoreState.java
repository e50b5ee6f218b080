package io.riverrank.operators.rerank;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeutils.base.IntSerializer;

/** One model's scores of the current key's candidates, by position. */
final class ScoreState {
  private final MapState<Integer, StoredScore> scores;

  /**
   * @param name of the state
   */
  ScoreState(KeyedStateStore store, String name) {
    scores =
        store.getMapState(
            new MapStateDescriptor<>(name, IntSerializer.INSTANCE, StoredScoreSerializer.INSTANCE));
  }

  /** Keeps a score unless a newer text has one already. */
  void put(int position, StoredScore score) throws Exception {
    StoredScore present = scores.get(position);
    if (present == null || present.version() <= score.version()) {
      scores.put(position, score);
    }
  }

  /** All scores by position; null where there is none. */
  StoredScore[] all(int count) throws Exception {
    StoredScore[] all = new StoredScore[count];
    for (Map.Entry<Integer, StoredScore> entry : scores.entries()) {
      all[entry.getKey()] = entry.getValue();
    }
    return all;
  }

  /** Positions without a score for their present text. */
  List<Integer> missing(StoredCandidate[] present) throws Exception {
    StoredScore[] known = all(present.length);
    List<Integer> missing = new ArrayList<>();
    for (int i = 0; i < present.length; i++) {
      if (known[i] == null || known[i].version() != present[i].version()) {
        missing.add(i);
      }
    }
    return missing;
  }

  void clear() {
    scores.clear();
  }
}
