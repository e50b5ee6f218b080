package io.riverrank.faults.fault;

import io.riverrank.faults.trial.JobSpec;
import io.riverrank.faults.trial.Needs;
import io.riverrank.faults.trial.Setup;
import java.util.List;

/** All kinds. Neighbours that need the same share cluster and job. */
public final class Faults {

  private Faults() {}

  /** The kinds in the order in which they run. */
  public static List<Fault> all(Setup setup) {
    return List.of(
        new KillTaskManager(),
        new KillJobManager(),
        new KillBoth(),
        new Overload(),
        new StopBroker(),
        new FailPair(),
        FailSession.batches(),
        FailSession.everything(),
        new CrashNatively(),
        new KillAmidTrouble(),
        stateBackend("rocksdb"),
        stateBackend("hashmap"),
        rememberedScores(),
        new AbortCheckpoints(),
        new KillUnderBackpressure(),
        ChangeJob.rescale(),
        ChangeJob.rebatch(),
        new ChangeModel(setup),
        BreakAmidRollout.load(setup),
        BreakAmidRollout.taskManager(setup),
        BreakAmidRollout.jobManager(setup),
        BreakAmidRollout.broker(setup),
        new KillInShadow(setup),
        new KillAmidInterleaving(setup),
        new KillAmidRefusal(setup),
        new ReplayCommands(setup),
        new LoseTransaction(),
        new HotKey(setup),
        new ManyKeys(setup),
        new KillAmidWindows(),
        new KillJobManagerWithoutHa());
  }

  private static Fault rememberedScores() {
    return new KillTaskManager(
        "score-cache",
        "kill -9 of a task manager, with scores remembered",
        Needs.of(JobSpec.USUAL.with("rerank.score-cache.size", "8 mb")));
  }

  private static Fault stateBackend(String type) {
    return new KillTaskManager(
        "state-" + type,
        "kill -9 of a task manager, with state backend " + type,
        Needs.of(JobSpec.USUAL.with("state.backend.type", type)));
  }
}
