package io.riverrank.faults.traffic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.riverrank.schemas.DeadLetterCode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Makes plans, the same ones for the same seed. */
public final class Planner {

  private static final int MIN_CANDIDATES = 4;
  private static final int MAX_CANDIDATES = 10;
  private static final int TOP_K_ONE_OF = 4;

  private final SampleTexts texts;
  private final RandomGenerator random;
  private final EventClock clock;

  /**
   * @param clock the event time of what is planned
   */
  public Planner(SampleTexts texts, RandomGenerator random, EventClock clock) {
    this.texts = texts;
    this.random = random;
    this.clock = clock;
  }

  /** A plan of any shape that the mix has. */
  public Plan next(String queryId, Mix mix) {
    return next(queryId, mix.pick(random));
  }

  /** A plan of this shape. */
  public Plan next(String queryId, Shape shape) {
    Plan plan = new Plan(queryId, texts.query(random), shape);
    switch (shape) {
      case WHOLE, WHOLE_TWICE -> whole(plan, candidates(), shape == Shape.WHOLE_TWICE);
      case EMPTY -> whole(plan, List.of(), false);
      case UNUSABLE_CANDIDATE -> unusable(plan);
      case MEMBERS, MEMBER_TWICE, LATE_MEMBER, MISMATCH, NEVER_COMPLETE -> members(plan);
      case GARBAGE ->
          plan.add(
              new PlannedMessage(
                  "{\"query_id\": not JSON".getBytes(StandardCharsets.UTF_8),
                  DeadLetterCode.INVALID_JSON));
    }
    return plan;
  }

  /** A whole event with one candidate whose text is {@code marker}, which must fail. */
  public Plan withFailing(String queryId, String marker) {
    Plan plan = new Plan(queryId, texts.query(random), Shape.WHOLE);
    List<PlannedCandidate> candidates = candidates();
    int position = random.nextInt(candidates.size());
    candidates.set(position, withText(candidates.get(position), marker));
    whole(plan, candidates, false);
    plan.failed(Set.of(candidates.get(position).docId()));
    return plan;
  }

  /** Members of one group, all of which come. */
  public Plan members(String queryId, int count) {
    Plan plan = new Plan(queryId, texts.query(random), Shape.MEMBERS);
    List<PlannedCandidate> candidates = candidates(count);
    for (PlannedCandidate candidate : candidates) {
      addMember(plan, candidate, count, null);
    }
    plan.candidates(candidates, clock.now());
    plan.expected(count);
    return plan;
  }

  /** One member of a group of two; the other never comes. */
  public Plan single(String queryId) {
    Plan plan = new Plan(queryId, texts.query(random), Shape.NEVER_COMPLETE);
    List<PlannedCandidate> candidates = candidates(1);
    addMember(plan, candidates.get(0), 2, null);
    plan.candidates(candidates, clock.now());
    plan.expected(2);
    return plan;
  }

  private void whole(Plan plan, List<PlannedCandidate> candidates, boolean twice) {
    ObjectNode event = Json.whole(plan.queryId(), plan.query(), clock.now(), candidates);
    if (!candidates.isEmpty() && random.nextInt(TOP_K_ONE_OF) == 0) {
      int topK = 1 + random.nextInt(candidates.size());
      event.put("top_k", topK);
      plan.topK(topK);
    }
    finishWhole(plan, candidates, event, twice);
  }

  private void finishWhole(
      Plan plan, List<PlannedCandidate> candidates, ObjectNode event, boolean twice) {
    byte[] value = Json.bytes(event);
    plan.add(new PlannedMessage(value, null));
    if (twice) {
      plan.add(new PlannedMessage(value, DeadLetterCode.DUPLICATE_QUERY));
    }
    plan.candidates(candidates, clock.now());
    plan.expected(candidates.size());
  }

  private void unusable(Plan plan) {
    List<PlannedCandidate> candidates = candidates();
    ObjectNode event = Json.whole(plan.queryId(), plan.query(), clock.now(), candidates);
    int position = random.nextInt(candidates.size());
    JsonNode candidate = event.path("candidates").path(position);
    ((ObjectNode) candidate).put("text", 17);
    finishWhole(plan, candidates, event, false);
    plan.failed(Set.of(candidates.get(position).docId()));
  }

  private void members(Plan plan) {
    List<PlannedCandidate> candidates = candidates();
    int count = candidates.size();
    int come = plan.shape() == Shape.NEVER_COMPLETE ? 1 + random.nextInt(count - 1) : count;
    int special = plan.shape() == Shape.MEMBERS ? -1 : random.nextInt(Math.max(1, come - 1));
    for (int i = 0; i < come; i++) {
      addMember(plan, candidates.get(i), count, null);
      if (i == special) {
        special(plan, candidates, i);
      }
    }
    if (plan.shape() == Shape.LATE_MEMBER) {
      addMember(plan, extra(plan), count, DeadLetterCode.LATE_CANDIDATE);
    } else if (plan.shape() == Shape.NEVER_COMPLETE) {
      plan.late(
          new PlannedMessage(
              value(plan, candidates.get(come), count), DeadLetterCode.LATE_CANDIDATE));
    }
    plan.candidates(candidates.subList(0, come), clock.now());
    plan.expected(count);
  }

  /** What follows the member at this position besides the others. */
  private void special(Plan plan, List<PlannedCandidate> candidates, int position) {
    int count = candidates.size();
    if (plan.shape() == Shape.MEMBER_TWICE) {
      candidates.set(position, withText(candidates.get(position), texts.document(random)));
      addMember(plan, candidates.get(position), count, null);
      plan.superseded(1);
    } else if (plan.shape() == Shape.MISMATCH) {
      addMember(plan, extra(plan), count + 1, DeadLetterCode.GROUP_MISMATCH);
    }
  }

  private void addMember(Plan plan, PlannedCandidate candidate, int count, DeadLetterCode fate) {
    plan.add(new PlannedMessage(value(plan, candidate, count), fate));
  }

  private byte[] value(Plan plan, PlannedCandidate candidate, int count) {
    return Json.bytes(Json.member(plan.queryId(), plan.query(), clock.now(), candidate, count));
  }

  private List<PlannedCandidate> candidates() {
    return candidates(random.nextInt(MIN_CANDIDATES, MAX_CANDIDATES + 1));
  }

  private List<PlannedCandidate> candidates(int count) {
    List<PlannedCandidate> candidates = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      candidates.add(new PlannedCandidate("d" + i, texts.document(random), i + 1L));
    }
    return candidates;
  }

  private PlannedCandidate extra(Plan plan) {
    return new PlannedCandidate("extra-" + plan.queryId(), texts.document(random), 99);
  }

  private static PlannedCandidate withText(PlannedCandidate candidate, String text) {
    return new PlannedCandidate(candidate.docId(), text, candidate.originalRank());
  }
}
