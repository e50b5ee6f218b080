package io.riverrank.operators.rerank;

import static io.riverrank.operators.rerank.Events.member;
import static io.riverrank.operators.rerank.Events.whole;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riverrank.operators.settings.GroupSettings;
import io.riverrank.operators.settings.OperatorLimits;
import io.riverrank.operators.settings.RerankSettings;
import io.riverrank.operators.testing.TestSettings;
import io.riverrank.schemas.Candidate;
import io.riverrank.schemas.DeadLetterCode;
import io.riverrank.schemas.FailedCandidate;
import io.riverrank.schemas.QueryEvent;
import io.riverrank.schemas.RerankResult;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Groups, dead letters and accounting, as the contract has them. */
class RerankOperatorTest {

  @Test
  void ranksAWholeEventByScoreWithTiesInInputOrder() throws Exception {
    try (RerankHarness harness = RerankHarness.open()) {
      harness.send(whole("q", 100, "a 1", "b 3", "c 3", "d 2")).scoreAll();

      RerankResult result = harness.results().get(0);
      assertThat(RerankHarness.order(result)).containsExactly("d1", "d2", "d3", "d0");
      assertThat(result.complete()).isTrue();
      assertThat(result.candidatesReceived()).isEqualTo(4);
      assertThat(harness.flink.extractOutputStreamRecords().get(0).getTimestamp()).isEqualTo(100);
    }
  }

  @Test
  void emitsOnlyWhenTheLastScoreIsThere() throws Exception {
    try (RerankHarness harness = RerankHarness.open()) {
      harness.send(whole("q", 100, "a 1", "b 3"));
      harness.scoring.deliver(1);
      harness.runMails();
      assertThat(harness.results()).isEmpty();

      harness.scoreAll();
      assertThat(harness.results()).hasSize(1);
    }
  }

  @Test
  void scoresOfSeveralKeysInterleave() throws Exception {
    try (RerankHarness harness = RerankHarness.open()) {
      harness.send(whole("q1", 100, "a 1", "b 2"), whole("q2", 100, "a 3", "b 4", "c 5"));
      harness.scoring.deliverAllInRandomOrder(new Random(5));
      harness.runMails();

      assertThat(harness.results())
          .extracting(RerankResult::queryId, RerankHarness::order)
          .containsExactlyInAnyOrder(
              org.assertj.core.groups.Tuple.tuple("q1", List.of("d1", "d0")),
              org.assertj.core.groups.Tuple.tuple("q2", List.of("d2", "d1", "d0")));
    }
  }

  @Test
  void anEventWithoutCandidatesGivesAnEmptyResult() throws Exception {
    try (RerankHarness harness = RerankHarness.open()) {
      harness.send(whole("q", 100));

      assertThat(harness.results()).hasSize(1);
      assertThat(harness.results().get(0).results()).isEmpty();
    }
  }

  @Test
  void aPairThatFailsCostsTheOthersNothing() throws Exception {
    try (RerankHarness harness = RerankHarness.open()) {
      harness.send(whole("q", 100, "a 1", "b bad", "c 3")).scoreAll();

      RerankResult result = harness.results().get(0);
      assertThat(RerankHarness.order(result)).containsExactly("d2", "d0");
      assertThat(result.failed()).containsExactly(new FailedCandidate("d1", "the model failed"));
      assertThat(result.candidatesReceived()).isEqualTo(3);
    }
  }

  @Test
  void membersAreRankedWhenTheyAreAllThere() throws Exception {
    try (RerankHarness harness = RerankHarness.open()) {
      harness
          .send(
              member("q", "query", 300, "b", "b 1", 3, 2L, null, null),
              member("q", "query", 500, "a", "a 1", 3, null, null, null))
          .scoreAll();
      assertThat(harness.results()).isEmpty();

      harness.send(member("q", "query", 400, "c", "c 1", null, 1L, null, null)).scoreAll();

      RerankResult result = harness.results().get(0);
      assertThat(RerankHarness.order(result)).containsExactly("c", "b", "a");
      assertThat(result.complete()).isTrue();
      assertThat(result.candidatesExpected()).isEqualTo(3);
      assertThat(result.eventTimeMs()).as("largest member time").isEqualTo(500);
    }
  }

  @Test
  void aRepeatedDocIdTakesTheNewTextWhateverScoreComesFirst() throws Exception {
    for (int seed = 0; seed < 8; seed++) {
      try (RerankHarness harness = RerankHarness.open()) {
        harness.send(
            member("q", 100, "a", "old 9", 2),
            member("q", 110, "a", "new 1", 2),
            member("q", 120, "b", "b 5", 2));
        harness.scoring.deliverAllInRandomOrder(new Random(seed));
        harness.runMails();

        RerankResult result = harness.results().get(0);
        assertThat(RerankHarness.order(result)).containsExactly("b", "a");
        assertThat(result.results().get(1).logit()).isEqualTo(1);
        assertThat(result.superseded()).isEqualTo(1);
        assertThat(result.candidatesReceived()).isEqualTo(2);
      }
    }
  }

  @Test
  void anIncompleteGroupEndsWhenEventTimeIsOver() throws Exception {
    try (RerankHarness harness = RerankHarness.open()) {
      harness.send(member("q", 1_000, "a", "a 1", 3), member("q", 2_000, "b", "b 2", 3)).scoreAll();

      harness.watermark(11_999);
      assertThat(harness.results()).as("timeout is 10 s after the largest time").isEmpty();
      harness.watermark(12_000);

      RerankResult result = harness.results().get(0);
      assertThat(result.complete()).isFalse();
      assertThat(result.candidatesReceived()).isEqualTo(2);
      assertThat(result.candidatesExpected()).isEqualTo(3);
    }
  }

  @Test
  void aGroupThatTimesOutBeforeItsScoresWaitsForThem() throws Exception {
    try (RerankHarness harness = RerankHarness.open()) {
      harness.send(member("q", 1_000, "a", "a 1", 3)).watermark(20_000);
      assertThat(harness.results()).isEmpty();

      harness.scoreAll();
      assertThat(harness.results()).extracting(RerankResult::complete).containsExactly(false);
    }
  }

  @Test
  void aWholeEventForAGroupThatEndedIsADuplicateAlways() throws Exception {
    try (RerankHarness harness = RerankHarness.open()) {
      harness.send(member("q", 100, "a", "a 1", 1), whole("q", 130, "d 1"));
      harness.scoreAll().send(whole("q", 130, "d 1"));

      assertThat(harness.deadLetterCodes())
          .containsExactly(DeadLetterCode.DUPLICATE_QUERY, DeadLetterCode.DUPLICATE_QUERY);
    }
  }

  @Test
  void closedGroupsTakeNoMoreWhetherScoredOrNot() throws Exception {
    try (RerankHarness harness = RerankHarness.open()) {
      harness.send(member("q", 100, "a", "a 1", 1), member("q", 110, "b", "b 1", null));
      harness.scoreAll();
      harness.send(member("q", 120, "c", "c 1", null), whole("q", 130, "d 1"));

      assertThat(harness.results()).hasSize(1);
      assertThat(harness.deadLetterCodes())
          .containsExactly(
              DeadLetterCode.LATE_CANDIDATE,
              DeadLetterCode.LATE_CANDIDATE,
              DeadLetterCode.DUPLICATE_QUERY);
    }
  }

  @Test
  void aSecondWholeEventIsADuplicateBeforeAndAfterTheResult() throws Exception {
    try (RerankHarness harness = RerankHarness.open()) {
      harness.send(whole("q", 100, "a 1"), whole("q", 100, "a 1"));
      harness.scoreAll().send(whole("q", 100, "a 1"));

      assertThat(harness.results()).hasSize(1);
      assertThat(harness.deadLetterCodes())
          .containsExactly(DeadLetterCode.DUPLICATE_QUERY, DeadLetterCode.DUPLICATE_QUERY);
    }
  }

  @Test
  void aTombstoneGoesWithItsTimer() throws Exception {
    try (RerankHarness harness = RerankHarness.open()) {
      harness.send(whole("q", 100, "a 1")).scoreAll();
      harness.watermark(100 + TestSettings.GROUPS.tombstoneMs());
      assertThat(harness.flink.numKeyedStateEntries()).isZero();

      harness.send(whole("q", 9_000_000, "a 1")).scoreAll();
      assertThat(harness.results()).hasSize(2);
    }
  }

  @Test
  void withoutTombstonesNothingIsRemembered() throws Exception {
    RerankSettings settings =
        TestSettings.rerank(new GroupSettings(10_000, 0, 0, 0), TestSettings.LIMITS);
    try (RerankHarness harness = RerankHarness.open(new ManualScoring(), settings)) {
      harness.send(whole("q", 100, "a 1")).scoreAll().send(whole("q", 100, "a 1")).scoreAll();

      assertThat(harness.results()).hasSize(2);
      assertThat(harness.flink.numKeyedStateEntries()).isZero();
    }
  }

  static Stream<Arguments> disagreements() {
    return Stream.of(
        Arguments.of(member("q", "other", 0, "b", "b 1", null, null, null, null)),
        Arguments.of(member("q", "query", 0, "b", "b 1", 4, null, null, null)),
        Arguments.of(member("q", "query", 0, "b", "b 1", null, null, 5, null)),
        Arguments.of(member("q", "query", 0, "b", "b 1", null, null, null, "{\"a\":2}")),
        Arguments.of(whole("q", 0, "a 1")));
  }

  @ParameterizedTest
  @MethodSource("disagreements")
  void aMemberThatDisagreesWithTheFirstIsADeadLetter(QueryEvent other) throws Exception {
    try (RerankHarness harness = RerankHarness.open()) {
      harness.send(member("q", "query", 0, "a", "a 1", 3, null, 2, "{\"a\":1}"), other);

      assertThat(harness.deadLetterCodes()).containsExactly(DeadLetterCode.GROUP_MISMATCH);
      assertThat(harness.scoring.everSubmitted).hasSize(1);
    }
  }

  @Test
  void theFirstCandidateCountSeenCountsAndMustHoldWhatIsThere() throws Exception {
    try (RerankHarness harness = RerankHarness.open()) {
      harness.send(
          member("q", 0, "a", "a 1", null),
          member("q", 0, "b", "b 1", null),
          member("q", 0, "c", "c 1", 2),
          member("q", 0, "b", "b 2", 1),
          member("q", 0, "c", "c 1", 3));
      harness.scoreAll();

      assertThat(harness.deadLetterCodes())
          .containsExactly(DeadLetterCode.GROUP_MISMATCH, DeadLetterCode.GROUP_MISMATCH);
      assertThat(harness.results()).extracting(RerankResult::complete).containsExactly(true);
    }
  }

  @Test
  void openGroupsAndTheirCandidatesHaveLimits() throws Exception {
    RerankSettings settings =
        TestSettings.rerank(TestSettings.GROUPS, new OperatorLimits(1_000, 1_000_000, 2, 2));
    try (RerankHarness harness = RerankHarness.open(new ManualScoring(), settings)) {
      harness.send(
          member("q1", 0, "a", "a 1", 9),
          member("q2", 0, "a", "a 1", 9),
          member("q3", 0, "a", "a 1", 9),
          member("q4", 0, "a", "a 1", 1),
          whole("q5", 0, "a 1"),
          member("q1", 0, "b", "b 1", null),
          member("q1", 0, "c", "c 1", null));

      assertThat(harness.deadLetterCodes())
          .containsExactly(DeadLetterCode.TOO_MANY_OPEN_GROUPS, DeadLetterCode.TOO_MANY_CANDIDATES);
    }
  }

  @Test
  void anOpenGroupThatEndsMakesRoomForAnother() throws Exception {
    RerankSettings settings =
        TestSettings.rerank(TestSettings.GROUPS, new OperatorLimits(1_000, 1_000_000, 1, 9));
    try (RerankHarness harness = RerankHarness.open(new ManualScoring(), settings)) {
      harness.send(member("q1", 0, "a", "a 1", 2), member("q1", 0, "b", "b 1", 2));
      harness.send(member("q2", 0, "a", "a 1", 2)).watermark(10_000);
      harness.send(member("q3", 20_000, "a", "a 1", 2));

      assertThat(harness.deadLetterCodes()).isEmpty();
    }
  }

  @Test
  void aFullOperatorTakesNoMoreUntilScoresCome() throws Exception {
    RerankSettings settings =
        TestSettings.rerank(TestSettings.GROUPS, new OperatorLimits(3, 1_000_000, 9, 9));
    try (RerankHarness harness = RerankHarness.open(new ManualScoring().immediate(), settings)) {
      // Scores are mails, which only run while processElement waits for room.
      harness.send(whole("q1", 0, "a 1", "b 1"));
      assertThat(harness.results()).as("two of three pairs: no need to wait").isEmpty();
      harness.send(whole("q2", 0, "a 1", "b 1", "c 1"));
      assertThat(harness.results()).extracting(RerankResult::queryId).contains("q1");
    }
  }

  @Test
  void textBytesAreLimitedToo() throws Exception {
    RerankSettings settings =
        TestSettings.rerank(TestSettings.GROUPS, new OperatorLimits(100, 400, 9, 9));
    try (RerankHarness harness = RerankHarness.open(new ManualScoring().immediate(), settings)) {
      harness.send(whole("q1", 0, "x".repeat(100) + " 1"));
      assertThat(harness.results()).isEmpty();
      harness.send(whole("q2", 0, "x".repeat(100) + " 1"));
      assertThat(harness.results()).hasSize(1);
    }
  }

  @Test
  void theEndOfInputWaitsForEveryScoreAndEndsOpenGroups() throws Exception {
    try (RerankHarness harness =
        RerankHarness.open(new ManualScoring().immediate(), TestSettings.rerank())) {
      harness.send(whole("q1", 0, "a 1"), member("q2", 0, "a", "a 1", 5));
      harness.flink.endInput();

      assertThat(harness.results())
          .extracting(RerankResult::queryId)
          .containsExactlyInAnyOrder("q1", "q2");
    }
  }

  @Test
  void aBrokenModelFailsTheTaskWithItsCause() throws Exception {
    try (RerankHarness harness = RerankHarness.open()) {
      harness.send(whole("q", 0, "a 1"));
      harness.scoring.fail(new IllegalStateException("out of device memory"));

      assertThatThrownBy(harness::runMails).hasRootCauseMessage("out of device memory");
    }
  }

  @Test
  void theHandleIsClosedWithTheOperator() throws Exception {
    RerankHarness harness = RerankHarness.open();
    harness.close();

    assertThat(harness.scoring.closed).isTrue();
  }

  /** Accounting: whatever comes, every record is in exactly one result or dead letter. */
  @Test
  void everyInputIsCountedExactlyOnce() throws Exception {
    Random random = new Random(42);
    try (RerankHarness harness = RerankHarness.open()) {
      int candidates = 0;
      Set<String> wholeSent = new HashSet<>();
      long time = 0;
      for (int i = 0; i < 3_000; i++) {
        String id = "q" + random.nextInt(400);
        time += random.nextInt(50);
        if (random.nextInt(4) == 0) {
          QueryEvent event = whole(id, time, texts(random));
          int before = harness.deadLetterCodes().size();
          harness.send(event);
          boolean accepted = harness.deadLetterCodes().size() == before;
          candidates += accepted ? event.candidates().size() : 1;
          if (accepted) {
            assertThat(wholeSent.add(id)).as("one result for each id").isTrue();
          }
        } else {
          Integer count = random.nextBoolean() ? 3 : null;
          harness.send(member(id, time, "d" + random.nextInt(4), "m " + i, count));
          candidates++;
        }
        if (random.nextInt(3) == 0) {
          harness.scoring.deliverAllInRandomOrder(random);
          harness.runMails();
        }
        if (random.nextInt(20) == 0) {
          harness.watermark(time - 200);
        }
      }
      harness.watermark(Long.MAX_VALUE).scoreAll();

      int counted = harness.deadLetterCodes().size();
      List<String> ids = new ArrayList<>();
      for (RerankResult result : harness.results()) {
        assertThat(result.results().size() + result.failed().size())
            .isEqualTo(result.candidatesReceived());
        counted += result.candidatesReceived() + result.superseded();
        ids.add(result.queryId());
      }
      assertThat(counted).isEqualTo(candidates);
      assertThat(ids).doesNotHaveDuplicates();
    }
  }

  private static String[] texts(Random random) {
    return Stream.generate(() -> "w " + random.nextInt(100))
        .limit(random.nextInt(5))
        .toArray(String[]::new);
  }

  @Test
  void rejectedCandidatesAreAmongTheFailed() throws Exception {
    QueryEvent plain = whole("q", 0, "a 1");
    QueryEvent event =
        new QueryEvent(
            "q",
            "query",
            0,
            null,
            null,
            true,
            List.of(new Candidate("a", "a 1", 1L, 2.5, 1.0)),
            List.of(new FailedCandidate("b", "text is missing")),
            null,
            2,
            plain.source());
    try (RerankHarness harness = RerankHarness.open()) {
      harness.send(event).scoreAll();

      RerankResult result = harness.results().get(0);
      assertThat(result.failed()).extracting(FailedCandidate::docId).containsExactly("b");
      assertThat(result.candidatesReceived()).isEqualTo(2);
      assertThat(result.superseded()).isEqualTo(2);
      assertThat(result.results().get(0).originalScore()).isEqualTo(2.5);
    }
  }
}
