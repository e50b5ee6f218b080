package io.riverrank.tools.gpu.speed;

import io.riverrank.tools.bench.measure.PartRun;
import io.riverrank.tools.gpu.machine.GpuMeter;

/**
 * What one part of the way came to.
 *
 * @param part raw: ideal batches through a plain session; scorer: texts to scores; fixed_shapes:
 *     the same in one shape a length; job: Kafka to Kafka
 * @param tokensPerSecond without padding
 * @param padding share of all tokens that is padding
 * @param toRaw pairs a second ÷ those of the raw session
 * @param cpuCores that the process kept busy
 * @param gpu its load while all of this ran, loading included; the mean counts busy readings only
 */
record Speed(
    String model,
    String log,
    String part,
    int pairs,
    double pairsPerSecond,
    double tokensPerSecond,
    double padding,
    double toRaw,
    int callers,
    int tokenBudget,
    int maxRows,
    int tokenizerThreads,
    int subtasks,
    double cpuCores,
    GpuMeter.Load gpu) {

  static Speed of(Subject subject, String part, PartRun run, double raw, GpuMeter.Load gpu) {
    return new Speed(
        subject.model(),
        subject.log().name(),
        part,
        run.pairs(),
        run.pairsPerSecond(),
        run.tokensPerSecond(),
        run.padding(),
        run.pairsPerSecond() / raw,
        subject.best().threads().callers(),
        subject.best().tokenBudget(),
        subject.best().maxRows(),
        subject.tokenizerThreads(),
        subject.subtasks(),
        run.usage().totalCpuSeconds() / run.seconds(),
        gpu);
  }
}
