package io.riverrank.tools.bench.report;

import io.riverrank.operators.batching.BatchLimits;
import io.riverrank.operators.settings.RerankSettings;
import io.riverrank.operators.tokenizer.TokenizedPair;
import io.riverrank.schemas.ModelInfo;
import io.riverrank.tools.bench.load.BenchLog;
import io.riverrank.tools.bench.load.Workload;
import java.util.List;

/**
 * What was measured.
 *
 * @param eventsPerRound that each part gets in a round
 * @param limits of a micro-batch, what the settings come to on this machine
 * @param callers the same
 * @param parallelism subtasks of operator and job
 */
public record Subject(
    ModelInfo model,
    String log,
    int logEvents,
    int logPairs,
    int skippedLines,
    int eventsPerRound,
    int pairsPerRound,
    double tokensPerPair,
    int longestPair,
    RerankSettings settings,
    BatchLimits limits,
    int callers,
    int parallelism,
    long seed) {

  public static Subject of(
      ModelInfo model,
      BenchLog log,
      Workload workload,
      List<TokenizedPair> tokens,
      RerankSettings settings,
      BatchLimits limits,
      int callers,
      int parallelism,
      long seed) {
    return new Subject(
        model,
        log.name(),
        log.queries().size(),
        log.pairs(),
        log.skippedLines(),
        workload.events().size(),
        workload.pairs(),
        tokens.stream().mapToInt(TokenizedPair::length).average().orElseThrow(),
        tokens.stream().mapToInt(TokenizedPair::length).max().orElseThrow(),
        settings,
        limits,
        callers,
        parallelism,
        seed);
  }
}
