package io.riverrank.faults.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.riverrank.schemas.DeadLetter;
import io.riverrank.schemas.DeadLetterCode;
import io.riverrank.schemas.QueryEvent;
import io.riverrank.schemas.RequestDecoder;
import io.riverrank.schemas.RequestLimits;
import io.riverrank.schemas.SourceEvent;
import io.riverrank.schemas.SourceRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PlannerTest {

  private final EventClock clock = new EventClock();
  private SampleTexts texts;

  @BeforeEach
  void load() throws IOException {
    texts = SampleTexts.load();
  }

  private Planner planner(long seed) {
    return new Planner(texts, new Random(seed), clock);
  }

  @Test
  void theSameSeedGivesTheSameMessages() {
    assertThat(messages(planner(1))).isEqualTo(messages(planner(1)));
    assertThat(messages(planner(1))).isNotEqualTo(messages(planner(2)));
  }

  private static List<String> messages(Planner planner) {
    return IntStream.range(0, 50)
        .mapToObj(i -> planner.next("q/" + i, Mix.USUAL))
        .flatMap(plan -> plan.messages().stream())
        .map(message -> new String(message.value(), StandardCharsets.UTF_8))
        .toList();
  }

  @Test
  void everyShapeOfAMixOccurs() {
    Planner planner = planner(3);
    Set<Shape> shapes =
        IntStream.range(0, 1000)
            .mapToObj(i -> planner.next("q/" + i, Mix.USUAL).shape())
            .collect(Collectors.toSet());

    assertThat(shapes).containsExactlyInAnyOrder(Shape.values());
  }

  /** What is planned as decodable is, and what is planned as garbage isn't. */
  @ParameterizedTest
  @EnumSource(Shape.class)
  void messagesAreWhatTheDecoderTakes(Shape shape) {
    Planner planner = planner(4);
    for (int i = 0; i < 30; i++) {
      Plan plan = planner.next("q/" + i, shape);
      assertThat(plan.messages()).isNotEmpty();
      for (PlannedMessage message : plan.messages()) {
        SourceEvent event = decode(plan, message);
        if (message.deadLetter() == DeadLetterCode.INVALID_JSON) {
          assertThat(event).isInstanceOf(DeadLetter.class);
        } else {
          assertThat(event).isInstanceOf(QueryEvent.class);
          assertThat(((QueryEvent) event).queryId()).isEqualTo(plan.queryId());
          assertThat(((QueryEvent) event).eventTimeMs()).isEqualTo(plan.eventTimeMs());
        }
      }
    }
  }

  private SourceEvent decode(Plan plan, PlannedMessage message) {
    return new RequestDecoder(new RequestLimits(1 << 20, 100, 10_000, 1000, 100, 3_600_000))
        .decode(
            new SourceRecord(
                "requests",
                0,
                0,
                clock.now(),
                plan.queryId().getBytes(StandardCharsets.UTF_8),
                message.value(),
                List.of()));
  }

  @Test
  void membersThatAreAcceptedAreCountedOnce() {
    Planner planner = planner(5);
    for (Shape shape :
        List.of(Shape.MEMBERS, Shape.MEMBER_TWICE, Shape.LATE_MEMBER, Shape.MISMATCH)) {
      Plan plan = planner.next("q/" + shape, shape);
      long accepted = plan.messages().stream().filter(m -> m.deadLetter() == null).count();
      assertThat(accepted).as(shape.name()).isEqualTo(plan.candidates().size() + plan.superseded());
      assertThat(plan.candidates()).hasSize(plan.expected());
    }
  }

  @Test
  void aGroupThatNeverCompletesHasALateMemberForAfterItsResult() {
    Plan plan = planner(6).next("q/1", Shape.NEVER_COMPLETE);
    int before = plan.messages().size();

    assertThat(plan.candidates()).hasSizeLessThan(plan.expected());
    assertThat(plan.hasLate()).isTrue();
    assertThat(plan.takeLate().deadLetter()).isEqualTo(DeadLetterCode.LATE_CANDIDATE);
    assertThat(plan.messages()).hasSize(before + 1);
    assertThat(plan.hasLate()).isFalse();
  }

  @Test
  void theMarkedCandidateIsTheOneThatMustFail() {
    Plan plan = planner(7).withFailing("q/1", "the marker");

    assertThat(plan.failed()).hasSize(1);
    assertThat(plan.candidates())
        .filteredOn(candidate -> candidate.text().equals("the marker"))
        .extracting(PlannedCandidate::docId)
        .containsExactlyElementsOf(plan.failed());
  }
}
