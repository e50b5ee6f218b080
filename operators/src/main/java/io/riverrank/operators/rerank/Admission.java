package io.riverrank.operators.rerank;

import io.riverrank.operators.settings.OperatorLimits;
import io.riverrank.schemas.DeadLetter;
import io.riverrank.schemas.DeadLetterCode;
import io.riverrank.schemas.QueryEvent;
import java.util.Objects;
import javax.annotation.Nullable;

/**
 * Which events a query id takes. The answer depends on the events and on event time only, never on
 * how far scoring is, so that a live run, a replay and a backfill agree.
 */
final class Admission {
  // The same words before and after the emission, whose moment depends on scoring.
  private static final String DUPLICATE = "query_id %s was accepted before";
  private static final String LATE = "the group of query_id %s is complete or timed out";

  private final OperatorLimits limits;

  Admission(OperatorLimits limits) {
    this.limits = limits;
  }

  /** Why an event comes too late for a query id that was emitted, for the tombstone's sake. */
  static DeadLetter afterEmission(QueryEvent event) {
    return event.whole()
        ? dead(event, DeadLetterCode.DUPLICATE_QUERY, DUPLICATE)
        : dead(event, DeadLetterCode.LATE_CANDIDATE, LATE);
  }

  /**
   * Why an event can't begin a group.
   *
   * @param openGroups that are incomplete now
   * @return null if it can
   */
  @Nullable
  DeadLetter refuseFirst(QueryEvent event, int openGroups) {
    boolean opens = !event.whole() && !Integer.valueOf(1).equals(event.candidateCount());
    return opens && openGroups >= limits.openGroups()
        ? dead(
            event,
            DeadLetterCode.TOO_MANY_OPEN_GROUPS,
            "query_id %s would be one incomplete group more than rerank.limits.open-groups allows")
        : null;
  }

  /**
   * Why an event can't join the group that is there.
   *
   * @param isNew whether its doc_id is a new one
   * @return null if it can
   */
  @Nullable
  DeadLetter refuseNext(QueryGroup group, QueryEvent event, boolean isNew) {
    if (event.whole()) {
      return group.whole() || !group.isOpen()
          ? dead(event, DeadLetterCode.DUPLICATE_QUERY, DUPLICATE)
          : dead(
              event,
              DeadLetterCode.GROUP_MISMATCH,
              "query_id %s has members that arrive one by one; this event has candidates");
    }
    if (!group.isOpen()) {
      return dead(event, DeadLetterCode.LATE_CANDIDATE, LATE);
    }
    String difference = difference(group, event);
    if (difference != null) {
      return dead(
          event,
          DeadLetterCode.GROUP_MISMATCH,
          "query_id %s: " + difference + " than in the group's first member");
    }
    return refuseSize(group, event, group.received() + (isNew ? 1 : 0));
  }

  @Nullable
  private DeadLetter refuseSize(QueryGroup group, QueryEvent event, int distinct) {
    if (distinct > limits.candidates()) {
      return dead(
          event,
          DeadLetterCode.TOO_MANY_CANDIDATES,
          "query_id %s has as many candidates as rerank.limits.candidates allows");
    }
    Integer count = group.expected() == null ? event.candidateCount() : group.expected();
    return count != null && distinct > count
        ? dead(
            event,
            DeadLetterCode.GROUP_MISMATCH,
            "query_id %s has more candidates already than this candidate_count")
        : null;
  }

  @Nullable
  private static String difference(QueryGroup group, QueryEvent event) {
    if (!group.query().equals(event.query())) {
      return "query is another";
    }
    if (event.topK() != null && !Objects.equals(group.topK(), event.topK())) {
      return "top_k is another";
    }
    if (event.metadata() != null && !Objects.equals(group.metadata(), event.metadata())) {
      return "metadata is another";
    }
    boolean counted = group.expected() != null && event.candidateCount() != null;
    return counted && !group.expected().equals(event.candidateCount())
        ? "candidate_count is another"
        : null;
  }

  private static DeadLetter dead(QueryEvent event, DeadLetterCode code, String message) {
    return new DeadLetter(code, message.formatted(event.queryId()), event.source());
  }
}
