package io.riverrank.faults.check;

import io.riverrank.schemas.RerankResult;
import java.util.List;

/** What was read of one query id, in order of reading. */
public record Outcome(List<RerankResult> results, List<SeenDeadLetter> deadLetters) {

  /** Nothing was read. */
  public static final Outcome NONE = new Outcome(List.of(), List.of());

  public Outcome {
    results = List.copyOf(results);
    deadLetters = List.copyOf(deadLetters);
  }
}
