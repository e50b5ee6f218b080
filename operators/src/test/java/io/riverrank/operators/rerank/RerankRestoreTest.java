package io.riverrank.operators.rerank;

import static io.riverrank.operators.rerank.Events.member;
import static io.riverrank.operators.rerank.Events.whole;
import static org.assertj.core.api.Assertions.assertThat;

import io.riverrank.operators.scoring.ScoreRequest;
import io.riverrank.operators.settings.GroupSettings;
import io.riverrank.operators.settings.OperatorLimits;
import io.riverrank.operators.settings.RerankSettings;
import io.riverrank.operators.testing.TestSettings;
import io.riverrank.schemas.DeadLetterCode;
import io.riverrank.schemas.RerankResult;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Promises 3 and 7: nothing is lost, doubled or mixed by a crash, a rescale or another model. */
class RerankRestoreTest {

  static StateBackend backend(String name) {
    return name.equals("heap") ? new HashMapStateBackend() : new EmbeddedRocksDBStateBackend();
  }

  private static RerankHarness restored(OperatorSubtaskState state, String backend)
      throws Exception {
    return RerankHarness.restore(
        new ManualScoring(), TestSettings.rerank(), 1, 0, state, backend(backend));
  }

  /** One query of each kind: emitted, open, half scored, superseded, unscored. */
  static OperatorSubtaskState snapshotInFlight(String backend) throws Exception {
    try (RerankHarness harness = restored(null, backend)) {
      harness.send(whole("emitted", 50, "a 1")).scoreAll();
      harness
          .send(member("open", 300, "x", "x 1", 2), member("superseded", 300, "x", "x 1", 2))
          .scoreAll();
      harness.send(whole("half", 100, "a 1", "b 2"));
      harness.scoring.deliver(1);
      harness.runMails();
      harness.send(member("superseded", 310, "x", "x 7", 2), whole("late", 400, "a 4", "b 5"));
      return harness.flink.snapshot(1, 1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"heap", "rocksdb"})
  void restoredQueriesAskForMissingScoresOnly(String backend) throws Exception {
    try (RerankHarness harness = restored(snapshotInFlight(backend), backend)) {
      assertThat(harness.scoring.everSubmitted).as("open() does not wait").isEmpty();
      harness.runMails();

      assertThat(harness.scoring.everSubmitted)
          .extracting(request -> request.id().queryId() + ":" + request.document())
          .containsExactlyInAnyOrder("superseded:x 7", "late:a 4", "late:b 5", "half:b 2");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"heap", "rocksdb"})
  void everyQueryIsEmittedOnceOverRescales(String backend) throws Exception {
    OperatorSubtaskState state = snapshotInFlight(backend);
    OperatorSubtaskState[] twoStates = new OperatorSubtaskState[2];
    List<String> emitted = new ArrayList<>();
    int submitted = 0;
    for (int subtask = 0; subtask < 2; subtask++) {
      OperatorSubtaskState own =
          AbstractStreamOperatorTestHarness.repartitionOperatorState(
              state, RerankHarness.MAX_PARALLELISM, 1, 2, subtask);
      try (RerankHarness harness =
          RerankHarness.restore(
              new ManualScoring(), TestSettings.rerank(), 2, subtask, own, backend(backend))) {
        harness.runMails();
        submitted += harness.scoring.everSubmitted.size();
        if (subtask == 0) {
          harness.scoreAll();
        }
        harness.results().forEach(result -> emitted.add(result.queryId()));
        twoStates[subtask] = harness.flink.snapshot(2, 2);
      }
    }
    assertThat(submitted).as("each subtask its own keys only").isEqualTo(4);

    OperatorSubtaskState merged = AbstractStreamOperatorTestHarness.repackageState(twoStates);
    OperatorSubtaskState one =
        AbstractStreamOperatorTestHarness.repartitionOperatorState(
            merged, RerankHarness.MAX_PARALLELISM, 2, 1, 0);
    try (RerankHarness harness = restored(one, backend)) {
      harness.runMails().scoreAll();
      harness.watermark(Long.MAX_VALUE).scoreAll();
      harness.results().forEach(result -> emitted.add(result.queryId()));
    }
    assertThat(emitted).containsExactlyInAnyOrder("half", "open", "superseded", "late");
  }

  @Test
  void aScoreThatIsInStateIsNotAskedForTwice() throws Exception {
    try (RerankHarness harness = restored(snapshotInFlight("heap"), "heap")) {
      harness.runMails().scoreAll();

      RerankResult half =
          harness.results().stream().filter(r -> r.queryId().equals("half")).findFirst().get();
      assertThat(RerankHarness.order(half)).containsExactly("d1", "d0");
    }
  }

  @Test
  void theTombstoneIsRestored() throws Exception {
    try (RerankHarness harness = restored(snapshotInFlight("heap"), "heap")) {
      harness.send(whole("emitted", 50, "a 1"));

      assertThat(harness.deadLetterCodes()).containsExactly(DeadLetterCode.DUPLICATE_QUERY);
    }
  }

  @Test
  void timersOfOpenGroupsAreRestored() throws Exception {
    try (RerankHarness harness = restored(snapshotInFlight("heap"), "heap")) {
      harness.runMails().scoreAll();
      harness.watermark(10_300);

      assertThat(harness.results())
          .filteredOn(result -> result.queryId().equals("open"))
          .extracting(RerankResult::complete)
          .containsExactly(false);
    }
  }

  @Test
  void anEventForARestoredQueryFindsItRecovered() throws Exception {
    try (RerankHarness harness = restored(snapshotInFlight("heap"), "heap")) {
      harness.send(member("open", 320, "y", "y 2", 2));
      harness.runMails().scoreAll();

      assertThat(harness.results())
          .filteredOn(result -> result.queryId().equals("open"))
          .singleElement()
          .satisfies(result -> assertThat(RerankHarness.order(result)).containsExactly("y", "x"));
    }
  }

  @Test
  void noWatermarkPassesBeforeAllRestoredWorkIsKnown() throws Exception {
    try (RerankHarness harness = restored(snapshotInFlight("heap"), "heap")) {
      harness.watermark(1_000);
      assertThat(harness.watermarks()).isEmpty();

      harness.runMails();
      assertThat(harness.watermarks()).containsExactly(99L);
    }
  }

  @Test
  void restoredWorkRespectsTheLimit() throws Exception {
    RerankSettings settings = limits(1);
    try (RerankHarness harness =
        RerankHarness.restore(
            new ManualScoring(), settings, 1, 0, snapshotInFlight("heap"), null)) {
      harness.runMails();
      assertThat(harness.scoring.waiting.stream().map(r -> r.id().queryId()).distinct())
          .as("one query's pairs at a time")
          .hasSize(1);

      while (!harness.scoring.waiting.isEmpty()) {
        harness.scoreAll();
      }
      assertThat(harness.results()).extracting(RerankResult::queryId).contains("half", "late");
    }
  }

  /** A watermark that ends every restored group must not ask for all their scores at once. */
  @Test
  void groupsThatEndBeforeTheirRecoveryWaitForTheirTurn() throws Exception {
    OperatorSubtaskState state;
    try (RerankHarness harness = RerankHarness.open()) {
      for (int i = 0; i < 50; i++) {
        harness.send(member("q" + i, 100, "a", "a 1", 2));
      }
      state = harness.scoreAll().flink.snapshot(1, 1);
    }
    RerankSettings settings = limits(3);
    try (RerankHarness harness =
        RerankHarness.restore(new ManualScoring("model-2"), settings, 1, 0, state, null)) {
      harness.watermark(1_000_000);
      harness.status(WatermarkStatus.IDLE);
      harness.flink.setProcessingTime(40_000);
      harness.flink.setProcessingTime(41_000);
      int rounds = 0;
      for (harness.runMails(); !harness.scoring.waiting.isEmpty(); harness.scoreAll()) {
        assertThat(harness.scoring.waiting).hasSizeLessThanOrEqualTo(3);
        rounds++;
      }
      assertThat(rounds).isGreaterThan(10);
      assertThat(harness.results()).hasSize(50).noneMatch(RerankResult::complete);
      assertThat(harness.watermarks()).containsExactly(99L, 1_000_000L);
    }
  }

  @Test
  void restoredGroupsCountForTheLimitBeforeTheyAreVisited() throws Exception {
    OperatorSubtaskState state;
    try (RerankHarness harness = RerankHarness.open()) {
      for (int i = 0; i < 50; i++) {
        harness.send(member("q" + i, 100, "a", "a 1", 2));
      }
      state = harness.scoreAll().flink.snapshot(1, 1);
    }
    try (RerankHarness harness =
        RerankHarness.restore(new ManualScoring(), limits(1_000, 50), 1, 0, state, null)) {
      harness.send(member("new1", 100, "a", "a 1", 2), member("new2", 100, "a", "a 1", 2));

      assertThat(harness.deadLetterCodes()).containsExactly(DeadLetterCode.TOO_MANY_OPEN_GROUPS);
    }
  }

  /** Not while an element waits for room: there may be too many open groups, or pairs. */
  @Test
  void groupsThatAnotherModelScoresAnewOutliveTheIdleTimeout() throws Exception {
    OperatorSubtaskState state;
    try (RerankHarness harness = RerankHarness.open()) {
      for (int i = 0; i < 50; i++) {
        harness.send(member("q" + i, 100, "a", "a 1", 2));
      }
      state = harness.scoreAll().flink.snapshot(1, 1);
    }
    ManualScoring other = new ManualScoring("model-2").immediate();
    try (RerankHarness harness = RerankHarness.restore(other, limits(3, 50), 1, 0, state, null)) {
      harness.status(WatermarkStatus.IDLE);
      other.onNextSubmit(
          () -> {
            harness.flink.setProcessingTime(61_000);
            harness.flink.setProcessingTime(63_000);
          });
      harness.send(whole("new", 100, "a 1")).runMails();
      assertThat(harness.scoring.everSubmitted).hasSize(51);
      assertThat(harness.results()).extracting(RerankResult::queryId).containsExactly("new");

      harness.processingTime(123_000).processingTime(124_000);
      assertThat(harness.results()).hasSize(51);
    }
  }

  @Test
  void aLongerTimeoutHoldsForRestoredGroupsToo() throws Exception {
    RerankSettings longer =
        TestSettings.rerank(new GroupSettings(20_000, 60_000, 20_000, 0), TestSettings.LIMITS);
    try (RerankHarness harness =
        RerankHarness.restore(new ManualScoring(), longer, 1, 0, snapshotInFlight("heap"), null)) {
      harness.runMails().scoreAll();
      harness.watermark(10_300);
      assertThat(harness.results()).extracting(RerankResult::queryId).doesNotContain("open");

      harness.watermark(20_300);
      assertThat(harness.results()).extracting(RerankResult::queryId).contains("open");
    }
  }

  private static RerankSettings limits(int pairs) {
    return limits(pairs, 100);
  }

  private static RerankSettings limits(int pairs, int openGroups) {
    return TestSettings.rerank(
        TestSettings.GROUPS, new OperatorLimits(pairs, 1_000_000, openGroups, 100));
  }

  @Test
  void anotherModelScoresUnemittedQueriesAnewAndWhole() throws Exception {
    try (RerankHarness harness =
        RerankHarness.restore(
            new ManualScoring("model-2"),
            TestSettings.rerank(),
            1,
            0,
            snapshotInFlight("heap"),
            null)) {
      harness.runMails();
      assertThat(harness.scoring.everSubmitted)
          .extracting(ScoreRequest::document)
          .containsExactlyInAnyOrder("a 1", "b 2", "x 1", "x 7", "a 4", "b 5");

      harness.scoreAll();
      harness.watermark(Long.MAX_VALUE);
      assertThat(harness.results())
          .allSatisfy(
              result -> {
                assertThat(result.model().name()).isEqualTo("model-2");
                assertThat(result.results()).allMatch(r -> r.logit() > 100);
              });
      assertThat(harness.flink.getOutput()).last().isEqualTo(Watermark.MAX_WATERMARK);
    }
  }
}
