package io.riverrank.operators.monitoring.join;

import io.riverrank.operators.types.RiverrankTypes;
import io.riverrank.schemas.DeadLetter;
import io.riverrank.schemas.DeadLetterCode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.typeutils.ListTypeInfo;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.util.OutputTag;

/**
 * Holds each result until nothing that belongs to it can come in time, then lets it go with all of
 * it.
 *
 * <p><b>Time.</b> A result of time t waits for the watermark t + {@code afterMs} of input two, and
 * for no longer than that. So this operator's time is input one's watermark or, where that is less,
 * input two's less {@code afterMs}; downstream's never passes a result that waits. Judgements and
 * interactions hold time back and never drive it: while no results come it stands, or results of a
 * reranker that was down for a while would all be late. Where input two is idle or has ended,
 * nothing waits for it.
 *
 * <p><b>Owned state</b>, all by key: the results that wait, by time; the judgements and
 * interactions, by time, until no result can have them; judgements of no time, for good.
 *
 * <p><b>Accounting.</b> A judgement or interaction is joined to a result or becomes a dead letter,
 * at the latest when it is forgotten; but a judgement that was in time and that no result needed is
 * counted only.
 */
final class EvidenceJoin extends AbstractStreamOperator<JoinedResult>
    implements TwoInputStreamOperator<JoinedResult, MonitorEvent.Evidence, JoinedResult>,
        Triggerable<String, VoidNamespace> {

  private static final long serialVersionUID = 1;

  static final OutputTag<DeadLetter> DEAD_LETTERS =
      new OutputTag<>("join-dead-letters", RiverrankTypes.DEAD_LETTER);

  /** Which input they are. */
  private static final int RESULTS = 0;

  private final JoinSettings settings;

  private transient InternalTimerService<VoidNamespace> timers;
  private transient MapStateDescriptor<Long, List<JoinedResult>> waiting;
  private transient MapState<Long, List<JoinedResult>> waitingByTime;
  private transient HeldEvidenceStore evidence;
  private transient Counter joined;
  private transient Counter unneeded;

  /** No judgement or interaction of a result of this time or before is still to come. */
  private transient long completeMs;

  EvidenceJoin(JoinSettings settings) {
    this.settings = settings;
  }

  @Override
  public void open() throws Exception {
    super.open();
    completeMs = Long.MIN_VALUE;
    timers = getInternalTimerService("join", VoidNamespaceSerializer.INSTANCE, this);
    waiting =
        new MapStateDescriptor<>(
            "waiting", Types.LONG, new ListTypeInfo<>(MonitorTypes.JOINED_RESULT));
    waitingByTime =
        getKeyedStateBackend()
            .getPartitionedState(VoidNamespace.INSTANCE, VoidNamespaceSerializer.INSTANCE, waiting);
    evidence = new HeldEvidenceStore(getKeyedStateBackend(), settings);
    MetricGroup group = getMetricGroup().addGroup("join");
    joined = group.counter("results");
    unneeded = group.counter("unneededJudgements");
  }

  @Override
  public void processElement1(StreamRecord<JoinedResult> element) throws Exception {
    JoinedResult result = element.getValue();
    long timeMs = result.result().eventTimeMs();
    if (timeMs <= Math.max(completeMs, timers.currentWatermark())) {
      emit(List.of(result), timeMs);
      return;
    }
    List<JoinedResult> ofTime = waitingByTime.get(timeMs);
    List<JoinedResult> more = ofTime == null ? new ArrayList<>() : new ArrayList<>(ofTime);
    more.add(result);
    waitingByTime.put(timeMs, more);
    timers.registerEventTimeTimer(VoidNamespace.INSTANCE, timeMs);
  }

  @Override
  public void processElement2(StreamRecord<MonitorEvent.Evidence> element) throws Exception {
    MonitorEvent.Evidence event = element.getValue();
    Long timeMs = event.timeMs();
    long nowMs = timers.currentWatermark();
    if (timeMs != null && settings.expiryMs(timeMs) <= nowMs) {
      refuse(lateCode(event), event);
      return;
    }
    boolean late = timeMs != null && timeMs - settings.afterMs() <= nowMs;
    if (!evidence.add(event, late)) {
      refuse(DeadLetterCode.TOO_MANY_INTERACTIONS, event);
    } else if (timeMs != null) {
      timers.registerEventTimeTimer(VoidNamespace.INSTANCE, settings.expiryMs(timeMs));
    }
  }

  @Override
  public void onEventTime(InternalTimer<String, VoidNamespace> timer) throws Exception {
    long timeMs = timer.getTimestamp();
    release(timeMs);
    expire(settings.expiredMs(timeMs));
  }

  private void release(long timeMs) throws Exception {
    List<JoinedResult> due = waitingByTime.get(timeMs);
    if (due != null) {
      waitingByTime.remove(timeMs);
      emit(due, timeMs);
    }
  }

  private void emit(List<JoinedResult> results, long timeMs) throws Exception {
    for (JoinedResult result : evidence.join(results, timeMs)) {
      joined.inc();
      output.collect(new StreamRecord<>(result, timeMs));
    }
  }

  private void expire(long evidenceMs) throws Exception {
    for (HeldEvidence held : evidence.take(evidenceMs)) {
      MonitorEvent.Evidence event = held.evidence();
      if (held.used()) {
        continue;
      }
      if (held.late()) {
        refuse(lateCode(event), event);
      } else if (event.interaction() != null) {
        refuse(DeadLetterCode.UNKNOWN_QUERY, event);
      } else {
        unneeded.inc();
      }
    }
  }

  @Override
  public void onProcessingTime(InternalTimer<String, VoidNamespace> timer) {
    throw new IllegalStateException("nothing here goes by processing time");
  }

  @Override
  public void processWatermark2(Watermark watermark) throws Exception {
    if (watermark.equals(Watermark.MAX_WATERMARK)) {
      completeMs = Long.MAX_VALUE;
      emitAll();
      super.processWatermark2(watermark);
      return;
    }
    completeMs = Math.max(completeMs, watermark.getTimestamp() - settings.afterMs());
    super.processWatermark2(new Watermark(completeMs));
  }

  /** Their timers find nothing. */
  private void emitAll() throws Exception {
    getKeyedStateBackend()
        .applyToAllKeys(
            VoidNamespace.INSTANCE,
            VoidNamespaceSerializer.INSTANCE,
            waiting,
            (key, state) -> {
              List<Long> times = new ArrayList<>();
              state.keys().forEach(times::add);
              for (long timeMs : times) {
                release(timeMs);
              }
            });
  }

  /** That no results come is no reason to go on without them: input one stays active. */
  @Override
  protected void processWatermarkStatus(WatermarkStatus status, int index) throws Exception {
    if (index != RESULTS) {
      super.processWatermarkStatus(status, index);
    }
  }

  private static DeadLetterCode lateCode(MonitorEvent.Evidence event) {
    return event.judgement() != null
        ? DeadLetterCode.LATE_JUDGEMENT
        : DeadLetterCode.LATE_INTERACTION;
  }

  private void refuse(DeadLetterCode code, MonitorEvent.Evidence event) {
    String what = event.judgement() != null ? "the judgement" : "the interaction";
    String time =
        event.timeMs() == null ? "any time" : Instant.ofEpochMilli(event.timeMs()).toString();
    String message =
        switch (code) {
          case UNKNOWN_QUERY ->
              "%s of %s has a query_id of no result from monitor.join.after before to monitor.join.before after it; check the id, or widen them"
                  .formatted(what, time);
          case TOO_MANY_INTERACTIONS ->
              "%s is beyond the %d that are kept for a query at a time; raise monitor.join.max-events"
                  .formatted(what, settings.maxEvents());
          default ->
              "%s of %s came after the results that it may be about; send it earlier, or raise monitor.join.after"
                  .formatted(what, time);
        };
    output.collect(DEAD_LETTERS, new StreamRecord<>(new DeadLetter(code, message, event.source())));
  }
}
