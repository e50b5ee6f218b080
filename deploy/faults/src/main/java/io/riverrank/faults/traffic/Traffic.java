package io.riverrank.faults.traffic;

import io.riverrank.faults.broker.Topics;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/**
 * Queries at a steady rate, the members of several at a time among each other. All sending is done
 * by one thread, so that the messages of a query id stay in order.
 */
public final class Traffic implements AutoCloseable {

  private static final long TICK_MS = 20;
  private static final int OPEN_PLANS = 20;

  /** Event time between one query and the next. */
  private static final Duration STEP = Duration.ofMillis(50);

  private final Planner planner;
  private final RandomGenerator random;
  private final EventClock clock;
  private final RequestSender sender;
  private final Predicate<Plan> hasResult;
  private final Deque<Plan> planned = new ArrayDeque<>();
  private final List<UnsentPlan> open = new ArrayList<>();
  private final List<Plan> lateOnes = new ArrayList<>();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread created = new Thread(task, "traffic");
            created.setDaemon(true);
            return created;
          });

  private Inputs inputs;
  private Mix mix = Mix.USUAL;
  private double queriesASecond;
  private double due;
  private volatile Throwable failure;

  /**
   * @param hasResult whether a plan's result was read, so that what is late can be sent
   */
  public Traffic(
      String bootstrapServers,
      Topics topics,
      SampleTexts texts,
      RandomGenerator random,
      Predicate<Plan> hasResult) {
    this.random = random;
    this.clock = new EventClock();
    this.planner = new Planner(texts, random, clock);
    this.sender = new RequestSender(bootstrapServers, topics.requests());
    this.hasResult = hasResult;
    thread.scheduleWithFixedDelay(this::tick, TICK_MS, TICK_MS, TimeUnit.MILLISECONDS);
  }

  /** Sends queries of this mix from now on, and counts them among {@code to}. */
  public synchronized void flow(Inputs to, Mix ofMix, double rate) {
    inputs = to;
    mix = ofMix;
    queriesASecond = rate;
    due = 0;
  }

  /** Begins no more queries; those that have begun are sent to their end. */
  public synchronized void pause() {
    queriesASecond = 0;
  }

  /**
   * Queues queries of the mix besides the steady flow, to be sent as fast as the broker takes them.
   */
  public synchronized void burst(int queries) {
    for (int i = 0; i < queries; i++) {
      begin(planner.next(inputs.nextId(), mix));
    }
  }

  /** Queues one plan. */
  public synchronized Plan plan(PlanMaker maker) {
    Plan plan = maker.plan(planner, inputs.nextId());
    begin(plan);
    return plan;
  }

  /** Queues many plans of the same event time, which doesn't go on meanwhile. */
  public synchronized void plans(int count, PlanMaker maker) {
    for (int i = 0; i < count; i++) {
      Plan plan = maker.plan(planner, inputs.nextId());
      inputs.add(plan);
      planned.add(plan);
    }
  }

  /** Makes one plan. */
  public interface PlanMaker {
    /**
     * @param queryId of the plan
     */
    Plan plan(Planner planner, String queryId);
  }

  /**
   * Lets event time go on by so much that groups which wait for members time out: one query to each
   * partition from that time.
   */
  public synchronized void jump(Duration eventTime) {
    clock.advance(eventTime);
    for (int partition = 0; partition < Topics.REQUEST_PARTITIONS; partition++) {
      Plan plan = planner.next(inputs.nextId(), Shape.WHOLE);
      inputs.add(plan);
      plan.begun();
      for (PlannedMessage message : plan.messages()) {
        sender.send(plan, message, partition);
      }
    }
  }

  /** Whether all that was begun is at the broker, except what is late and waits for a result. */
  public synchronized boolean isAllSent() {
    if (failure != null) {
      throw new IllegalStateException("the traffic stopped", failure);
    }
    return planned.isEmpty() && open.isEmpty() && sender.isAllAcknowledged();
  }

  private void begin(Plan plan) {
    clock.advance(STEP);
    inputs.add(plan);
    planned.add(plan);
  }

  private synchronized void tick() {
    try {
      due += queriesASecond * TICK_MS / 1000;
      for (; due >= 1; due--) {
        begin(planner.next(inputs.nextId(), mix));
      }
      sendPlanned();
      sendLate();
    } catch (RuntimeException e) {
      failure = e;
      throw e;
    }
  }

  /** One message of each open plan in turn, so that groups grow side by side. */
  private void sendPlanned() {
    // While queries flow, some stay open for the next ones to mingle with.
    while (!planned.isEmpty() || (queriesASecond == 0 && !open.isEmpty())) {
      while (open.size() < OPEN_PLANS && !planned.isEmpty()) {
        open.add(new UnsentPlan(planned.remove()));
      }
      UnsentPlan next = open.get(random.nextInt(open.size()));
      if (next.sendOne(sender)) {
        open.remove(next);
        if (next.plan().hasLate()) {
          lateOnes.add(next.plan());
        }
      }
    }
  }

  private void sendLate() {
    List<Plan> ready = lateOnes.stream().filter(hasResult).toList();
    lateOnes.removeAll(ready);
    for (Plan plan : ready) {
      sender.send(plan, plan.takeLate());
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
    sender.close();
  }
}
