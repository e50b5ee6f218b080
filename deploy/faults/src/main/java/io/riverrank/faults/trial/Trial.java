package io.riverrank.faults.trial;

import io.riverrank.faults.check.Checker;
import io.riverrank.faults.check.Observed;
import io.riverrank.faults.check.Tenures;
import io.riverrank.faults.check.Verdict;
import io.riverrank.faults.cluster.RunningJob;
import io.riverrank.faults.cluster.Waiting;
import io.riverrank.faults.traffic.Inputs;
import io.riverrank.faults.traffic.Mix;
import io.riverrank.faults.traffic.Plan;
import io.riverrank.faults.traffic.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import javax.annotation.Nullable;
import org.awaitility.core.ConditionTimeoutException;

/**
 * One kind of fault at work: its inputs, the moments of its injections and how long recovery took.
 */
public final class Trial {

  private static final Duration RECOVERY = Duration.ofSeconds(240);
  private static final Duration RESTART = Duration.ofSeconds(90);
  private static final Duration SENDING = Duration.ofMinutes(10);

  /** Beyond group timeout and out-of-orderness of {@link JobSpec#USUAL} together. */
  private static final Duration BEYOND_TIMEOUTS = Duration.ofSeconds(25);

  private static final double QUERIES_A_SECOND = 12;
  private static final int LONGEST_MOMENT_MS = 4000;

  private final Bench bench;
  private final Inputs inputs;
  private final RandomGenerator random;
  private final List<Double> recoverySeconds = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private final Tenures tenures = new Tenures();
  private final List<MoreChecks> moreChecks = new ArrayList<>();
  private boolean doublesAllowed;
  @Nullable private Verdict ownVerdict;
  private int injected;
  private long injectedNanos;
  private long recoveryFromNanos;

  /** Nothing is sent or broken yet. */
  public Trial(Bench bench, Inputs inputs, RandomGenerator random) {
    this.bench = bench;
    this.inputs = inputs;
    this.random = random;
  }

  /** What is broken. */
  public Bench bench() {
    return bench;
  }

  /** The job and its traffic. */
  public Workload workload() {
    return bench.workload();
  }

  /** All that this fault sent. */
  public Inputs inputs() {
    return inputs;
  }

  /** The suite's dice. */
  public RandomGenerator random() {
    return random;
  }

  /** Lets queries flow, and returns when the first ranking of theirs is there. */
  public void startFlow(Mix mix) {
    startFlow(mix, QUERIES_A_SECOND);
  }

  /** Lets queries flow at a rate of this trial's own. */
  public void startFlow(Mix mix, double queriesASecond) {
    workload().traffic().flow(inputs, mix, queriesASecond);
    awaitResultAfter("the first result", System.nanoTime());
  }

  /** Returns at a random moment soon. */
  public void awaitRandomMoment() {
    Waiting.pass(Duration.ofMillis(random.nextInt(LONGEST_MOMENT_MS)));
  }

  /** Breaks something; counts if {@code action} returns. */
  public void inject(Action action) throws Exception {
    injectedNanos = System.nanoTime();
    recoveryFromNanos = injectedNanos;
    action.run();
    injected++;
  }

  /** What breaks something. */
  public interface Action {
    /** Returns when it is broken. */
    void run() throws Exception;
  }

  /** Kills a task manager, and returns when the job was restarted for it. */
  public void killTaskManager() throws IOException, InterruptedException {
    killTaskManager(workload().job());
  }

  /** Kills a task manager, and returns when the only job of the cluster was restarted for it. */
  public void killTaskManager(RunningJob job) throws IOException, InterruptedException {
    long restart = job.lastRestartMs();
    bench.cluster().killTaskManager(random);
    Waiting.until("the job restarts", RESTART, () -> job.lastRestartMs() != restart);
  }

  /** Recovery is counted from now on instead of from the injection: the outage was planned. */
  public void outageIsOver() {
    recoveryFromNanos = System.nanoTime();
  }

  /**
   * Returns when a result is committed of a query that began after the injection: then the job runs
   * again and a checkpoint is complete.
   */
  public void awaitRecovery() {
    awaitResultAfter("a result after the fault", injectedNanos);
    recoverySeconds.add((System.nanoTime() - recoveryFromNanos) / 1e9);
  }

  /**
   * Returns when something else than a result shows that a job runs again.
   *
   * @param what is waited for, as the error says it
   */
  public void awaitRecovery(String what, Callable<Boolean> recovered) {
    Waiting.until(what, RECOVERY, recovered);
    recoverySeconds.add((System.nanoTime() - recoveryFromNanos) / 1e9);
  }

  /** Returns when the last whole query that was begun has its result: the job has caught up. */
  public void awaitCaughtUp(Duration limit) {
    List<Plan> whole = inputs.plans().stream().filter(plan -> plan.shape() == Shape.WHOLE).toList();
    String last = whole.get(whole.size() - 1).queryId();
    Observed observed = workload().observed();
    Waiting.until(
        "the job catches up with " + inputs.name(),
        limit,
        () -> {
          workload().reader().requireAlive();
          return !observed.of(last).results().isEmpty();
        });
    recoverySeconds.add((System.nanoTime() - recoveryFromNanos) / 1e9);
  }

  /**
   * Returns when a checkpoint is complete that the job began after the injection. For where results
   * have to wait for a backlog that has nothing to do with the fault.
   */
  public void awaitCheckpointAfterInjection() throws IOException {
    RunningJob job = workload().job();
    List<Path> before = job.retainedCheckpoints();
    Waiting.until(
        "a checkpoint after the fault of " + inputs.name(),
        RECOVERY,
        () -> job.retainedCheckpoints().stream().anyMatch(path -> !before.contains(path)));
    recoverySeconds.add((System.nanoTime() - recoveryFromNanos) / 1e9);
  }

  private void awaitResultAfter(String what, long nanos) {
    Observed observed = workload().observed();
    Waiting.until(
        "%s of %s".formatted(what, inputs.name()),
        RECOVERY,
        () -> {
          workload().reader().requireAlive();
          return inputs.plans().stream()
              .anyMatch(
                  plan ->
                      plan.begunAfter(nanos) && !observed.of(plan.queryId()).results().isEmpty());
        });
  }

  /** Results may come twice: the operator's guide says so of what is done in this trial. */
  public void allowDoubles() {
    doublesAllowed = true;
  }

  /** Which model may answer when; every one as long as nothing is said. */
  public Tenures tenures() {
    return tenures;
  }

  /** Says something about this trial below the table. */
  public void note(String sentence) {
    notes.add(sentence);
  }

  /** Queries that were begun and have no result yet. */
  public long unanswered() {
    Observed observed = workload().observed();
    return inputs.plans().stream()
        .filter(Plan::hasResult)
        .filter(plan -> observed.of(plan.queryId()).results().isEmpty())
        .count();
  }

  /** What a fault checks besides results and dead letters. */
  public interface MoreChecks {
    void check(Verdict verdict) throws IOException;
  }

  /** Lets more be checked when all results are there. */
  public void checkMore(MoreChecks checks) {
    moreChecks.add(checks);
  }

  /** Checks what {@link #checkMore} was told. */
  public void runMoreChecks(Verdict verdict) throws IOException {
    for (MoreChecks checks : moreChecks) {
      checks.check(verdict);
    }
  }

  /** Takes what came of a fault that runs a job of its own, and checks it. */
  public void judged(Verdict verdict) {
    ownVerdict = verdict;
  }

  /** What {@link #judged} took; null if there are results to settle and to check. */
  @Nullable
  public Verdict ownVerdict() {
    return ownVerdict;
  }

  /** What {@link #note} was told. */
  public List<String> notes() {
    return List.copyOf(notes);
  }

  /** Whether {@link #allowDoubles} was called. */
  public boolean doublesAllowed() {
    return doublesAllowed;
  }

  /** Ends the flow, lets open groups time out and waits for everything that is still to come. */
  public void settle(Duration limit) throws IOException, InterruptedException {
    workload().traffic().pause();
    awaitSent();
    workload().traffic().jump(BEYOND_TIMEOUTS);
    List<Plan> open = new ArrayList<>(inputs.plans());
    Observed observed = workload().observed();
    try {
      Waiting.until(
          "all of " + inputs.name(),
          limit,
          () -> {
            workload().reader().requireAlive();
            open.removeIf(plan -> Checker.isDone(plan, observed.of(plan.queryId())));
            return open.isEmpty() && workload().traffic().isAllSent();
          });
    } catch (ConditionTimeoutException e) {
      // What is missing is lost, and the checker says what it is.
      return;
    }
    awaitCheckpoints();
    workload().reader().catchUp();
  }

  /**
   * Returns when a checkpoint is complete that began after this call. What came too often would be
   * committed by it, and what was commanded is not commanded again after a restart.
   */
  public void awaitCheckpoints() throws IOException, InterruptedException {
    workload().job().awaitRunning();
    long before = workload().job().completedCheckpoints();
    Waiting.until(
        "the next checkpoints of " + inputs.name(),
        RECOVERY,
        () -> workload().job().completedCheckpoints() >= before + 2);
  }

  /** Returns when all that was begun is at the broker. */
  public void awaitSent() {
    Waiting.until("all requests are sent", SENDING, () -> workload().traffic().isAllSent());
  }

  /** Injections that really happened. */
  public int injected() {
    return injected;
  }

  /** One for each recovery that was awaited. */
  public List<Double> recoverySeconds() {
    return recoverySeconds;
  }
}
