package io.riverrank.operators.rerank;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.annotation.Nullable;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeutils.base.BooleanSerializer;
import org.apache.flink.api.common.typeutils.base.IntSerializer;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.VoidNamespace;

/**
 * Everything that the operator must not lose, for the current key: the truth, of which all else in
 * memory is a copy.
 *
 * <p><b>Owned state.</b> {@code group} from the first event to the emission; {@code candidates} and
 * {@code scores} by position, and {@code challenger-scores} of interleaved groups; {@code
 * positions} by doc_id, for groups whose members arrive one by one; {@code emitted}, the tombstone,
 * from the emission until its timer.
 */
final class QueryState {
  private static final String GROUP = "group";

  private final KeyedStateBackend<String> backend;
  private final ValueState<QueryGroup> group;
  private final MapState<Integer, StoredCandidate> candidates;
  private final MapState<String, Integer> positions;
  private final ScoreState scores;
  private final ValueState<Boolean> emitted;
  private final KeyedStateStore store;
  @Nullable private ScoreState challengerScores;

  QueryState(KeyedStateStore store, KeyedStateBackend<String> backend) {
    this.store = store;
    this.backend = backend;
    group = store.getState(new ValueStateDescriptor<>(GROUP, QueryGroupSerializer.INSTANCE));
    candidates =
        store.getMapState(
            new MapStateDescriptor<>(
                "candidates", IntSerializer.INSTANCE, StoredCandidateSerializer.INSTANCE));
    positions =
        store.getMapState(
            new MapStateDescriptor<>(
                "positions", StringSerializer.INSTANCE, IntSerializer.INSTANCE));
    scores = new ScoreState(store, "scores");
    emitted = store.getState(new ValueStateDescriptor<>("emitted", BooleanSerializer.INSTANCE));
  }

  /** This subtask's query ids that are not emitted yet, as they are now. */
  List<String> unemittedKeys() {
    // Collected, since the stream must not see the changes that its readers make.
    try (Stream<String> keys = backend.getKeys(GROUP, VoidNamespace.INSTANCE)) {
      return keys.toList();
    }
  }

  @Nullable
  QueryGroup group() throws Exception {
    return group.value();
  }

  void putGroup(QueryGroup changed) throws Exception {
    group.update(changed);
  }

  void putCandidate(int position, StoredCandidate candidate) throws Exception {
    candidates.put(position, candidate);
  }

  StoredCandidate candidate(int position) throws Exception {
    return candidates.get(position);
  }

  /** All candidates by position. */
  StoredCandidate[] candidates(int count) throws Exception {
    StoredCandidate[] all = new StoredCandidate[count];
    for (Map.Entry<Integer, StoredCandidate> entry : candidates.entries()) {
      all[entry.getKey()] = entry.getValue();
    }
    return all;
  }

  @Nullable
  Integer position(String docId) throws Exception {
    return positions.get(docId);
  }

  void putPosition(String docId, int position) throws Exception {
    positions.put(docId, position);
  }

  /** Of the model that answers. */
  ScoreState scores() {
    return scores;
  }

  /**
   * Of the challenger, where the group is interleaved. A job that never interleaves has no such
   * state.
   */
  ScoreState challengerScores() {
    if (challengerScores == null) {
      challengerScores = new ScoreState(store, "challenger-scores");
    }
    return challengerScores;
  }

  /**
   * Forgets the query but for a tombstone, if one is wanted.
   *
   * @param present its group
   */
  void clear(QueryGroup present, boolean tombstone) throws Exception {
    group.clear();
    candidates.clear();
    positions.clear();
    scores.clear();
    if (present.models().isInterleaved()) {
      challengerScores().clear();
    }
    if (tombstone) {
      emitted.update(true);
    }
  }

  boolean isEmitted() throws Exception {
    return emitted.value() != null;
  }

  void clearTombstone() {
    emitted.clear();
  }
}
