package io.riverrank.faults.traffic;

import java.util.EnumMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Which shapes there are, and how often.
 *
 * @param weights of the shapes; those that are missing don't occur
 */
public record Mix(Map<Shape, Integer> weights) {

  /** Some of everything, mostly what a search engine sends on a good day. */
  public static final Mix USUAL =
      new Mix(
          Map.of(
              Shape.WHOLE, 45,
              Shape.WHOLE_TWICE, 6,
              Shape.EMPTY, 2,
              Shape.UNUSABLE_CANDIDATE, 4,
              Shape.MEMBERS, 20,
              Shape.MEMBER_TWICE, 6,
              Shape.LATE_MEMBER, 5,
              Shape.MISMATCH, 3,
              Shape.NEVER_COMPLETE, 6,
              Shape.GARBAGE, 3));

  /** Groups that never complete, late members and duplicates, and little else. */
  public static final Mix TROUBLE =
      new Mix(
          Map.of(
              Shape.WHOLE, 5,
              Shape.WHOLE_TWICE, 25,
              Shape.MEMBER_TWICE, 15,
              Shape.LATE_MEMBER, 20,
              Shape.MISMATCH, 5,
              Shape.NEVER_COMPLETE, 30));

  public Mix {
    weights = new EnumMap<>(weights);
  }

  Shape pick(RandomGenerator random) {
    int left = random.nextInt(weights.values().stream().mapToInt(Integer::intValue).sum());
    for (Map.Entry<Shape, Integer> entry : weights.entrySet()) {
      left -= entry.getValue();
      if (left < 0) {
        return entry.getKey();
      }
    }
    throw new IllegalStateException("no shape has a weight");
  }
}
