package io.riverrank.operators.rollout;

import static io.riverrank.operators.rollout.OtherModel.Role.CHALLENGER;
import static io.riverrank.operators.rollout.OtherModel.Role.KEPT;
import static io.riverrank.operators.rollout.OtherModel.Role.LOADING;

import io.riverrank.operators.model.ModelException;
import io.riverrank.operators.scoring.ScoringHandle;
import io.riverrank.schemas.rollout.ControlMessage;
import io.riverrank.schemas.rollout.ModelReference;
import java.io.IOException;
import java.util.List;
import javax.annotation.Nullable;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.streaming.runtime.tasks.ProcessingTimeService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The models of a subtask that takes commands: at most two, the champion and one other, and each
 * until no group in flight has it.
 *
 * <p><b>Ownership.</b> {@link RolloutMachine} says what should be; this class has the handles that
 * make it so. Handles are opened and closed by {@link ModelThread}, but for those that a restored
 * job needs before its first event.
 */
public final class SubtaskModels implements GroupModels {
  private static final Logger LOG = LoggerFactory.getLogger(SubtaskModels.class);
  private static final int MOST_MODELS = 2;

  /**
   * A former champion stays so much longer in memory than its time: a rollback that was written in
   * time may be read late, by a job that was down or held back, and must come to the same in every
   * subtask.
   */
  static final long GRACE_MS = 60_000;

  private final RolloutSettings settings;
  private final RolloutState state;
  private final RolloutMachine machine;
  private final ModelThread thread;
  private final MailboxExecutor mailbox;
  private final ProcessingTimeService clock;
  private final RolloutListener listener;
  private final LoadedModels loaded = new LoadedModels();
  private final Assigner assigner;
  private LoadedHandle champion;
  @Nullable private LoadedHandle other;
  @Nullable private ModelReference wanted;
  @Nullable private OtherModel timed;
  private boolean recovered;

  private SubtaskModels(
      RolloutSettings settings,
      RolloutState state,
      RolloutMachine machine,
      ModelThread thread,
      MailboxExecutor mailbox,
      ProcessingTimeService clock,
      RolloutListener listener) {
    this.settings = settings;
    this.state = state;
    this.machine = machine;
    this.thread = thread;
    this.mailbox = mailbox;
    this.clock = clock;
    this.listener = listener;
    this.assigner = new Assigner(loaded, settings.missing());
  }

  /**
   * Loads the models that the first event may need.
   *
   * @param configured the champion, where no state names another
   * @param name of the thread that loads
   * @throws ModelException if a model that is needed can't be used
   * @throws Exception if the state can't be read, or a model's files can't be fetched now
   */
  public static SubtaskModels open(
      ModelReference configured,
      RolloutState state,
      RolloutSettings settings,
      ModelOpener opener,
      MailboxExecutor mailbox,
      ProcessingTimeService clock,
      RolloutListener listener,
      String name)
      throws Exception {
    Rollout rollout = state.read(configured, settings.keepMs());
    SubtaskModels models =
        new SubtaskModels(
            settings,
            state,
            new RolloutMachine(rollout, settings.keepMs()),
            new ModelThread(opener, mailbox, name),
            mailbox,
            clock,
            listener);
    try {
      models.openRestored(rollout, opener);
      return models;
    } catch (Throwable e) {
      models.close();
      throw e;
    }
  }

  private void openRestored(Rollout rollout, ModelOpener opener)
      throws IOException, InterruptedException {
    champion = open(rollout.champion(), opener, false);
    machine.championIs(champion.model());
    if (rollout.other() != null && !rollout.hasOther(LOADING)) {
      other = openIfThere(rollout.other().model(), opener);
      if (other == null) {
        machine.otherIsMissing();
      }
    }
    machine.owes(state.owed());
    for (DrainingModel draining : rollout.draining()) {
      LoadedHandle opened = openIfThere(draining.model(), opener);
      if (opened == null) {
        machine.drained(draining);
      } else {
        opened.leave();
      }
    }
    wanted = rollout.hasOther(LOADING) ? rollout.other().model() : null;
  }

  private LoadedHandle open(ModelReference model, ModelOpener opener, boolean beside)
      throws IOException, InterruptedException {
    return loaded.add(model, opener.open(model, beside));
  }

  @Nullable
  private LoadedHandle openIfThere(ModelReference model, ModelOpener opener)
      throws IOException, InterruptedException {
    try {
      return open(model, opener, true);
    } catch (ModelException e) {
      if (e.isTransient()) {
        throw e;
      }
      if (settings.missing() == MissingModel.FAIL) {
        throw new ModelException(
            ("the state names the model %s, which can't be used: %s; bring it back, or set"
                    + " rerank.model.missing=rescore to score its queries by the champion")
                .formatted(model, e.getMessage()),
            e);
      }
      LOG.warn("{} is in the state and can't be used; its queries are scored anew", model, e);
      return null;
    }
  }

  /** Writes what a checkpoint keeps. */
  public void snapshot() throws Exception {
    state.write(machine.rollout());
  }

  /** A message on the control topic. */
  public void receive(ControlMessage message) {
    machine.receive(message);
    settle();
  }

  /**
   * A model broke. If it is not the champion, and no group in flight has it, the subtask goes on
   * without: it was in shadow, and answers nobody.
   *
   * @return whether it goes on
   */
  public boolean survives(Throwable cause) {
    List<LoadedHandle> broken = loaded.broken();
    if (broken.stream().anyMatch(model -> model == champion || model.hasGroups())) {
      return false;
    }
    if (broken.contains(other)) {
      LOG.error("{} broke and is let go; {} goes on", other.model(), champion.model(), cause);
      machine.otherBroke("%s broke: %s; load another".formatted(other.model(), cause.getMessage()));
      settle();
    }
    return true;
  }

  // ------------------------------------------------------------------ groups

  @Override
  public Assignment choose(String queryId) {
    return assigner.choose(queryId, machine.rollout().trial(), champion, other);
  }

  @Override
  public Assignment restored(Assignment group) {
    return assigner.restored(group, champion);
  }

  @Override
  public ScoringHandle of(String identity) {
    return loaded.of(identity).handle();
  }

  @Override
  public void began(Assignment group) {
    loaded.of(group.model()).groupBegan();
    if (group.isInterleaved()) {
      loaded.of(group.challenger()).groupBegan();
    }
  }

  @Override
  public void ended(Assignment group) {
    ended(loaded.of(group.model()));
    if (group.isInterleaved()) {
      ended(loaded.of(group.challenger()));
    }
  }

  private void ended(LoadedHandle model) {
    model.groupEnded();
    if (model.isLeaving()) {
      settle();
    }
  }

  @Override
  public void recovered() {
    recovered = true;
    // A mail, since an operator that opens can't answer yet.
    mailbox.execute(this::settle, "Go on with models");
  }

  @Override
  public long tokensInFlight() {
    return loaded.tokensInFlight();
  }

  // ------------------------------------------------------------------ making it so

  /** Brings the handles to where the commands want them. */
  private void settle() {
    Rollout rollout = machine.rollout();
    champion = loaded.of(rollout.champion());
    other =
        rollout.hasOther(CHALLENGER) || rollout.hasOther(KEPT)
            ? loaded.of(rollout.other().model())
            : null;
    listener.shadows(shadow(rollout));
    timeKeeping(rollout);
    freeDrained(rollout);
    ModelReference load = machine.takeLoad();
    wanted = load != null ? load : rollout.hasOther(LOADING) ? wanted : null;
    if (!rollout.hasOther(LOADING)) {
      thread.cancelLoad();
    } else if (wanted != null && loaded.size() < MOST_MODELS) {
      ModelReference next = wanted;
      wanted = null;
      thread.cancelLoad();
      thread.load(next, handle -> onLoaded(next, handle), this::onFailed);
    }
    machine.takeAnswers().forEach(listener::answered);
  }

  @Nullable
  private ShadowTrial shadow(Rollout rollout) {
    return other != null && rollout.trial().runsAs(Trial.Mode.SHADOW)
        ? new ShadowTrial(other.handle(), rollout.trial().share())
        : null;
  }

  private void onLoaded(ModelReference model, ScoringHandle handle) {
    if (handle.isBroken()) {
      thread.free(handle, () -> {});
      machine.failed("%s broke as soon as it was loaded".formatted(model));
    } else if (loaded.has(handle.modelIdentity())) {
      thread.free(handle, () -> {});
      machine.failed("%s is the champion already".formatted(model));
    } else {
      machine.loaded(loaded.add(model, handle).model());
    }
    settle();
  }

  private void onFailed(String reason) {
    machine.failed(reason);
    settle();
  }

  private void timeKeeping(Rollout rollout) {
    OtherModel kept = rollout.hasOther(KEPT) ? rollout.other() : null;
    if (kept != null && !kept.equals(timed)) {
      // From now on, if that is later: a restored one may be overdue, and commands unread.
      long endMs = Math.max(clock.getCurrentProcessingTime(), kept.sinceMs() + settings.keepMs());
      clock.registerTimer(endMs + GRACE_MS, timestampMs -> onKeepEnd(kept));
    }
    timed = kept;
  }

  private void onKeepEnd(OtherModel kept) {
    if (kept.equals(machine.rollout().other())) {
      machine.keepEnded();
      settle();
    }
  }

  /** A restored group may need any model until all of them are recovered. */
  private void freeDrained(Rollout rollout) {
    for (DrainingModel draining : rollout.draining()) {
      LoadedHandle model = loaded.of(draining.model());
      model.leave();
      if (recovered && model.beginFreeing()) {
        thread.free(model.handle(), () -> onFreed(draining, model));
      }
    }
  }

  private void onFreed(DrainingModel draining, LoadedHandle model) {
    loaded.remove(model);
    machine.drained(draining);
    settle();
  }

  @Override
  public void close() {
    thread.close();
    loaded.close();
  }
}
