package io.riverrank.tools.bench.report;

import io.riverrank.tools.bench.advice.Advice;
import io.riverrank.tools.bench.advice.Choice;
import io.riverrank.tools.bench.measure.PartRun;
import io.riverrank.tools.bench.measure.Spread;
import io.riverrank.tools.bench.raw.RawSettings;
import io.riverrank.tools.bench.run.Load;
import io.riverrank.tools.bench.run.Part;
import io.riverrank.tools.bench.run.Repeats;
import io.riverrank.tools.bench.run.Shadowed;
import io.riverrank.tools.bench.run.SweepPart;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import javax.annotation.Nullable;

/**
 * All that was measured.
 *
 * @param limitSettings at which the limit is measured
 * @param limitChoice the file, provider and precision of the limit; null for the job's own
 * @param rounds what each part came to, in the order of the parts, round by round
 * @param loads empty if latency was not asked for
 */
public record BenchReport(
    Machine machine,
    Subject subject,
    RawSettings limitSettings,
    @Nullable Choice limitChoice,
    List<Map<Part, PartRun>> rounds,
    List<Load> loads,
    @Nullable Repeats repeats,
    @Nullable Shadowed shadow,
    @Nullable SweepPart.Result sweep,
    @Nullable Advice advice) {

  public boolean has(Part part) {
    return !rounds.isEmpty() && rounds.get(0).containsKey(part);
  }

  public List<PartRun> runs(Part part) {
    return rounds.stream().map(round -> round.get(part)).toList();
  }

  public Spread pairsPerSecond(Part part) {
    return Spread.of(runs(part).stream().map(PartRun::pairsPerSecond).toList());
  }

  /**
   * Of the ratios of the rounds, so that a machine that is slower in some rounds doesn't matter.
   */
  public Spread toLimit(Part part) {
    return Spread.of(
        rounds.stream()
            .map(round -> round.get(part).pairsPerSecond() / round.get(Part.LIMIT).pairsPerSecond())
            .toList());
  }

  /** Of a figure of a part over the rounds. */
  double median(Part part, ToDoubleFunction<PartRun> figure) {
    return Spread.of(runs(part).stream().map(figure::applyAsDouble).toList()).median();
  }
}
