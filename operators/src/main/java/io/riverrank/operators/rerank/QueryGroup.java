package io.riverrank.operators.rerank;

import io.riverrank.operators.rollout.Assignment;
import io.riverrank.schemas.FailedCandidate;
import io.riverrank.schemas.MessageHeader;
import io.riverrank.schemas.QueryEvent;
import java.util.List;
import javax.annotation.Nullable;

/**
 * What is known of one query id besides its candidates: in keyed state from the first event until
 * the result is emitted.
 *
 * @param whole whether one event brought all candidates
 * @param expected distinct candidates that make it complete; null while unknown
 * @param received distinct usable candidates so far
 * @param superseded texts that a later one with the same doc_id replaced
 * @param rejected candidates of a whole event that can't be scored
 * @param eventTimeMs the largest of its members'
 * @param phase whether more candidates are taken
 * @param models that its scores in state are from
 */
record QueryGroup(
    String query,
    @Nullable Integer topK,
    @Nullable String metadata,
    List<MessageHeader> headers,
    boolean whole,
    @Nullable Integer expected,
    int received,
    int superseded,
    List<FailedCandidate> rejected,
    long eventTimeMs,
    Phase phase,
    Assignment models) {

  /** From the first member to the last score. */
  enum Phase {
    /** More members are expected. */
    OPEN,
    /** Every expected candidate is there; later ones are late. */
    COMPLETE,
    /** Ended by event time; later members are late. */
    TIMED_OUT,
    /** Ended by processing time, because no input came at all; later members are late. */
    IDLE
  }

  static QueryGroup ofWhole(QueryEvent event, Assignment models) {
    int received = event.candidates().size() + event.rejected().size();
    return new QueryGroup(
        event.query(),
        event.topK(),
        event.metadata(),
        event.source().headers(),
        true,
        received,
        received,
        event.superseded(),
        event.rejected(),
        event.eventTimeMs(),
        Phase.COMPLETE,
        models);
  }

  /** A group that has no member yet and takes what its first says. */
  static QueryGroup ofMember(QueryEvent event, Assignment models) {
    return new QueryGroup(
        event.query(),
        event.topK(),
        event.metadata(),
        event.source().headers(),
        false,
        event.candidateCount(),
        0,
        0,
        List.of(),
        event.eventTimeMs(),
        Phase.OPEN,
        models);
  }

  /** Candidates that have a place in state. */
  int usable() {
    return received - rejected.size();
  }

  boolean isOpen() {
    return phase == Phase.OPEN;
  }

  boolean isComplete() {
    return phase == Phase.COMPLETE;
  }

  /**
   * With one member more.
   *
   * @param isNew whether its doc_id is a new one; otherwise it supersedes
   */
  QueryGroup withMember(QueryEvent member, boolean isNew) {
    Integer count = expected == null ? member.candidateCount() : expected;
    int distinct = received + (isNew ? 1 : 0);
    return changed(
        count,
        distinct,
        superseded + (isNew ? 0 : 1),
        Math.max(eventTimeMs, member.eventTimeMs()),
        count != null && distinct == count ? Phase.COMPLETE : Phase.OPEN,
        models);
  }

  QueryGroup withPhase(Phase newPhase) {
    return changed(expected, received, superseded, eventTimeMs, newPhase, models);
  }

  QueryGroup withModels(Assignment newModels) {
    return changed(expected, received, superseded, eventTimeMs, phase, newModels);
  }

  /** What the first event fixed stays. */
  private QueryGroup changed(
      @Nullable Integer newExpected,
      int newReceived,
      int newSuperseded,
      long newEventTimeMs,
      Phase newPhase,
      Assignment newModels) {
    return new QueryGroup(
        query,
        topK,
        metadata,
        headers,
        whole,
        newExpected,
        newReceived,
        newSuperseded,
        rejected,
        newEventTimeMs,
        newPhase,
        newModels);
  }
}
