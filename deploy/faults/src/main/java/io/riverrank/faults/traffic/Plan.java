package io.riverrank.faults.traffic;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.annotation.Nullable;

/**
 * Everything that is sent for one query id, in order, and the one result that must come of it.
 * Written by the traffic's thread; read by others when all of it was sent.
 */
public final class Plan {

  private final String queryId;
  private final String query;
  private final Shape shape;
  private final List<PlannedMessage> messages = new CopyOnWriteArrayList<>();
  private List<PlannedCandidate> candidates = List.of();
  private Set<String> failed = Set.of();
  private int superseded;
  @Nullable private Integer expected;
  @Nullable private Integer topK;
  private long eventTimeMs;
  @Nullable private PlannedMessage lateMessage;
  private volatile long begunNanos;
  @Nullable private volatile String requiredModel;

  Plan(String queryId, String query, Shape shape) {
    this.queryId = queryId;
    this.query = query;
    this.shape = shape;
  }

  void add(PlannedMessage message) {
    messages.add(message);
  }

  void candidates(List<PlannedCandidate> distinct, long latestEventTimeMs) {
    candidates = new ArrayList<>(distinct);
    eventTimeMs = latestEventTimeMs;
  }

  void failed(Set<String> docIds) {
    failed = docIds;
  }

  void superseded(int members) {
    superseded = members;
  }

  void expected(int count) {
    expected = count;
  }

  void topK(int limit) {
    topK = limit;
  }

  /** Sent when the result was seen. */
  void late(PlannedMessage message) {
    lateMessage = message;
  }

  @Nullable
  PlannedMessage takeLate() {
    PlannedMessage late = lateMessage;
    lateMessage = null;
    if (late != null) {
      messages.add(late);
    }
    return late;
  }

  /** Its first message is sent now. */
  public void begun() {
    begunNanos = System.nanoTime();
  }

  /** Demands that the result's model is this one, as the model was changed before it was made. */
  public void requireModel(String fingerprint) {
    requiredModel = fingerprint;
  }

  /** The fingerprint that the result must have; null for any that the job ever ran with. */
  @Nullable
  public String requiredModel() {
    return requiredModel;
  }

  /** The key of all its messages. */
  public String queryId() {
    return queryId;
  }

  /** The query's text. */
  public String query() {
    return query;
  }

  /** What the events are like. */
  public Shape shape() {
    return shape;
  }

  /** All that was or will be sent; a late one only once it is due. */
  public List<PlannedMessage> messages() {
    return List.copyOf(messages);
  }

  /** Whether a late message waits for the result. */
  public boolean hasLate() {
    return lateMessage != null;
  }

  /** The result's candidates in order of position, failed ones too. */
  public List<PlannedCandidate> candidates() {
    return candidates;
  }

  /** Doc ids that must be in {@code failed}. */
  public Set<String> failed() {
    return failed;
  }

  /** The result's count of replaced members. */
  public int superseded() {
    return superseded;
  }

  /** The result's {@code candidates_expected}. */
  @Nullable
  public Integer expected() {
    return expected;
  }

  /** How many the result lists at most. */
  @Nullable
  public Integer topK() {
    return topK;
  }

  /** The result's event time. */
  public long eventTimeMs() {
    return eventTimeMs;
  }

  /** Whether there must be a result at all. */
  public boolean hasResult() {
    return shape != Shape.GARBAGE;
  }

  /** Whether the result must say that it is complete. */
  public boolean isComplete() {
    return shape != Shape.NEVER_COMPLETE;
  }

  /** Whether the candidates come one by one. */
  public boolean isMembers() {
    return switch (shape) {
      case MEMBERS, MEMBER_TWICE, LATE_MEMBER, MISMATCH, NEVER_COMPLETE -> true;
      case WHOLE, WHOLE_TWICE, EMPTY, UNUSABLE_CANDIDATE, GARBAGE -> false;
    };
  }

  /** When its first message was sent, of {@link System#nanoTime}; 0 if it wasn't yet. */
  public long begunNanos() {
    return begunNanos;
  }

  /** Whether its first message was sent after this moment of {@link System#nanoTime}. */
  public boolean begunAfter(long nanos) {
    return begunNanos != 0 && begunNanos - nanos > 0;
  }
}
