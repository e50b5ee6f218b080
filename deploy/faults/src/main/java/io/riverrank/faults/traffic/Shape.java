package io.riverrank.faults.traffic;

/** What the events of one query id are like. */
public enum Shape {
  /** One event with all candidates. */
  WHOLE,
  /** The same event twice, as an at-least-once producer sends it. */
  WHOLE_TWICE,
  /** An event without candidates. */
  EMPTY,
  /** One candidate can't be used, the others can. */
  UNUSABLE_CANDIDATE,
  /** Candidates one by one, among other queries' events. */
  MEMBERS,
  /** One member comes twice, with another text, before the group is complete. */
  MEMBER_TWICE,
  /** One member more after the group is complete. */
  LATE_MEMBER,
  /** One member disagrees with the first. */
  MISMATCH,
  /** Some members never come; where its result is seen, one comes late. */
  NEVER_COMPLETE,
  /** Not JSON. */
  GARBAGE
}
