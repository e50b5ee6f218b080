package io.riverrank.operators.monitoring.promotion;

import java.util.List;
import javax.annotation.Nullable;

/**
 * What a rule remembers.
 *
 * @param definition of the rule that it was made by; another one starts anew
 * @param champion the model that answered alone for long enough; null while none has
 * @param alone the model that has answered alone since other models were seen; null for none
 * @param aloneQueries that it has answered since
 * @param centre the champion's values so far
 * @param trials of challengers, decided ones included, the oldest first
 */
record PromotionState(
    String definition,
    @Nullable String champion,
    @Nullable String alone,
    long aloneQueries,
    Arm centre,
    List<Trial> trials) {

  PromotionState {
    trials = List.copyOf(trials);
  }

  static PromotionState start(String definition) {
    return new PromotionState(definition, null, null, 0, Arm.EMPTY, List.of());
  }

  PromotionState withAlone(@Nullable String model, long queries) {
    return new PromotionState(definition, champion, model, queries, centre, trials);
  }

  PromotionState withChampion(String model, List<Trial> kept) {
    return new PromotionState(definition, model, alone, aloneQueries, Arm.EMPTY, kept);
  }

  PromotionState with(Arm newCentre, List<Trial> newTrials) {
    return new PromotionState(definition, champion, alone, aloneQueries, newCentre, newTrials);
  }
}
