package io.riverrank.schemas;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.annotation.Nullable;

/**
 * The candidates of a whole event: one for each id, at the place where the id came first and as it
 * came last.
 */
final class CandidateList {

  private final Map<String, Outcome> outcomes = new LinkedHashMap<>();
  private int superseded;

  void add(Candidate candidate) {
    put(candidate.docId(), new Outcome(candidate, null));
  }

  void reject(String docId, InvalidRequest problem) {
    put(docId, new Outcome(null, new FailedCandidate(docId, problem.getMessage())));
  }

  /** Distinct ids, usable or not. */
  int size() {
    return outcomes.size();
  }

  List<Candidate> usable() {
    List<Candidate> usable = new ArrayList<>(outcomes.size());
    for (Outcome outcome : outcomes.values()) {
      if (outcome.usable != null) {
        usable.add(outcome.usable);
      }
    }
    return usable;
  }

  List<FailedCandidate> rejected() {
    List<FailedCandidate> rejected = new ArrayList<>();
    for (Outcome outcome : outcomes.values()) {
      if (outcome.rejected != null) {
        rejected.add(outcome.rejected);
      }
    }
    return rejected;
  }

  /** Earlier entries that a later one with the same id replaced. */
  int superseded() {
    return superseded;
  }

  private void put(String docId, Outcome outcome) {
    if (outcomes.put(docId, outcome) != null) {
      superseded++;
    }
  }

  private record Outcome(@Nullable Candidate usable, @Nullable FailedCandidate rejected) {}
}
