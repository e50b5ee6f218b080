package io.riverrank.tools.bench.report;

import io.riverrank.schemas.text.Counted;
import io.riverrank.tools.bench.measure.PartRun;
import io.riverrank.tools.bench.measure.Spread;
import io.riverrank.tools.bench.measure.Stage;
import io.riverrank.tools.bench.measure.StageTimes;
import io.riverrank.tools.bench.run.Load;
import io.riverrank.tools.bench.run.Part;
import io.riverrank.tools.bench.run.Repeats;
import io.riverrank.tools.bench.run.SweepPart;
import io.riverrank.tools.bench.run.Trial;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/** The report for a terminal, at most 100 columns wide. */
public final class TableReport {
  private final BenchReport report;

  public TableReport(BenchReport report) {
    this.report = report;
  }

  public void print(PrintWriter out) {
    printHead(out);
    if (!report.rounds().isEmpty()) {
      printThroughput(out);
      printCost(out);
    }
    if (!report.loads().isEmpty()) {
      printLatency(out);
    }
    if (report.repeats() != null) {
      printRepeats(out, report.repeats());
    }
    if (report.shadow() != null) {
      new ShadowReport(report.shadow()).print(out);
    }
    if (report.sweep() != null) {
      printSweep(out, report.sweep());
    }
    if (report.advice() != null) {
      new AdviceReport(report.advice()).print(out);
    }
    out.flush();
  }

  private void printHead(PrintWriter out) {
    Subject subject = report.subject();
    out.printf(
        Locale.ROOT,
        "%s (%s) on %s%n",
        subject.model().name(),
        subject.model().precision(),
        subject.log());
    out.printf(
        Locale.ROOT,
        "%s with %s a round, %.0f tokens a pair, %d at most%n",
        Counted.of(subject.eventsPerRound(), "event"),
        Counted.of(subject.pairsPerRound(), "pair"),
        subject.tokensPerPair(),
        subject.longestPair());
    out.printf(
        Locale.ROOT,
        "%s, %s, Java %s, ONNX Runtime %s%n",
        report.machine().cpu(),
        Counted.of(report.machine().cores(), "core"),
        report.machine().java(),
        report.machine().onnxRuntime());
    out.printf(
        Locale.ROOT,
        "job:   %s × %s, %s and %s a batch, %s%n",
        Counted.of(subject.callers(), "caller"),
        Counted.of(subject.settings().execution().intraOpThreads(), "thread"),
        Counted.of(subject.limits().tokenBudget(), "token"),
        Counted.of(subject.limits().maxRows(), "row"),
        Counted.of(subject.parallelism(), "slot"));
    out.printf(
        Locale.ROOT,
        "limit: %s × %s, %s and %s a batch%n",
        Counted.of(report.limitSettings().threads().callers(), "caller"),
        Counted.of(report.limitSettings().threads().intraOp(), "thread"),
        Counted.of(report.limitSettings().tokenBudget(), "token"),
        Counted.of(report.limitSettings().maxRows(), "row"));
    if (report.limitChoice() != null) {
      out.println("       of the fastest that was tried, which the job becomes by");
      report.limitChoice().options().forEach(option -> out.println("  " + option));
    }
    out.println();
  }

  private void printThroughput(PrintWriter out) {
    Table table =
        new Table("part", "pairs/s", "min..max", "÷ limit", "tokens/s", "padding", "rounds");
    for (Part part : parts()) {
      Spread rate = report.pairsPerSecond(part);
      table.row(
          part.toString(),
          number(rate.median()),
          number(rate.min()) + ".." + number(rate.max()),
          report.has(Part.LIMIT) ? format("%.3f", report.toLimit(part).median()) : "",
          format("%,.0f", report.median(part, PartRun::tokensPerSecond)),
          format("%.1f %%", 100 * report.median(part, PartRun::padding)),
          Integer.toString(report.rounds().size()));
    }
    table.print(out);
  }

  private void printCost(PrintWriter out) {
    out.println("CPU milliseconds a pair, by the threads that used them");
    List<String> header = new ArrayList<>(List.of("part"));
    for (Stage stage : Stage.values()) {
      header.add(stage.name().toLowerCase(Locale.ROOT).replace('_', ' '));
    }
    header.addAll(List.of("bytes/pair", "GC ms"));
    Table cpu = new Table(header.toArray(String[]::new));
    for (Part part : parts()) {
      List<String> row = new ArrayList<>(List.of(part.toString()));
      for (Stage stage : Stage.values()) {
        row.add(
            format(
                "%.3f",
                report.median(
                    part, r -> 1e3 * r.usage().cpuSeconds().get(stage) / r.countedPairs())));
      }
      row.add(
          format("%,.0f", report.median(part, r -> r.usage().allocatedBytes() / r.countedPairs())));
      row.add(format("%.0f", report.median(part, r -> r.usage().gcMs())));
      cpu.row(row.toArray(String[]::new));
    }
    cpu.print(out);
    out.println("A pair's way, milliseconds on average (a full backlog waits, of course)");
    Table stages = new Table("part", "tokenize", "wait for a batch", "inference");
    for (Part part : parts()) {
      if (report.runs(part).get(0).stages() != null) {
        stages.row(
            part.toString(),
            format("%.1f", stage(part, StageTimes::tokenizeMs)),
            format("%.1f", stage(part, StageTimes::queueMs)),
            format("%.1f", stage(part, StageTimes::inferenceMs)));
      }
    }
    stages.print(out);
  }

  private double stage(Part part, ToDoubleFunction<StageTimes> time) {
    return report.median(part, run -> time.applyAsDouble(run.stages()));
  }

  private void printLatency(PrintWriter out) {
    out.println("Latency of an event in an open loop, milliseconds (ideal queue beside it)");
    Table table =
        new Table(
            "load",
            "events/s",
            "events",
            "p50",
            "ideal",
            "p95",
            "ideal",
            "p99",
            "ideal",
            "p95 ÷ ideal",
            "÷ undisturbed");
    for (Load load : report.loads()) {
      table.row(
          format("%.0f %%", 100 * load.load()),
          format("%.1f", load.eventsPerSecond()),
          Integer.toString(load.events()),
          millis(load.measured().p50()),
          millis(load.ideal().p50()),
          millis(load.measured().p95()),
          millis(load.ideal().p95()),
          millis(load.measured().p99()),
          millis(load.ideal().p99()),
          format("%.2f", load.p95To(load.ideal())),
          load.undisturbed() == null ? "" : format("%.2f", load.p95To(load.undisturbed())));
    }
    table.print(out);
  }

  private static void printRepeats(PrintWriter out, Repeats repeats) {
    out.printf(
        Locale.ROOT,
        "Queries that repeat (Zipf, s = %.2f): %s, %s, %,d of them distinct%n",
        repeats.zipf(),
        Counted.of(repeats.events(), "event"),
        Counted.of(repeats.pairs(), "pair"),
        repeats.distinctPairs());
    out.printf(
        Locale.ROOT,
        "with the score cache %.1f pairs/s, without %.1f: %.2f times; pairs ÷ distinct pairs is"
            + " %.2f%n%n",
        repeats.hotPairsPerSecond(),
        repeats.coldPairsPerSecond(),
        repeats.gain(),
        repeats.expectedGain());
  }

  private static void printSweep(PrintWriter out, SweepPart.Result sweep) {
    out.println("Settings tried on the scorer");
    Table table =
        new Table(
            "callers", "intra-op threads", "token budget", "max rows", "pairs/s", "padding", "");
    for (Trial trial : sweep.trials()) {
      table.row(
          Integer.toString(trial.callers()),
          Integer.toString(trial.intraOpThreads()),
          Integer.toString(trial.tokenBudget()),
          Integer.toString(trial.maxRows()),
          number(trial.pairsPerSecond()),
          format("%.1f %%", 100 * trial.padding()),
          trial == sweep.best() ? "recommended" : "");
    }
    table.print(out);
    out.println("Recommended:");
    sweep.recommendation().forEach(option -> out.println("  " + option));
    out.println();
  }

  private Set<Part> parts() {
    return report.rounds().get(0).keySet();
  }

  private static String number(double value) {
    return format("%,.1f", value);
  }

  private static String millis(double value) {
    return format(value < 100 ? "%.1f" : "%.0f", value);
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
