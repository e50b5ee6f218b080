package io.riverrank.operators.rerank;

import static org.assertj.core.api.Assertions.assertThat;

import io.riverrank.operators.scoring.ScoreListener;
import io.riverrank.operators.scoring.ScoringHandle;
import io.riverrank.operators.settings.GroupSettings;
import io.riverrank.operators.settings.RerankSettings;
import io.riverrank.operators.testing.TestSettings;
import io.riverrank.operators.types.RiverrankTypes;
import io.riverrank.schemas.QueryEvent;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.testutils.CommonTestUtils;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.runtime.metrics.MetricNames;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.testutils.InMemoryReporter;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A group whose second member waits behind a full channel stays open, however long that takes: the
 * source sends its first member, more than another channel holds, and then its second.
 */
class HeldBackInputITCase {
  private static final int EVENTS = 4_000;
  private static final String TEXT = "x".repeat(4_000) + " 1";
  private static final String SOURCE = "numbers";
  private static final Duration IDLENESS = Duration.ofSeconds(1);

  /** Longer than the idle timeout, which is the idleness here, and the second look together. */
  private static final long HELD_BACK_MS = 4_000;

  private static final OutputTag<String> SIDE = new OutputTag<>("side", Types.STRING);

  /** Whether the group of the two members was complete, for each of its results. */
  private static final Queue<Boolean> COMPLETE = new ConcurrentLinkedQueue<>();

  private static volatile CountDownLatch stalled;
  private static volatile CountDownLatch goOn;

  @BeforeEach
  void beginAnew() {
    COMPLETE.clear();
    stalled = new CountDownLatch(1);
    goOn = new CountDownLatch(1);
  }

  private static void stall() throws InterruptedException {
    stalled.countDown();
    goOn.await();
  }

  @Test
  void aSubtaskThatStallsEndsNoGroupOfAnother() throws Exception {
    run(new ToFirstSubtask(), HeldBackInputITCase::stallingInFirstSubtask);
    assertThat(COMPLETE).containsExactly(true);
  }

  @Test
  void aFullSideOutputEndsNoGroup() throws Exception {
    run(new ToSideOutput(), HeldBackInputITCase::scoring);
    assertThat(COMPLETE).containsExactly(true);
  }

  private static void run(ProcessFunction<Long, QueryEvent> split, ScoringProvider scoring)
      throws Exception {
    InMemoryReporter reporter = InMemoryReporter.createWithRetainedMetrics();
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.createLocalEnvironment(
            2, reporter.addToConfiguration(new Configuration()));
    env.setMaxParallelism(RerankHarness.MAX_PARALLELISM);
    SingleOutputStreamOperator<QueryEvent> events =
        env.fromSource(new NumberSequenceSource(0, EVENTS - 1), watermarks(), SOURCE)
            .setParallelism(1)
            .process(split)
            .returns(RiverrankTypes.QUERY_EVENT)
            .setParallelism(1);
    events
        .getSideOutput(SIDE)
        .rebalance()
        .map(
            text -> {
              stall();
              return text;
            })
        .returns(Types.STRING)
        .setParallelism(1)
        .sinkTo(new DiscardingSink<>())
        .setParallelism(1);
    events
        .keyBy(QueryEvent::queryId)
        .transform(
            "Rerank", RiverrankTypes.RERANK_RESULT, new RerankOperatorFactory(settings(), scoring))
        .filter(result -> result.queryId().equals(groupOfSecondSubtask()))
        .map(result -> COMPLETE.add(result.complete()))
        .sinkTo(new DiscardingSink<>());
    JobClient job = env.executeAsync();
    try {
      stalled.await();
      awaitHeldBack(reporter, job.getJobID());
    } finally {
      goOn.countDown();
      job.getJobExecutionResult().get();
    }
  }

  private static WatermarkStrategy<Long> watermarks() {
    return WatermarkStrategy.<Long>forBoundedOutOfOrderness(IDLENESS)
        .withTimestampAssigner((number, none) -> number)
        .withIdleness(IDLENESS);
  }

  private static RerankSettings settings() {
    long ms = IDLENESS.toMillis();
    return TestSettings.rerank(
        new GroupSettings(Duration.ofDays(1).toMillis(), ms, ms, 0), TestSettings.LIMITS);
  }

  /** By Flink's own account of how long the source's task waited for its output. */
  private static void awaitHeldBack(InMemoryReporter reporter, JobID job) throws Exception {
    String metric = SOURCE + ".*" + MetricNames.ACC_TASK_BACK_PRESSURED_TIME;
    CommonTestUtils.waitUtil(
        () ->
            reporter.findMetrics(job, metric).values().stream()
                .anyMatch(
                    waited ->
                        ((Gauge<?>) waited).getValue() instanceof Long ms && ms > HELD_BACK_MS),
        Duration.ofMinutes(1),
        "the source is not held back");
  }

  private static ScoringHandle scoring(RuntimeContext context, ScoreListener listener) {
    return new ManualScoring().immediate().open(listener);
  }

  private static ScoringHandle stallingInFirstSubtask(
      RuntimeContext context, ScoreListener listener) {
    ManualScoring scoring = new ManualScoring().immediate();
    if (context.getTaskInfo().getIndexOfThisSubtask() == 0) {
      scoring.onNextSubmit(HeldBackInputITCase::stall);
    }
    return scoring.open(listener);
  }

  private static String groupOfSecondSubtask() {
    return idOf(1, "group");
  }

  private static String idOf(int subtask, String name) {
    String id = name;
    while (KeyGroupRangeAssignment.assignKeyToParallelOperator(id, RerankHarness.MAX_PARALLELISM, 2)
        != subtask) {
      id += "'";
    }
    return id;
  }

  /** The group's members first and last; what is between goes where it fills a channel. */
  private abstract static class Split extends ProcessFunction<Long, QueryEvent> {

    @Override
    public void processElement(Long number, Context context, Collector<QueryEvent> out) {
      if (number == 0 || number == EVENTS - 1) {
        out.collect(Events.member(groupOfSecondSubtask(), number, "d" + number, "a 1", 2));
      } else {
        fill(number, context, out);
      }
    }

    abstract void fill(long number, Context context, Collector<QueryEvent> out);
  }

  private static final class ToFirstSubtask extends Split {
    @Override
    void fill(long number, Context context, Collector<QueryEvent> out) {
      out.collect(Events.whole(idOf(0, "q" + number), number, TEXT));
    }
  }

  private static final class ToSideOutput extends Split {
    @Override
    void fill(long number, Context context, Collector<QueryEvent> out) {
      context.output(SIDE, TEXT);
    }
  }
}
