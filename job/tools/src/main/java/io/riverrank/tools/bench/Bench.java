package io.riverrank.tools.bench;

import io.riverrank.job.options.SettingsFactory;
import io.riverrank.operators.settings.RerankSettings;
import io.riverrank.operators.tokenizer.TokenizedPair;
import io.riverrank.schemas.text.Counted;
import io.riverrank.tools.bench.advice.Advice;
import io.riverrank.tools.bench.advice.AdvicePart;
import io.riverrank.tools.bench.advice.Choice;
import io.riverrank.tools.bench.advice.Tried;
import io.riverrank.tools.bench.load.BenchLog;
import io.riverrank.tools.bench.load.Workload;
import io.riverrank.tools.bench.measure.PartRun;
import io.riverrank.tools.bench.measure.Spread;
import io.riverrank.tools.bench.raw.LimitSweep;
import io.riverrank.tools.bench.raw.RawModel;
import io.riverrank.tools.bench.report.BenchReport;
import io.riverrank.tools.bench.report.Machine;
import io.riverrank.tools.bench.report.Subject;
import io.riverrank.tools.bench.run.BenchJob;
import io.riverrank.tools.bench.run.JobPart;
import io.riverrank.tools.bench.run.LatencyPart;
import io.riverrank.tools.bench.run.LimitPart;
import io.riverrank.tools.bench.run.Load;
import io.riverrank.tools.bench.run.MeasuredPart;
import io.riverrank.tools.bench.run.OperatorPart;
import io.riverrank.tools.bench.run.Part;
import io.riverrank.tools.bench.run.PartWarmUp;
import io.riverrank.tools.bench.run.Repeats;
import io.riverrank.tools.bench.run.RepeatsPart;
import io.riverrank.tools.bench.run.ScorerPart;
import io.riverrank.tools.bench.run.ShadowPart;
import io.riverrank.tools.bench.run.Shadowed;
import io.riverrank.tools.bench.run.SweepPart;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import javax.annotation.Nullable;

/** One measurement, from the sweep of the limit to the report. */
final class Bench {
  /** A trial of a sweep takes this share of a part's time. */
  private static final double TRIAL_SHARE = 0.15;

  private static final double WARM_UP_SECONDS = 5;

  /**
   * Under load the JVM compiles what it does for each event after minutes; of light ones the model
   * takes a thousand a second.
   */
  private static final int LIGHT_EVENTS = 5_000;

  /** Those whose scores the cache knows cost the model nothing: thousands a second. */
  private static final int CACHED_EVENTS = 20_000;

  /** Broker and Flink start in each, and what they do for that is compiled, too. */
  private static final int CACHED_RUNS = 4;

  private static final double SWEEP_TRIAL_SHARE = 0.33;

  private final BenchSettings bench;
  private final BenchLog log;
  private final RerankSettings settings;
  private final BenchJob job;
  private final Notes notes;

  Bench(BenchSettings bench, BenchLog log, Notes notes) {
    this.bench = bench;
    this.log = log;
    this.notes = notes;
    this.settings = SettingsFactory.rerank(bench.configuration());
    this.job = BenchJob.of(bench.configuration(), bench.parallelism());
  }

  BenchReport run() throws Exception {
    try (RawModel model = RawModel.open(settings.model(), settings.execution())) {
      notes.say("looking for the limit: threads and token budgets of a plain session");
      Limit own = new Limit(model, sweep(model, settings), null);
      Advice advice = advice(own);
      Choice fastest = fastest(own, advice);
      if (fastest == null) {
        return run(own, own, advice);
      }
      notes.say("looking for the limit of the fastest that was tried");
      RerankSettings advised = fastest.in(settings);
      try (RawModel best = RawModel.open(advised.model(), advised.execution())) {
        return run(own, own.orFaster(new Limit(best, sweep(best, advised), fastest)), advice);
      }
    }
  }

  /** Of all that was tried; null if that is the user's own, or nobody asks for a limit. */
  @Nullable
  private Choice fastest(Limit own, @Nullable Advice advice) {
    if (advice == null || !bench.has(Part.LIMIT)) {
      return null;
    }
    return advice
        .fastest()
        .map(Tried::choice)
        .filter(choice -> !own.isOf(choice, settings.execution().openVino().precision()))
        .orElse(null);
  }

  private LimitSweep.Best sweep(RawModel model, RerankSettings of) throws Exception {
    LimitSweep.Best best =
        LimitSweep.run(
            model, of, pairs -> model.tokenize(workload(pairs)), bench.seconds() * TRIAL_SHARE);
    notes.say(
        "the limit is near %.0f pairs/s, at %s threads and %s a batch",
        best.pairsPerSecond(),
        best.settings().threads(),
        Counted.of(best.settings().tokenBudget(), "token"));
    return best;
  }

  /**
   * @param own of the job's model as the user set it
   * @param limit that it is compared with
   */
  private BenchReport run(Limit own, Limit limit, @Nullable Advice advice) throws Exception {
    Workload workload = workload(own.best().pairsPerSecond() * bench.seconds());
    List<Map<Part, PartRun>> rounds = rounds(own, limit, workload);
    return new BenchReport(
        Machine.here(),
        subject(own.model(), workload),
        limit.best().settings(),
        limit.choice(),
        rounds,
        loads(own.model(), own.best(), rounds, workload),
        repeats(own.best()),
        shadow(own.model(), own.best(), workload),
        sweep(own.model(), own.best()),
        advice);
  }

  private Workload workload(double pairs) {
    return Workload.of(log, Math.round(pairs), bench.seed());
  }

  private Subject subject(RawModel model, Workload workload) {
    return Subject.of(
        model.directory().info(),
        log,
        workload,
        model.tokenize(workload),
        settings,
        model.limits(settings.batch()),
        model.device().callers(settings.execution()),
        bench.parallelism(),
        bench.seed());
  }

  private List<Map<Part, PartRun>> rounds(Limit own, Limit limit, Workload workload)
      throws Exception {
    Map<Part, MeasuredPart> parts = new EnumMap<>(Part.class);
    parts.put(Part.LIMIT, new LimitPart(limit.model(), limit.best().settings()));
    parts.put(Part.SCORER, new ScorerPart(settings));
    parts.put(Part.OPERATOR, new OperatorPart(job));
    parts.put(Part.JOB, new JobPart(job));
    parts.keySet().retainAll(bench.parts());
    double pairs = own.best().pairsPerSecond() * warmUpSeconds();
    Workload warmUp = workload(pairs);
    Workload light = light(own.model(), pairs);
    if (bench.has(Part.JOB) || bench.has(Part.REPEATS)) {
      notes.say("warming up: what is around the model");
      for (int i = 0; i < CACHED_RUNS; i++) {
        RepeatsPart.warmUp(job, log, CACHED_EVENTS);
      }
    }
    for (Map.Entry<Part, MeasuredPart> part : parts.entrySet()) {
      notes.say("warming up: %s", part.getKey());
      if (part.getKey() == Part.LIMIT) {
        part.getValue().run(warmUp);
      } else {
        part.getValue().run(light);
        PartWarmUp.run(part.getValue(), warmUp);
      }
    }
    List<Map<Part, PartRun>> rounds = new ArrayList<>();
    List<Part> order = new ArrayList<>(parts.keySet());
    for (int round = 1; round <= bench.rounds() && !parts.isEmpty(); round++) {
      Map<Part, PartRun> runs = new EnumMap<>(Part.class);
      for (Part part : order) {
        PartRun run = parts.get(part).run(workload);
        notes.say(
            "round %d of %d, %s: %.1f pairs/s", round, bench.rounds(), part, run.pairsPerSecond());
        runs.put(part, run);
      }
      rounds.add(runs);
      // What comes first gains or loses by it; every part does so in turn.
      order.add(order.remove(0));
    }
    return rounds;
  }

  private double warmUpSeconds() {
    return Math.min(WARM_UP_SECONDS, bench.seconds());
  }

  /** As many light events as have the tokens of some pairs of the log. */
  private Workload light(RawModel model, double pairs) {
    Workload all = new Workload(log.queries());
    Workload light = Workload.light(log, log.queries().size());
    double eventsPerPair =
        (double) tokens(model, all) / log.pairs() * log.queries().size() / tokens(model, light);
    double events = Math.min(LIGHT_EVENTS, pairs * eventsPerPair);
    return Workload.light(log, (int) Math.max(1, events));
  }

  private static long tokens(RawModel model, Workload workload) {
    return model.tokenize(workload).stream().mapToLong(TokenizedPair::length).sum();
  }

  private List<Load> loads(
      RawModel model, LimitSweep.Best limit, List<Map<Part, PartRun>> rounds, Workload workload)
      throws Exception {
    if (!bench.has(Part.LATENCY)) {
      return List.of();
    }
    notes.say("latency: warming up, and timing single batches for the ideal queue");
    LatencyPart latency = new LatencyPart(job, model, bench.rounds(), bench.seed());
    double rate =
        Spread.of(rounds.stream().map(round -> round.get(Part.JOB).pairsPerSecond()).toList())
            .median();
    return latency.run(
        light(model, limit.pairsPerSecond() * warmUpSeconds()),
        workload,
        rate,
        bench.latencySeconds(),
        load ->
            notes.say(
                "latency at %.0f %%: p95 %.1f ms, ideal %.1f ms",
                100 * load.load(), load.measured().p95(), load.ideal().p95()));
  }

  private Shadowed shadow(RawModel model, LimitSweep.Best limit, Workload workload)
      throws Exception {
    if (!bench.has(Part.SHADOW)) {
      return null;
    }
    notes.say("a challenger in shadow: warming up");
    return new ShadowPart(job, bench.rounds(), bench.seed())
        .run(
            model.directory().tokenizerFile().getParent(),
            light(model, limit.pairsPerSecond() * warmUpSeconds()),
            workload,
            bench.latencySeconds(),
            done -> notes.say("shadow: %s", done));
  }

  private Repeats repeats(LimitSweep.Best limit) throws Exception {
    if (!bench.has(Part.REPEATS)) {
      return null;
    }
    notes.say(
        "a log that repeats: %s, with the score cache and without",
        Counted.of(bench.zipfEvents(), "event"));
    long uncached = Math.round(limit.pairsPerSecond() * bench.seconds());
    return new RepeatsPart(job, bench.configuration(), bench.seed())
        .run(log, bench.zipfEvents(), bench.zipf(), uncached);
  }

  @Nullable
  private Advice advice(Limit own) throws Exception {
    if (!bench.has(Part.ADVICE)) {
      return null;
    }
    notes.say("trying files, providers and precisions on the scorer");
    return new AdvicePart(
            own.model().directory(),
            settings,
            workload(own.best().pairsPerSecond() * bench.seconds() * SWEEP_TRIAL_SHARE),
            new Workload(log.queries()),
            tried ->
                notes.say(
                    "%s by %s: %s",
                    tried.choice().file(),
                    tried.choice().provider(),
                    tried.problem() == null
                        ? "%.1f pairs/s".formatted(tried.pairsPerSecond())
                        : "can't be used"))
        .run();
  }

  private SweepPart.Result sweep(RawModel model, LimitSweep.Best limit) throws Exception {
    if (!bench.has(Part.SWEEP)) {
      return null;
    }
    notes.say("trying settings on the scorer");
    Workload trial = workload(limit.pairsPerSecond() * bench.seconds() * SWEEP_TRIAL_SHARE);
    int callers = model.device().callers(settings.execution());
    return new SweepPart(
            settings,
            model.limits(settings.batch()),
            callers,
            trial,
            tried ->
                notes.say(
                    "%d × %s, %s, %s: %.1f pairs/s",
                    tried.callers(),
                    Counted.of(tried.intraOpThreads(), "thread"),
                    Counted.of(tried.tokenBudget(), "token"),
                    Counted.of(tried.maxRows(), "row"),
                    tried.pairsPerSecond()))
        .run();
  }
}
