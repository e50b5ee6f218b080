package io.riverrank.operators.rerank;

import io.riverrank.operators.model.ModelException;
import io.riverrank.operators.rollout.MissingModel;
import io.riverrank.operators.rollout.RolloutSettings;
import io.riverrank.operators.rollout.ShadowLimits;
import io.riverrank.operators.scoring.ScoringHandle;
import io.riverrank.operators.settings.RerankSettings;
import io.riverrank.operators.testing.TestSettings;
import io.riverrank.operators.types.RiverrankTypes;
import io.riverrank.schemas.QueryEvent;
import io.riverrank.schemas.RerankResult;
import io.riverrank.schemas.rollout.ControlCommand;
import io.riverrank.schemas.rollout.ControlMessage;
import io.riverrank.schemas.rollout.ModelReference;
import io.riverrank.schemas.rollout.ModelStatus;
import io.riverrank.schemas.rollout.ShadowRanking;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import javax.annotation.Nullable;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.BoundedMultiInput;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.tasks.mailbox.Mail;
import org.apache.flink.streaming.runtime.tasks.mailbox.TaskMailbox;

/** The operator that takes commands, with models that are there or not as the test says. */
final class ControlledHarness implements AutoCloseable {
  static final long KEEP_MS = 60_000;

  /** After which a former champion, promoted at 0, is freed if nobody asked for it. */
  static final long KEPT_FOR_MS = KEEP_MS + 60_000;

  /** Room for a few small queries. */
  static final ShadowLimits SHADOW = new ShadowLimits(10, 10_000);

  /** By URI; what isn't here can't be loaded. */
  final Map<String, ManualScoring> models = new ConcurrentHashMap<>();

  /** Closed while models can't be loaded yet. */
  private volatile CountDownLatch gate = new CountDownLatch(0);

  private volatile boolean interruptible = true;
  private volatile CountDownLatch loadBegan = new CountDownLatch(1);
  @Nullable private volatile Error loadError;
  private final AtomicInteger mostOpen = new AtomicInteger();

  private final KeyedTwoInputHarness<QueryEvent, ControlMessage, RerankResult> flink;
  private int commands;

  ControlledHarness(MissingModel missing, String... there) throws Exception {
    this(TestSettings.rerank(), missing, 1, 0, there);
  }

  ControlledHarness(RerankSettings settings, MissingModel missing, String... there)
      throws Exception {
    this(settings, missing, 1, 0, there);
  }

  /** One of several subtasks. */
  ControlledHarness(MissingModel missing, int parallelism, int subtask, String... there)
      throws Exception {
    this(TestSettings.rerank(), missing, parallelism, subtask, there);
  }

  private ControlledHarness(
      RerankSettings settings, MissingModel missing, int parallelism, int subtask, String... there)
      throws Exception {
    for (String uri : there) {
      models.put(uri, new ManualScoring(uri));
    }
    models.put("bundled", new ManualScoring("model-1"));
    flink =
        new KeyedTwoInputHarness<>(
            new ControlledRerankOperatorFactory(
                settings,
                new RolloutSettings(KEEP_MS, 0, missing, SHADOW),
                (context, listener, model, beside) -> {
                  loadBegan.countDown();
                  awaitGate();
                  if (beside && loadError != null) {
                    throw loadError;
                  }
                  ManualScoring scoring = models.get(model.uri());
                  if (scoring == null) {
                    throw new ModelException("there is no model at " + model.uri());
                  }
                  ScoringHandle handle = scoring.open(listener);
                  mostOpen.accumulateAndGet(open(), Math::max);
                  return handle;
                }),
            QueryEvent::queryId,
            RerankHarness.MAX_PARALLELISM,
            parallelism,
            subtask);
    flink.setup(
        RiverrankTypes.RERANK_RESULT.createSerializer(
            flink.getExecutionConfig().getSerializerConfig()));
  }

  ControlledHarness open(@Nullable OperatorSubtaskState state) throws Exception {
    if (state != null) {
      flink.initializeState(state);
    }
    flink.open();
    return this;
  }

  static ControlledHarness open(String... there) throws Exception {
    return new ControlledHarness(MissingModel.FAIL, there).open((OperatorSubtaskState) null);
  }

  KeyedTwoInputHarness<QueryEvent, ControlMessage, RerankResult> flink() {
    return flink;
  }

  ControlledHarness send(QueryEvent... events) throws Exception {
    for (QueryEvent event : events) {
      flink.processElement1(new StreamRecord<>(event, event.eventTimeMs()));
    }
    return this;
  }

  ControlledHarness command(ControlCommand.Kind kind, @Nullable String uri, @Nullable Double share)
      throws Exception {
    commands++;
    ModelReference model = uri == null ? null : new ModelReference(uri, null, null);
    flink.processElement2(
        new StreamRecord<>(
            ControlMessage.of(
                new ControlCommand("c" + commands, kind, model, share, null),
                flink.getProcessingTime())));
    return this;
  }

  ControlledHarness command(ControlCommand.Kind kind) throws Exception {
    return command(kind, null, null);
  }

  /** No model can be loaded until the returned latch is counted down. */
  CountDownLatch holdLoads() {
    gate = new CountDownLatch(1);
    loadBegan = new CountDownLatch(1);
    return gate;
  }

  /** Returns once a load is under way that began after the last {@link #holdLoads}. */
  ControlledHarness awaitLoadBegan() throws InterruptedException {
    loadBegan.await();
    return this;
  }

  /** The same, of loads that don't notice that they are called off, as native code doesn't. */
  CountDownLatch holdLoadsThatCannotBeInterrupted() {
    interruptible = false;
    return holdLoads();
  }

  private void awaitGate() throws InterruptedException {
    while (true) {
      try {
        gate.await();
        return;
      } catch (InterruptedException e) {
        if (interruptible) {
          throw e;
        }
      }
    }
  }

  void loadsFailWith(Error error) {
    loadError = error;
  }

  /** Models that were open at once, at most. */
  int mostOpen() {
    return mostOpen.get();
  }

  private int open() {
    return (int) models.values().stream().filter(ManualScoring::isOpen).count();
  }

  /** A command whose time is not the one at which it is read. */
  ControlledHarness commandAt(long timestampMs, String id, ControlCommand.Kind kind)
      throws Exception {
    flink.processElement2(
        new StreamRecord<>(
            ControlMessage.of(new ControlCommand(id, kind, null, null, null), timestampMs)));
    return this;
  }

  /** No more input: what is asked for is written now, or never. */
  void finish() throws Exception {
    BoundedMultiInput operator = (BoundedMultiInput) flink.twoInputs();
    operator.endInput(1);
    operator.endInput(2);
    flink.twoInputs().finish();
  }

  /** Waits for a mail and runs it. */
  void runNextMail() throws Exception {
    flink.getTaskMailbox().take(TaskMailbox.MIN_PRIORITY).run();
  }

  /** Loads a model and waits until it is ready. */
  ControlledHarness load(String uri) throws Exception {
    command(ControlCommand.Kind.LOAD, uri, null);
    return await("c" + commands, ModelStatus.State.READY);
  }

  /** Runs mails until a command came to something. */
  ControlledHarness await(String commandId, ModelStatus.State state) throws Exception {
    return await(() -> statuses(commandId).contains(state));
  }

  /** Runs mails, as they come, until something is so. */
  ControlledHarness await(BooleanSupplier condition) throws Exception {
    while (!condition.getAsBoolean()) {
      flink.getTaskMailbox().take(TaskMailbox.MIN_PRIORITY).run();
    }
    return this;
  }

  List<ModelStatus.State> statuses(String commandId) {
    var statuses = flink.getSideOutput(Rerank.MODEL_STATUS);
    return statuses == null
        ? List.of()
        : statuses.stream()
            .map(StreamRecord::getValue)
            .filter(status -> commandId.equals(status.commandId()))
            .map(ModelStatus::state)
            .toList();
  }

  ControlledHarness runMails() throws Exception {
    for (Optional<Mail> mail = mail(); mail.isPresent(); mail = mail()) {
      mail.get().run();
    }
    return this;
  }

  private Optional<Mail> mail() {
    return flink.getTaskMailbox().tryTake(TaskMailbox.MIN_PRIORITY);
  }

  /** Delivers every score that is waited for. */
  ControlledHarness scoreAll() throws Exception {
    for (ManualScoring scoring : models.values()) {
      scoring.deliverAll();
    }
    return runMails();
  }

  /** The results so far, by query id. */
  Map<String, RerankResult> results() {
    Map<String, RerankResult> results = new TreeMap<>();
    flink.extractOutputValues().forEach(result -> results.put(result.queryId(), result));
    return results;
  }

  /** The pairs that wait for a model's scores in the background. */
  ManualScoring inShadow(String uri) {
    return models.get(uri).background;
  }

  List<ShadowRanking> shadows() {
    var shadows = flink.getSideOutput(Rerank.SHADOW);
    return shadows == null ? List.of() : shadows.stream().map(StreamRecord::getValue).toList();
  }

  /** The model of each result, by query id. */
  Map<String, String> answeredBy() {
    Map<String, String> models = new TreeMap<>();
    for (RerankResult result : flink.extractOutputValues()) {
      models.put(result.queryId(), result.model().name());
    }
    return models;
  }

  @Override
  public void close() throws Exception {
    flink.close();
  }
}
