package io.riverrank.operators.monitoring.compare;

import static io.riverrank.operators.monitoring.compare.ComparisonHarness.window;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.riverrank.schemas.monitoring.Drift;
import io.riverrank.schemas.monitoring.WindowMetrics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.apache.flink.runtime.state.StreamStateHandle;
import org.apache.flink.streaming.util.OperatorSnapshotUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which earlier windows a window is compared with, and for how long they are kept. */
class WindowComparisonTest {

  private static final EarlierWindows TWO = EarlierWindows.trailing(2);
  private static final EarlierWindows WEEK = EarlierWindows.weekBefore(List.of(10L));
  private static final long WEEK_MS = Duration.ofDays(7).toMillis();
  private static final String NONE_BEFORE = "no results in the windows before";

  @Test
  void aWindowIsComparedWithThoseRightBeforeItInWhicheverOrderTheyCome() throws Exception {
    try (ComparisonHarness flink = new ComparisonHarness(TWO, 0)) {
      flink.send(30, 8).send(10, 2).send(0, 1).watermark(8);
      assertThat(flink.records()).isEmpty();
      flink.send(20, 4).watermark(Long.MAX_VALUE);

      assertThat(flink.records())
          .containsExactly("de 0 r0: " + NONE_BEFORE, "de 10 r0: 1", "de 20 r0: 3", "de 30 r0: 6");
      assertThat(flink.flink.numKeyedStateEntries()).isZero();
      assertThat(flink.flink.numEventTimeTimers()).isZero();
    }
  }

  @Test
  void driftIsMeasuredInBinsOfTheEarlierWindowsAndSaysSo() throws Exception {
    try (ComparisonHarness flink = new ComparisonHarness(TWO, 0)) {
      flink.send(window("de", 0, 0, 3, 0.5), window("de", 10, 0, 3, 0.75));
      flink.send(window("de", 20, 0, 2, 0.75)).watermark(Long.MAX_VALUE);

      Drift moved = flink.drift().get("de 10").get("best_score");
      assertThat(moved.ks()).isEqualTo(1);
      Drift half = flink.drift().get("de 20").get("best_score");
      assertThat(half.baselineFrom()).isEqualTo("trailing");
      assertThat(half.bins())
          .isEqualTo(new Drift.Bins(List.of(0.5, 0.75), List.of(3L, 3L, 0L), List.of(0L, 2L, 0L)));
      assertThat(half.ks()).isEqualTo(0.5);
      assertThat(half.w1()).as("a quarter for half of the values ÷ 0.125").isEqualTo(1);
      assertThat(half.rankError()).isZero();
    }
  }

  @Test
  void windowsWithoutResultsAreLeftOutAndAGapOfThemLeavesNothing() throws Exception {
    try (ComparisonHarness flink = new ComparisonHarness(TWO, 0)) {
      flink.send(0, 1).send(20, 2).watermark(29).send(50, 4).watermark(Long.MAX_VALUE);

      assertThat(flink.records()).endsWith("de 20 r0: 1", "de 50 r0: " + NONE_BEFORE);
      Drift missing = flink.metrics().get(2).drift().get("logit");
      assertThat(missing)
          .isEqualTo(
              new Drift(null, null, null, null, null, 4, 0, 0, null, NONE_BEFORE)
                  .comparedWith("trailing"));
      assertThat(flink.metrics().get(2).drift()).hasSize(5);
    }
  }

  @Test
  void aWeekBeforeIsTheWindowOfTheSameTimeAndNoOther() throws Exception {
    try (ComparisonHarness flink = new ComparisonHarness(WEEK, 0)) {
      flink.send(0, 1).send(10, 2).watermark(WEEK_MS);
      flink.send(WEEK_MS, 4).send(WEEK_MS + 20, 8).watermark(WEEK_MS + 29);

      assertThat(flink.records())
          .containsExactly(
              "de 0 r0: no results a week before",
              "de 10 r0: no results a week before",
              "de %d r0: 1".formatted(WEEK_MS),
              "de %d r0: no results a week before".formatted(WEEK_MS + 20));
      assertThat(flink.flink.numEventTimeTimers()).as("what is kept of two windows").isEqualTo(2);
    }
  }

  @Test
  void aSegmentThatAppearsHasNothingBefore() throws Exception {
    try (ComparisonHarness flink = new ComparisonHarness(TWO, 0)) {
      flink.send(0, 1).watermark(9).send(window("fr", 10, 0, 3, 0.5)).send(10, 2).watermark(19);

      assertThat(flink.records())
          .containsExactlyInAnyOrder(
              "de 0 r0: " + NONE_BEFORE, "de 10 r0: 1", "fr 10 r0: " + NONE_BEFORE);
    }
  }

  @Test
  void aRevisionIsComparedAnewAndCountsInWhatFollowsAndNotInWhatIsWritten() throws Exception {
    try (ComparisonHarness flink = new ComparisonHarness(TWO, 20)) {
      flink.send(0, 1).watermark(9).send(10, 1).watermark(19);
      // Of both windows, in one step of the watermark, the later one first.
      flink.send(window("de", 10, 1, 4, 0.5)).send(window("de", 0, 1, 2, 0.5)).watermark(21);
      assertThat(flink.records())
          .containsExactly(
              "de 0 r0: " + NONE_BEFORE, "de 10 r0: 1", "de 0 r1: " + NONE_BEFORE, "de 10 r1: 2");
      flink.send(20, 1).watermark(29);
      assertThat(flink.records()).last().isEqualTo("de 20 r0: 6");
      flink.watermark(Long.MAX_VALUE);
      assertThat(flink.flink.numKeyedStateEntries()).isZero();
    }
  }

  @Test
  void aLastRevisionStillFindsTheOldestOfItsWindows() throws Exception {
    try (ComparisonHarness flink = new ComparisonHarness(EarlierWindows.trailing(1), 20)) {
      flink.send(0, 1).send(10, 1).watermark(38).send(window("de", 10, 1, 2, 0.5)).watermark(39);
      assertThat(flink.records()).last().isEqualTo("de 10 r1: 1");
      assertThat(flink.flink.numEventTimeTimers()).as("of the second window").isEqualTo(1);
    }
  }

  @Test
  void aKillOrARescaleBetweenAnyTwoStepsChangesNothing() throws Exception {
    String[] segments = {"a", "b", "c", "d", "e"};
    Map<String, Map<String, Drift>> undisturbed;
    try (ComparisonHarness flink = new ComparisonHarness(TWO, 5)) {
      for (int step = 0; step < 4; step++) {
        step(flink, step, segments);
      }
      undisturbed = flink.drift();
    }
    for (int subtasks = 1; subtasks <= 2; subtasks++) {
      for (int killed = 1; killed < 4; killed++) {
        Map<String, Map<String, Drift>> all = new TreeMap<>();
        OperatorSubtaskState state;
        try (ComparisonHarness flink = new ComparisonHarness(TWO, 5)) {
          for (int step = 0; step < killed; step++) {
            step(flink, step, segments);
          }
          all.putAll(flink.drift());
          // Arrived and not reported when the checkpoint is taken.
          for (String segment : segments) {
            flink.send(window(segment, 10 * killed, 0, 1 + killed, 0.1 * killed));
          }
          state = flink.flink.snapshot(1, 1);
        }
        int records = all.size();
        for (int subtask = 0; subtask < subtasks; subtask++) {
          try (var flink = new ComparisonHarness(TWO, 5, state, subtasks, subtask)) {
            flink.watermark(10 * killed + 9);
            String[] segmentsHere =
                flink.metrics().stream()
                    .map(record -> record.segment().get("market"))
                    .toArray(String[]::new);
            for (int step = killed + 1; step < 4; step++) {
              step(flink, step, segmentsHere);
            }
            all.putAll(flink.drift());
            records += flink.metrics().size();
          }
        }
        assertThat(all).isEqualTo(undisturbed);
        assertThat(records).as("none twice").isEqualTo(undisturbed.size());
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 3", "3, 3"})
  void aRestartMayCompareWithMoreOrFewerWindows(int count, int baseline) throws Exception {
    OperatorSubtaskState state;
    try (ComparisonHarness flink = new ComparisonHarness(TWO, 0)) {
      flink.send(0, 2).watermark(9).send(10, 1).watermark(19);
      state = flink.flink.snapshot(1, 1);
    }
    EarlierWindows others = EarlierWindows.trailing(count);
    try (ComparisonHarness flink = new ComparisonHarness(others, 0, state, 1, 0)) {
      flink.send(20, 4).watermark(29);
      assertThat(flink.records()).last().isEqualTo("de 20 r0: " + baseline);
      flink.watermark(Long.MAX_VALUE);
      assertThat(flink.flink.numKeyedStateEntries()).isZero();
    }
  }

  private static void step(ComparisonHarness flink, int step, String... segments) throws Exception {
    for (String segment : segments) {
      flink.send(window(segment, 10 * step, 0, 1 + step, 0.1 * step));
    }
    flink.watermark(10 * step + 9);
  }

  @Test
  void ofAWindowThatIsWrittenNoTextIsKept() throws Exception {
    try (ComparisonHarness flink = new ComparisonHarness(WEEK, 0)) {
      flink.send(0, 1);
      assertThat(bytes(flink.flink.snapshot(1, 1))).contains("id of a query");
      flink.watermark(9);
      assertThat(flink.metrics()).extracting(WindowMetrics::examples).doesNotContain(List.of());
      assertThat(bytes(flink.flink.snapshot(2, 2))).doesNotContain("id of a query");
    }
  }

  private static String bytes(OperatorSubtaskState state) throws Exception {
    StringBuilder bytes = new StringBuilder();
    for (KeyedStateHandle handle : state.getManagedKeyedState()) {
      try (var in = ((StreamStateHandle) handle).openInputStream()) {
        bytes.append(new String(in.readAllBytes(), ISO_8859_1));
      }
    }
    return bytes.toString();
  }

  @Test
  void whatAnEarlierReleaseKeptIsComparedWith() throws Exception {
    var file = getClass().getResource("/state/monitor-compare-v1");
    OperatorSubtaskState state =
        OperatorSnapshotUtil.readStateHandle(Path.of(file.toURI()).toString());
    try (ComparisonHarness flink = new ComparisonHarness(TWO, 5, state, 1, 0)) {
      flink.watermark(Long.MAX_VALUE);
      assertThat(flink.records()).containsExactly("de 10 r0: 1");
    }
  }

  /** Written once for a release, and never again. */
  @Test
  @EnabledIfSystemProperty(named = "riverrank.write-state-fixture", matches = ".+")
  void writeFixture() throws Exception {
    try (ComparisonHarness flink = new ComparisonHarness(TWO, 5)) {
      flink.send(0, 1).watermark(9).send(10, 2);
      OperatorSnapshotUtil.writeStateHandle(
          flink.flink.snapshot(1, 1),
          Files.createDirectories(Path.of("src/test/resources/state"))
              .resolve("monitor-compare-" + System.getProperty("riverrank.write-state-fixture"))
              .toString());
    }
  }
}
