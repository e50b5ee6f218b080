package io.riverrank.tools.bench.advice;

import io.riverrank.operators.model.ModelDirectory;
import io.riverrank.operators.model.ModelException;
import io.riverrank.operators.scoring.BrokenSessionException;
import io.riverrank.operators.scoring.CrossEncoder;
import io.riverrank.operators.scoring.PairScore;
import io.riverrank.operators.scoring.TextPair;
import io.riverrank.operators.settings.ExecutionProvider;
import io.riverrank.operators.settings.RerankSettings;
import io.riverrank.tools.bench.load.Workload;
import io.riverrank.tools.bench.run.ScorerPart;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javax.annotation.Nullable;

/** Tries each choice on the scorer: how fast it is, and how true. */
public final class AdvicePart {
  /** Whatever else runs on the machine can only make one slower, so the better of two counts. */
  private static final int TURNS = 2;

  private static final int QUALITY_PAIRS = 1_000;

  private final ModelDirectory chosen;
  private final RerankSettings settings;
  private final Workload workload;
  private final List<TextPair> sample;
  private final Consumer<Tried> progress;

  /**
   * @param chosen the file of the user's settings
   * @param workload that each turn scores
   * @param log every pair of it, of which some are compared
   * @param progress is told of each choice
   */
  public AdvicePart(
      ModelDirectory chosen,
      RerankSettings settings,
      Workload workload,
      Workload log,
      Consumer<Tried> progress) {
    this.chosen = chosen;
    this.settings = settings;
    this.workload = workload;
    this.sample = log.textPairs().stream().distinct().limit(QUALITY_PAIRS).toList();
    this.progress = progress;
  }

  public Advice run() throws Exception {
    List<Tried> tried = new ArrayList<>();
    Map<Choice, double[]> logits = logits(Choices.of(chosen, settings, tried), tried);
    Map<Choice, Double> rates = rates(List.copyOf(logits.keySet()));
    double[] reference = reference(logits);
    logits.forEach(
        (choice, of) ->
            tried.add(
                new Tried(
                    choice,
                    rates.get(choice),
                    reference == null ? null : Quality.of(of, reference),
                    null)));
    tried.sort(Comparator.comparing(each -> each.choice().file()));
    tried.forEach(progress);
    return new Advice(List.copyOf(tried), sample.size());
  }

  /** Of the choices that can be used; the others are added to {@code failed}. */
  private Map<Choice, double[]> logits(List<Choice> choices, List<Tried> failed)
      throws IOException, InterruptedException {
    Map<Choice, double[]> logits = new LinkedHashMap<>();
    for (Choice choice : choices) {
      try {
        logits.put(choice, logits(choice.in(settings)));
      } catch (ModelException | BrokenSessionException e) {
        failed.add(Tried.failed(choice, e.getMessage()));
      }
    }
    return logits;
  }

  /**
   * @throws ModelException if it can't be used, or has no score for some pair
   */
  private double[] logits(RerankSettings with) throws IOException, InterruptedException {
    try (CrossEncoder model = CrossEncoder.load(with.model(), with.execution(), with.batch())) {
      List<PairScore> scores = model.predict(sample);
      for (PairScore score : scores) {
        if (score.error() != null) {
          throw new ModelException("the scorer failed on a pair: " + score.error());
        }
      }
      return scores.stream().mapToDouble(PairScore::logit).toArray();
    }
  }

  /** All take turns, so that a machine that is slower for a while is so for each. */
  private Map<Choice, Double> rates(List<Choice> choices) throws Exception {
    Map<Choice, Double> rates = new HashMap<>();
    for (int turn = 0; turn < TURNS; turn++) {
      for (Choice choice : choices) {
        double rate = new ScorerPart(choice.in(settings)).run(workload).pairsPerSecond();
        rates.merge(choice, rate, Math::max);
      }
    }
    return rates;
  }

  @Nullable
  private static double[] reference(Map<Choice, double[]> logits) {
    return logits.entrySet().stream()
        .filter(
            each ->
                each.getKey().provider() == ExecutionProvider.CPU
                    && each.getKey().weights().equals(Choices.FULL_PRECISION))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(null);
  }
}
