package io.riverrank.operators.rerank;

import io.riverrank.operators.rollout.Assignment;
import io.riverrank.operators.rollout.GroupModels;
import io.riverrank.operators.scoring.BatchStatistics;
import io.riverrank.operators.scoring.ScoredPair;
import io.riverrank.operators.settings.RerankSettings;
import io.riverrank.schemas.Candidate;
import io.riverrank.schemas.DeadLetter;
import io.riverrank.schemas.QueryEvent;
import io.riverrank.schemas.RerankResult;
import java.util.ArrayList;
import java.util.List;
import javax.annotation.Nullable;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.util.function.ThrowingConsumer;

/**
 * Ranks the candidates of each query id with the scores of the model that its group has; what the
 * operators with and without commands have in common.
 *
 * <p><b>Owned state.</b> All of it is {@link QueryState}; {@link InFlight}, {@link WatermarkGate}
 * and the number of open groups are copies in memory that a restored operator makes again.
 *
 * <p><b>Models.</b> A group gets its model from {@link GroupModels} at its first event, and keeps
 * it; an interleaved one gets two.
 *
 * <p><b>Lifecycle.</b> An event is in state before anything else happens to it. Scores come back as
 * mails; the last score of a group that takes no more members emits it. A checkpoint waits for
 * nothing. After a restore every query id is visited once: its missing scores are asked for again,
 * all of them if the group's model is another now.
 *
 * <p><b>Reading order.</b> {@link QueryGroup} and {@link QueryState}, what a query id has in state;
 * then this class from {@code process} to {@code emit}, with {@link Admission}, what a group takes,
 * {@link GroupScoring}, how it gets its scores, {@link InFlight}, what waits for one, and {@link
 * GroupResult}; then what passes or ends by time: {@link WatermarkGate}, {@link QueryTimers},
 * {@link IdleTimeout}; last the way back after a restore, {@link KeySweep}, and {@link EarlyModel},
 * which goes on beside it.
 *
 * <p><b>Design constraint.</b> Everything here runs in the task's mailbox and none of it waits for
 * a score, except where the operator is full or the input ended; there it yields. Whoever runs for
 * a key sets it first, since a mail finds another's.
 */
abstract class RerankCore extends AbstractStreamOperator<RerankResult> {

  private final MailboxExecutor mailbox;
  private final RerankSettings settings;

  private transient GroupModels models;
  private transient QueryState state;
  private transient Admission admission;
  private transient InFlight inFlight;
  private transient GroupScoring scoring;
  private transient WatermarkGate gate;
  private transient IdleTimeout idleTimeout;
  private transient KeySweep recovery;
  private transient KeySweep idleSweep;
  private transient QueryTimers timers;
  private transient RerankMetrics rerankMetrics;
  private transient int openGroups;

  RerankCore(StreamOperatorParameters<RerankResult> parameters, RerankSettings settings) {
    super(parameters);
    this.mailbox = parameters.getMailboxExecutor();
    this.settings = settings;
  }

  /** Opens the models, before any event. */
  abstract GroupModels openModels() throws Exception;

  /**
   * What opens a model and brings its scores, for each a new one; from any thread, since scores are
   * asked for only once there is state for them.
   */
  final ScoreMailer newMailer() {
    return new ScoreMailer(mailbox, this::store);
  }

  @Override
  public void open() throws Exception {
    super.open();
    state = new QueryState(getKeyedStateStore(), getKeyedStateBackend());
    admission = new Admission(settings.limits());
    inFlight = new InFlight(settings.limits());
    gate = new WatermarkGate(output);
    timers =
        new QueryTimers(
            settings.groups(),
            timers("group-timeout", this::onTimeout),
            timers("tombstone", queryId -> state.clearTombstone()));
    models = openModels();
    rerankMetrics = new RerankMetrics(getMetricGroup());
    scoring = new GroupScoring(models, state, inFlight, rerankMetrics.pairs());
    rerankMetrics.register(
        inFlight::pairs, inFlight::bytes, models::tokensInFlight, () -> openGroups);
    idleSweep = new KeySweep("End idle group", mailbox, this::endIdle, () -> true, () -> {});
    idleTimeout = new IdleTimeout(getProcessingTimeService(), settings.groups(), this::onIdle);
    startRecovery();
  }

  // ------------------------------------------------------------------ input

  /** Takes an event; its key is the current one. */
  final void process(QueryEvent event) throws Exception {
    idleTimeout.pause();
    recovery.visitNow(event.queryId());
    DeadLetter refused = take(event);
    if (refused != null) {
      output.collect(Rerank.DEAD_LETTERS, new StreamRecord<>(refused, event.eventTimeMs()));
    }
    gate.settle();
    awaitCapacity();
    idleTimeout.restart();
  }

  /** Backpressure: the event is in state already, so that whatever mail runs finds it there. */
  private void awaitCapacity() throws Exception {
    Object key = getCurrentKey();
    while (inFlight.isFull() || mayHaveTooManyGroups()) {
      mailbox.yield();
    }
    setCurrentKey(key);
  }

  /** While recovery goes on, restored groups that were not visited yet may be open ones. */
  private boolean mayHaveTooManyGroups() {
    return !recovery.isDone()
        && openGroups + recovery.remaining() >= settings.limits().openGroups();
  }

  @Nullable
  private DeadLetter take(QueryEvent event) throws Exception {
    if (state.isEmitted()) {
      return Admission.afterEmission(event);
    }
    QueryGroup group = state.group();
    if (group == null) {
      DeadLetter refused = admission.refuseFirst(event, openGroups);
      if (refused == null) {
        begin(event);
      }
      return refused;
    }
    Integer position = event.whole() ? null : state.position(event.candidates().get(0).docId());
    DeadLetter refused = admission.refuseNext(group, event, position == null);
    if (refused == null) {
      join(group, event, position);
    }
    return refused;
  }

  private void begin(QueryEvent event) throws Exception {
    Assignment assigned = models.choose(event.queryId());
    scoring.began(event.queryId(), assigned);
    if (!event.whole()) {
      openGroups++;
      gate.hold(event.eventTimeMs());
      join(QueryGroup.ofMember(event, assigned), event, null);
      return;
    }
    QueryGroup group = QueryGroup.ofWhole(event, assigned);
    gate.hold(group.eventTimeMs());
    state.putGroup(group);
    List<StoredCandidate> candidates = new ArrayList<>(event.candidates().size());
    for (Candidate candidate : event.candidates()) {
      StoredCandidate stored = new StoredCandidate(candidate, 0);
      state.putCandidate(candidates.size(), stored);
      candidates.add(stored);
    }
    scoring.submit(event.queryId(), group, 0, candidates);
    emitIfScored(event.queryId(), group);
  }

  private void join(QueryGroup before, QueryEvent member, @Nullable Integer present)
      throws Exception {
    Candidate candidate = member.candidates().get(0);
    int position = present == null ? before.received() : present;
    int version = present == null ? 0 : state.candidate(position).version() + 1;
    StoredCandidate stored = new StoredCandidate(candidate, version);
    QueryGroup group = before.withMember(member, present == null);
    state.putCandidate(position, stored);
    state.putPosition(candidate.docId(), position);
    state.putGroup(group);
    gate.postpone(before.eventTimeMs(), group.eventTimeMs());
    timers.cancelTimeout(before);
    if (group.isOpen()) {
      timers.setTimeout(group);
    } else {
      openGroups--;
    }
    scoring.submit(member.queryId(), group, position, List.of(stored));
  }

  // ------------------------------------------------------------------ scores

  private void store(
      String modelIdentity, List<ScoredPair> pairs, @Nullable BatchStatistics statistics)
      throws Exception {
    if (statistics != null) {
      rerankMetrics.pairs().batch(statistics);
    }
    for (ScoredPair pair : pairs) {
      String queryId = pair.id().queryId();
      setCurrentKey(queryId);
      scoring.keep(modelIdentity, pair);
      if (inFlight.scored(pair)) {
        emitIfScored(queryId, state.group());
      }
    }
    gate.settle();
    recovery.resume();
  }

  /** Emits the current key's group if it takes no more members and waits for no score. */
  private void emitIfScored(String queryId, QueryGroup group) throws Exception {
    if (!group.isOpen() && !inFlight.hasPairs(queryId)) {
      emit(queryId, group);
    }
  }

  private void emit(String queryId, QueryGroup group) throws Exception {
    long now = getProcessingTimeService().getCurrentProcessingTime();
    StoredCandidate[] candidates = state.candidates(group.usable());
    RerankResult result = GroupResult.of(queryId, group, candidates, state, models, now);
    output.collect(new StreamRecord<>(result, group.eventTimeMs()));
    rerankMetrics.emitted(group.isComplete());
    state.clear(group, timers.wantsTombstones());
    timers.setTombstoneEnd(group, now);
    gate.release(group.eventTimeMs());
    scoring.ended(queryId, group.models());
    emitted(result, group, candidates);
  }

  /**
   * A result went out, and its group is forgotten; whatever is done with it now delays nothing.
   *
   * @param candidates by position
   */
  void emitted(RerankResult result, QueryGroup group, StoredCandidate[] candidates) {}

  // ------------------------------------------------------------------ time

  @Override
  public final void processWatermark(Watermark watermark) throws Exception {
    // Timers first: what they emit is not late against this watermark.
    timeServiceManager.advanceWatermark(watermark);
    gate.receive(watermark);
  }

  @Override
  public final void processWatermarkStatus(WatermarkStatus status) {
    gate.receive(status);
    idleTimeout.receive(status);
  }

  private void onTimeout(String queryId) throws Exception {
    QueryGroup group = state.group();
    if (group != null && group.isOpen() && timers.isEarly(group)) {
      timers.setTimeout(group);
      return;
    }
    end(queryId, QueryGroup.Phase.TIMED_OUT);
  }

  private void onIdle() {
    if (openGroups > 0 || !recovery.isDone()) {
      idleSweep.start(state.unemittedKeys());
    }
  }

  private void endIdle(String queryId) throws Exception {
    if (idleTimeout.isOver()) {
      setCurrentKey(queryId);
      end(queryId, QueryGroup.Phase.IDLE);
      gate.settle();
    }
  }

  /**
   * Ends the current key's group if it is open; its result says that it is not complete. A restored
   * group that is not recovered yet is found ended when its turn comes.
   */
  private void end(String queryId, QueryGroup.Phase phase) throws Exception {
    QueryGroup group = state.group();
    if (group != null && group.isOpen()) {
      QueryGroup ended = group.withPhase(phase);
      state.putGroup(ended);
      timers.cancelTimeout(group);
      if (!recovery.isPending(queryId)) {
        openGroups--;
        emitIfScored(queryId, ended);
      }
    }
  }

  // ------------------------------------------------------------------ restore, end

  private void startRecovery() {
    List<String> restored = state.unemittedKeys();
    recovery =
        new KeySweep(
            "Recover query", mailbox, this::recover, () -> !inFlight.isFull(), this::recovered);
    if (restored.isEmpty()) {
      models.recovered();
    } else {
      gate.shut();
      recovery.start(restored);
    }
  }

  private void recovered() {
    gate.reopen();
    models.recovered();
  }

  /** Asks again for the scores that a restored query lacks: all of a model that is another now. */
  private void recover(String queryId) throws Exception {
    setCurrentKey(queryId);
    QueryGroup group = scoring.restore(state.group());
    scoring.began(queryId, group.models());
    gate.hold(group.eventTimeMs());
    if (group.isOpen()) {
      openGroups++;
    }
    scoring.submitMissing(queryId, group);
    emitIfScored(queryId, group);
  }

  /** Scores and emits everything before the end of the requests goes on to downstream. */
  final void endRequests() throws Exception {
    while (!recovery.isDone()) {
      mailbox.yield();
    }
    for (String queryId : state.unemittedKeys()) {
      setCurrentKey(queryId);
      end(queryId, QueryGroup.Phase.TIMED_OUT);
    }
    gate.settle();
    while (gate.holdsAny()) {
      mailbox.yield();
    }
  }

  @Override
  public void close() throws Exception {
    try {
      if (models != null) {
        models.close();
      }
    } finally {
      super.close();
    }
  }

  // ------------------------------------------------------------------ plumbing

  private InternalTimerService<VoidNamespace> timers(
      String name, ThrowingConsumer<String, Exception> action) {
    return getInternalTimerService(name, VoidNamespaceSerializer.INSTANCE, new KeyTimer(action));
  }
}
