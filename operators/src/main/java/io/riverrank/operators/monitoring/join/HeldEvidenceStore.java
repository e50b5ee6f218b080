package io.riverrank.operators.monitoring.join;

import io.riverrank.schemas.monitoring.Interaction;
import io.riverrank.schemas.monitoring.Judgement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.typeutils.ListTypeInfo;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;

/**
 * The judgements and interactions of the current key, by their time. Judgements of no time are
 * under {@link #ANY_TIME} and stay.
 */
final class HeldEvidenceStore {

  static final long ANY_TIME = Long.MIN_VALUE;

  private static final Comparator<Judgement> LAST_WORD =
      Comparator.comparing(
              Judgement::eventTimeMs, Comparator.nullsFirst(Comparator.<Long>naturalOrder()))
          .thenComparingDouble(Judgement::label);

  private final JoinSettings settings;
  private final MapState<Long, List<HeldEvidence>> heldByTime;
  private final ValueState<Integer> count;

  HeldEvidenceStore(KeyedStateBackend<?> backend, JoinSettings settings) throws Exception {
    this.settings = settings;
    heldByTime =
        backend.getPartitionedState(
            VoidNamespace.INSTANCE,
            VoidNamespaceSerializer.INSTANCE,
            new MapStateDescriptor<>(
                "evidence", Types.LONG, new ListTypeInfo<>(MonitorTypes.HELD_EVIDENCE)));
    count =
        backend.getPartitionedState(
            VoidNamespace.INSTANCE,
            VoidNamespaceSerializer.INSTANCE,
            new ValueStateDescriptor<>("evidence-count", Types.INT));
  }

  /**
   * @return whether there was room
   */
  boolean add(MonitorEvent.Evidence evidence, boolean late) throws Exception {
    int held = count.value() == null ? 0 : count.value();
    if (held >= settings.maxEvents()) {
      return false;
    }
    long timeMs = evidence.timeMs() == null ? ANY_TIME : evidence.timeMs();
    List<HeldEvidence> ofTime = heldByTime.get(timeMs);
    List<HeldEvidence> more = ofTime == null ? new ArrayList<>() : new ArrayList<>(ofTime);
    more.add(new HeldEvidence(evidence, late, false));
    heldByTime.put(timeMs, more);
    count.update(held + 1);
    return true;
  }

  /** Adds to results of one time what is held for them, and remembers that it was used. */
  List<JoinedResult> join(List<JoinedResult> results, long resultMs) throws Exception {
    Map<String, Judgement> judgementByDocument = new HashMap<>();
    List<Interaction> interactions = new ArrayList<>();
    Map<Long, List<HeldEvidence>> used = new HashMap<>();
    for (Map.Entry<Long, List<HeldEvidence>> held : heldByTime.entries()) {
      if (held.getKey() != ANY_TIME && !settings.covers(resultMs, held.getKey())) {
        continue;
      }
      for (HeldEvidence one : held.getValue()) {
        Judgement judgement = one.evidence().judgement();
        if (judgement == null) {
          interactions.add(one.evidence().interaction());
        } else {
          judgementByDocument.merge(
              judgement.docId(), judgement, (a, b) -> LAST_WORD.compare(a, b) > 0 ? a : b);
        }
      }
      if (held.getKey() != ANY_TIME && held.getValue().stream().anyMatch(one -> !one.used())) {
        used.put(held.getKey(), held.getValue().stream().map(HeldEvidence::markUsed).toList());
      }
    }
    for (Map.Entry<Long, List<HeldEvidence>> held : used.entrySet()) {
      heldByTime.put(held.getKey(), held.getValue());
    }
    if (judgementByDocument.isEmpty() && interactions.isEmpty()) {
      return results;
    }
    List<Judgement> judgements = new ArrayList<>(judgementByDocument.values());
    judgements.sort(Comparator.comparing(Judgement::docId));
    interactions.sort(
        Comparator.comparingLong(Interaction::eventTimeMs)
            .thenComparing(Interaction::docId)
            .thenComparing(Interaction::type));
    return results.stream().map(result -> result.with(judgements, interactions)).toList();
  }

  /** Removes what is of a time. */
  List<HeldEvidence> take(long timeMs) throws Exception {
    List<HeldEvidence> taken = heldByTime.get(timeMs);
    if (taken == null) {
      return List.of();
    }
    heldByTime.remove(timeMs);
    int left = count.value() - taken.size();
    if (left == 0) {
      count.clear();
    } else {
      count.update(left);
    }
    return taken;
  }
}
