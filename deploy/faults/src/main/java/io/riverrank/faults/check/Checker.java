package io.riverrank.faults.check;

import io.riverrank.faults.traffic.Inputs;
import io.riverrank.faults.traffic.Plan;
import io.riverrank.faults.traffic.PlannedMessage;
import io.riverrank.schemas.ModelInfo;
import io.riverrank.schemas.RerankResult;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Compares what was read with what was planned. */
public final class Checker {

  private final ResultCheck resultCheck;

  /**
   * @param scores of the models that jobs ran with
   */
  public Checker(Scores scores) {
    resultCheck = new ResultCheck(scores);
  }

  /**
   * @param doublesAllowed whether results may come twice, as the operator's guide says of a lost
   *     transaction; they are counted apart and must still be the same
   * @param tenures of the models that were commanded
   */
  public Verdict check(Inputs inputs, Observed observed, boolean doublesAllowed, Tenures tenures) {
    Verdict verdict = new Verdict();
    Set<String> planned = new HashSet<>();
    for (Plan plan : inputs.plans()) {
      planned.add(plan.queryId());
      check(plan, observed.of(plan.queryId()), doublesAllowed, tenures, verdict);
    }
    for (String queryId : observed.queryIds(inputs::owns)) {
      if (!planned.contains(queryId)) {
        verdict.different("%s was never sent".formatted(queryId));
      }
    }
    return verdict;
  }

  /** Counts as doubled whatever came after {@link #check} and {@link Observed#forget}. */
  public void checkNothingMore(Inputs checked, Observed observed, Verdict verdict) {
    for (String queryId : observed.queryIds(checked::owns)) {
      Outcome outcome = observed.of(queryId);
      verdict.doubled(
          (long) outcome.results().size() + outcome.deadLetters().size(),
          "%s came again after it was checked".formatted(queryId));
    }
  }

  /** Whether all that must come of a plan was read. */
  public static boolean isDone(Plan plan, Outcome outcome) {
    long deadLetters = plan.messages().stream().filter(m -> m.deadLetter() != null).count();
    return outcome.results().size() >= (plan.hasResult() ? 1 : 0)
        && outcome.deadLetters().size() >= deadLetters
        && !plan.hasLate();
  }

  private void check(
      Plan plan, Outcome outcome, boolean doublesAllowed, Tenures tenures, Verdict verdict) {
    verdict.input(plan.messages().size());
    checkDeadLetters(plan, outcome, doublesAllowed, verdict);
    int found = outcome.results().size();
    if (!plan.hasResult()) {
      if (found > 0) {
        verdict.different("%s has a result".formatted(plan.queryId()));
      }
      return;
    }
    if (found == 0) {
      long inResult = plan.messages().stream().filter(m -> m.deadLetter() == null).count();
      verdict.lost(inResult, "%s (%s) has no result".formatted(plan.queryId(), plan.shape()));
      return;
    }
    verdict.result(1);
    if (found > 1 && doublesAllowed) {
      verdict.documentedDouble(found - 1L);
    } else if (found > 1) {
      verdict.doubled(found - 1L, "%s has %d results".formatted(plan.queryId(), found));
    }
    for (RerankResult result : outcome.results()) {
      for (ModelInfo model :
          result.models().isEmpty() ? List.of(result.model()) : result.models()) {
        if (!tenures.allow(model.fingerprint(), plan, result.scoredAtMs())) {
          verdict.mixed(
              "%s (%s) is of %s, which was not to answer it"
                  .formatted(plan.queryId(), plan.shape(), model.fingerprint()));
        }
      }
      String difference = resultCheck.difference(plan, result);
      if (difference != null) {
        verdict.different("%s (%s): %s".formatted(plan.queryId(), plan.shape(), difference));
      }
    }
  }

  /** Each planned one once, for its own record, and no other. */
  private static void checkDeadLetters(
      Plan plan, Outcome outcome, boolean doublesAllowed, Verdict verdict) {
    List<SeenDeadLetter> left = new ArrayList<>(outcome.deadLetters());
    for (PlannedMessage message : plan.messages()) {
      List<SeenDeadLetter> own =
          left.stream().filter(seen -> message.isAt(seen.partition(), seen.offset())).toList();
      left.removeAll(own);
      if (message.deadLetter() != null) {
        checkPlanned(plan, message, own, doublesAllowed, verdict);
      } else if (!own.isEmpty()) {
        verdict.different(
            "%s (%s): a message of its result is dead letter %s"
                .formatted(plan.queryId(), plan.shape(), own.get(0).code()));
      }
    }
    for (SeenDeadLetter stranger : left) {
      verdict.different(
          "%s: dead letter %s of a record that was never sent, offset %d"
              .formatted(plan.queryId(), stranger.code(), stranger.offset()));
    }
  }

  private static void checkPlanned(
      Plan plan,
      PlannedMessage message,
      List<SeenDeadLetter> own,
      boolean doublesAllowed,
      Verdict verdict) {
    if (own.isEmpty()) {
      verdict.lost(
          1,
          "%s (%s) has no dead letter %s"
              .formatted(plan.queryId(), plan.shape(), message.deadLetter()));
      return;
    }
    if (own.size() > 1 && doublesAllowed) {
      verdict.documentedDouble(own.size() - 1L);
    } else if (own.size() > 1) {
      verdict.doubled(
          own.size() - 1L, "%s has a dead letter %d times".formatted(plan.queryId(), own.size()));
    }
    if (!own.get(0).code().equals(message.deadLetter().name())) {
      verdict.different(
          "%s (%s): dead letter %s instead of %s"
              .formatted(plan.queryId(), plan.shape(), own.get(0).code(), message.deadLetter()));
    }
  }
}
