package io.riverrank.operators.monitoring.join;

import static io.riverrank.operators.monitoring.join.JoinEvents.click;
import static io.riverrank.operators.monitoring.join.JoinEvents.judgement;
import static io.riverrank.operators.monitoring.join.JoinEvents.result;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.riverrank.schemas.DeadLetter;
import io.riverrank.schemas.DeadLetterCode;
import io.riverrank.schemas.monitoring.Interaction;
import io.riverrank.schemas.monitoring.Judgement;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.annotation.Nullable;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OperatorSnapshotUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Results wait for what may belong to them, and no longer. */
class EvidenceJoinTest {
  private static final long BEFORE_MS = 100;
  private static final long AFTER_MS = 30;
  private static final long LATENESS_MS = 10;
  private static final int MAX_EVENTS = 4;

  private KeyedTwoInputStreamOperatorTestHarness<
          String, JoinedResult, MonitorEvent.Evidence, JoinedResult>
      flink;

  @BeforeEach
  void open() throws Exception {
    flink = harness(null, 1, 0);
  }

  @AfterEach
  void close() throws Exception {
    flink.close();
  }

  private static KeyedTwoInputStreamOperatorTestHarness<
          String, JoinedResult, MonitorEvent.Evidence, JoinedResult>
      harness(@Nullable OperatorSubtaskState state, int parallelism, int subtask) throws Exception {
    var harness =
        new KeyedTwoInputStreamOperatorTestHarness<>(
            new EvidenceJoin(new JoinSettings(BEFORE_MS, AFTER_MS, LATENESS_MS, MAX_EVENTS)),
            (JoinedResult joined) -> joined.result().queryId(),
            MonitorEvent.Evidence::key,
            Types.STRING,
            128,
            parallelism,
            subtask);
    harness.setup(
        MonitorTypes.JOINED_RESULT.createSerializer(
            harness.getExecutionConfig().getSerializerConfig()));
    if (state != null) {
      harness.initializeState(state);
    }
    harness.open();
    return harness;
  }

  @Test
  void aResultHasWhatIsWithinBeforeAndAfterInAnyOrder() throws Exception {
    evidence(click("q", "early", 899), click("q", "first", 900));
    results(result("q", 1_000));
    evidence(click("q", "last", 1_030), click("q", "tooLate", 1_031), click("other", "d", 1_000));
    watermarks(1_029);
    assertThat(joined()).as("something of 1030 may still come").isEmpty();

    watermarks(1_030);

    assertThat(joined()).hasSize(1);
    assertThat(joined().get(0).interactions())
        .extracting(Interaction::docId)
        .containsExactly("first", "last");
  }

  @Test
  void theLastWordOnADocumentCountsAndOfOneMomentTheHigherLabel() throws Exception {
    evidence(
        judgement("q", "a", 3, 990L),
        judgement("q", "a", 1, 995L),
        judgement("q", "b", 0, 995L),
        judgement("q", "b", 2, 995L));
    results(result("q", 1_000));
    watermarks(1_030);

    assertThat(joined().get(0).judgements())
        .extracting(Judgement::docId, Judgement::label)
        .containsExactly(tuple("a", 1.0), tuple("b", 2.0));
  }

  @Test
  void judgementsOfNoTimeAreOfResultsOfAnyTimeAndStay() throws Exception {
    evidence(judgement("q", "a", 1, null));
    results(result("q", 1_000));
    watermarks(1_030);
    watermarks(1_000_000);
    results(result("q", 1_000_001));
    watermarks(1_000_031);

    assertThat(joined()).hasSize(2).allMatch(one -> one.judgements().size() == 1);
    assertThat(flink.numKeyedStateEntries()).as("the judgement and its count").isEqualTo(2);
  }

  @Test
  void noResultIsBehindTheWatermarkThatGoesOn() throws Exception {
    results(result("q", 1_000));
    flink.processWatermark1(new Watermark(2_000));
    assertThat(watermarksOut()).as("time waits for the interactions").isEmpty();
    flink.processWatermark2(new Watermark(1_000));
    assertThat(joined()).isEmpty();
    assertThat(watermarksOut()).last().isEqualTo(970L);
    flink.processWatermark2(new Watermark(1_040));
    assertThat(flink.getOutput()).extracting(Object::toString).last().asString().contains("1010");
    assertThat(joined()).hasSize(1);
  }

  @Test
  void aQuietSecondInputHoldsNothingBackAndAnEndedOneNeither() throws Exception {
    results(result("q", 1_000));
    flink.processWatermark1(new Watermark(1_500));
    flink.processWatermarkStatus2(WatermarkStatus.IDLE);
    assertThat(joined()).hasSize(1);
    assertThat(watermarksOut()).last().isEqualTo(1_500L);

    flink.processWatermarkStatus2(WatermarkStatus.ACTIVE);
    results(result("q", 1_600));
    flink.processWatermark2(Watermark.MAX_WATERMARK);
    assertThat(joined()).as("without a watermark of the results").hasSize(2);
    results(result("q", 1_601));
    assertThat(joined()).as("at once").hasSize(3);
  }

  @Test
  void interactionsDoNotDriveTimeWhileNoResultsCome() throws Exception {
    flink.processWatermark1(new Watermark(1_000));
    flink.processWatermark2(new Watermark(1_100));
    flink.processWatermarkStatus1(WatermarkStatus.IDLE);
    flink.processWatermark2(new Watermark(900_000));
    assertThat(watermarksOut()).last().isEqualTo(1_000L);
  }

  @Test
  void everyInteractionIsJoinedOrADeadLetterWithItsReason() throws Exception {
    watermarks(2_000);
    evidence(
        click("q", "joined", 1_990),
        click("unknown", "d", 2_010),
        click("q", "behind", 1_860),
        click("waits", "late", 1_950));
    evidence(click("q", "kept", 1_860 + 1));
    results(result("q", 1_995));
    watermarks(5_000);

    assertThat(deadLetterCodes())
        .containsExactlyInAnyOrder(
            DeadLetterCode.UNKNOWN_QUERY,
            DeadLetterCode.LATE_INTERACTION,
            DeadLetterCode.LATE_INTERACTION,
            DeadLetterCode.LATE_INTERACTION);
    assertThat(joined()).hasSize(1);
    assertThat(joined().get(0).interactions())
        .extracting(Interaction::docId)
        .containsExactly("joined");
    assertThat(flink.numKeyedStateEntries()).as("nothing is kept").isZero();
    assertThat(flink.numEventTimeTimers()).isZero();
  }

  @Test
  void aJudgementInTimeThatNobodyNeedsIsNoDeadLetter() throws Exception {
    evidence(judgement("q", "d", 1, 1_000L));
    watermarks(5_000);
    assertThat(deadLetterCodes()).isEmpty();
    assertThat(flink.numKeyedStateEntries()).isZero();
  }

  @Test
  void aQueryHasNoMoreThanItsShareOfMemory() throws Exception {
    for (int i = 0; i <= MAX_EVENTS; i++) {
      evidence(click("q", "d" + i, 1_000));
    }
    assertThat(deadLetterCodes()).containsExactly(DeadLetterCode.TOO_MANY_INTERACTIONS);
  }

  @Test
  void whatWaitsSurvivesARescale() throws Exception {
    String[] queries = {"a", "b", "c", "d", "e"};
    for (String query : queries) {
      results(result(query, 1_000));
      evidence(click(query, "d", 1_001), click(query, "e", 1_500));
    }
    OperatorSubtaskState state = flink.snapshot(1, 1);
    int found = 0;
    for (int subtask = 0; subtask < 2; subtask++) {
      OperatorSubtaskState part =
          KeyedTwoInputStreamOperatorTestHarness.repartitionOperatorState(
              state, 128, 1, 2, subtask);
      try (var restored = harness(part, 2, subtask)) {
        restored.processWatermark1(new Watermark(1_100));
        restored.processWatermark2(new Watermark(1_100));
        for (Object out : restored.getOutput()) {
          if (out instanceof StreamRecord<?> record) {
            assertThat(((JoinedResult) record.getValue()).interactions()).hasSize(1);
            found++;
          }
        }
      }
    }
    assertThat(found).isEqualTo(queries.length);
  }

  @Test
  void whatAnEarlierReleaseHeldIsJoined() throws Exception {
    var file = getClass().getResource("/state/monitor-join-v1");
    OperatorSubtaskState state =
        OperatorSnapshotUtil.readStateHandle(Path.of(file.toURI()).toString());
    flink.close();
    flink = harness(state, 1, 0);
    watermarks(1_500);
    assertThat(joined()).hasSize(1);
    assertThat(joined().get(0).interactions()).extracting(Interaction::docId).containsExactly("c");
    assertThat(joined().get(0).judgements()).extracting(Judgement::docId).containsExactly("a", "b");
  }

  /** Written once for a release, and never again. */
  @Test
  @EnabledIfSystemProperty(named = "riverrank.write-state-fixture", matches = ".+")
  void writeFixture() throws Exception {
    results(result("q", 1_000));
    evidence(judgement("q", "a", 1, null), judgement("q", "b", 2, 990L), click("q", "c", 1_010));
    OperatorSnapshotUtil.writeStateHandle(
        flink.snapshot(1, 1),
        Files.createDirectories(Path.of("src/test/resources/state"))
            .resolve("monitor-join-" + System.getProperty("riverrank.write-state-fixture"))
            .toString());
  }

  private void results(JoinedResult... results) throws Exception {
    for (JoinedResult result : results) {
      flink.processElement1(new StreamRecord<>(result, result.result().eventTimeMs()));
    }
  }

  private void evidence(MonitorEvent.Evidence... events) throws Exception {
    for (MonitorEvent.Evidence event : events) {
      flink.processElement2(new StreamRecord<>(event));
    }
  }

  private void watermarks(long timeMs) throws Exception {
    flink.processWatermark1(new Watermark(timeMs));
    flink.processWatermark2(new Watermark(timeMs));
  }

  private List<JoinedResult> joined() {
    return flink.extractOutputValues();
  }

  private List<Long> watermarksOut() {
    return flink.getOutput().stream()
        .filter(Watermark.class::isInstance)
        .map(watermark -> ((Watermark) watermark).getTimestamp())
        .toList();
  }

  private List<DeadLetterCode> deadLetterCodes() {
    var letters = flink.getSideOutput(EvidenceJoin.DEAD_LETTERS);
    return letters == null
        ? List.of()
        : letters.stream().map(StreamRecord::getValue).map(DeadLetter::code).toList();
  }
}
