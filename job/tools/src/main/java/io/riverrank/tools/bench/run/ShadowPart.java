package io.riverrank.tools.bench.run;

import io.riverrank.broker.EmbeddedKafka;
import io.riverrank.job.errors.UserException;
import io.riverrank.job.kafka.check.ControlTopicCheck;
import io.riverrank.job.options.JobSettings;
import io.riverrank.job.options.SettingsFactory;
import io.riverrank.job.rollout.ControlClient;
import io.riverrank.operators.rollout.QueryShare;
import io.riverrank.schemas.rollout.ControlCommand;
import io.riverrank.schemas.rollout.ControlCommand.Kind;
import io.riverrank.schemas.rollout.ModelReference;
import io.riverrank.tools.bench.load.LoggedQuery;
import io.riverrank.tools.bench.load.Schedule;
import io.riverrank.tools.bench.load.Workload;
import io.riverrank.tools.bench.measure.BatchRecorder;
import io.riverrank.tools.bench.measure.BatchRun;
import io.riverrank.tools.bench.measure.Latencies;
import io.riverrank.tools.bench.measure.Spread;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import javax.annotation.Nullable;
import org.apache.flink.core.execution.JobClient;

/**
 * The whole job with a challenger beside the champion that costs as much: in shadow and not, in
 * turns.
 */
public final class ShadowPart {
  private static final double LOAD = 0.5;
  private static final double SHARE = 0.4;
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final double WARM_UP_ROUND_SECONDS = 5;

  private final BenchJob job;
  private final int rounds;
  private final long seed;

  private JobSettings settings;
  private OpenLoop loop;
  private ShadowRecords records;
  private int commands;

  /**
   * @param rounds in which everything is measured
   */
  public ShadowPart(BenchJob job, int rounds, long seed) {
    this.job = job.endless().controlled();
    this.rounds = rounds;
    this.seed = seed;
  }

  /**
   * @param model its directory
   * @param light events to warm up with
   * @param workload a backlog of each round
   * @param seconds of arrivals, over all rounds
   * @param progress is told what is done
   */
  public Shadowed run(
      Path model, Workload light, Workload workload, double seconds, Consumer<String> progress)
      throws Exception {
    try (EmbeddedKafka kafka = JobPart.startBroker();
        ModelTwin twin = ModelTwin.of(model)) {
      BenchJob onBroker = job.on(kafka.bootstrapServers());
      settings = SettingsFactory.job(onBroker.configuration());
      ControlTopicCheck.run(settings.kafka(), settings.control().commands());
      try (LocalEnvironment local = LocalEnvironment.create(onBroker.configuration());
          BenchTopics topics = JobPart.prepare(local.environment(), settings)) {
        JobClient client = local.environment().executeAsync("riverrank-bench-shadow");
        try (OpenLoop open = new OpenLoop(topics, settings.kafka(), client);
            ShadowRecords shadow = new ShadowRecords(settings)) {
          loop = open;
          records = shadow;
          new LatencyWarmUp(loop, light, Math.min(WARM_UP_ROUND_SECONDS, seconds)).run();
          command(Kind.LOAD, new ModelReference(twin.uri(), null, null), null);
          return measure(workload, seconds, progress);
        } finally {
          client.cancel().get();
          client.getJobExecutionResult().handle((result, failure) -> null).get();
        }
      }
    }
  }

  private Shadowed measure(Workload workload, double seconds, Consumer<String> progress)
      throws Exception {
    fullLoad(workload, 1);
    List<Double> without = new ArrayList<>();
    List<Double> with = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      for (boolean shadow : inTurns(round)) {
        double rate = fullLoad(workload, shadow ? 1 : 0);
        (shadow ? with : without).add(rate);
        progress.accept(
            "full load, %s shadow: %.1f pairs/s".formatted(shadow ? "with" : "without", rate));
      }
    }
    double perSecond = Spread.of(without).median() * workload.events().size() / workload.pairs();
    return latencies(workload, perSecond, seconds, without, with);
  }

  /** What comes first gains or loses by it. */
  private static List<Boolean> inTurns(int round) {
    return round % 2 == 0 ? List.of(false, true) : List.of(true, false);
  }

  /** Pairs a second of the champion, from a backlog. */
  private double fullLoad(Workload workload, double share) throws Exception {
    command(Kind.SHADOW, null, share);
    double[] millis = loop.run(workload.events(), new long[workload.events().size()]);
    command(Kind.SHADOW, null, 0.0);
    return workload.pairs() / (Arrays.stream(millis).max().orElseThrow() / 1e3);
  }

  private Shadowed latencies(
      Workload workload,
      double fullRate,
      double seconds,
      List<Double> withoutRates,
      List<Double> withRates)
      throws Exception {
    int count = (int) Math.max(1, Math.round(LOAD * fullRate * seconds / rounds));
    List<double[]> without = new ArrayList<>();
    List<double[]> with = new ArrayList<>();
    List<Double> runs = new ArrayList<>();
    int wanted = 0;
    int scored = 0;
    records.take();
    for (int round = 0; round < rounds; round++) {
      long[] schedule = Schedule.poisson(count, LOAD * fullRate, seed + round);
      List<LoggedQuery> events = workload.events(round * count, count);
      for (boolean shadow : inTurns(round)) {
        if (!shadow) {
          without.add(loop.run(events, schedule));
          continue;
        }
        command(Kind.SHADOW, null, SHARE);
        long first = loop.nextId();
        try (BatchRecorder recorder = BatchRecorder.start()) {
          with.add(loop.run(events, schedule));
          recorder.stop().stream().map(ShadowPart::millis).forEach(runs::add);
        }
        Set<String> compared = records.take();
        command(Kind.SHADOW, null, 0.0);
        scored += compared.size();
        wanted += share(first, count);
      }
    }
    return new Shadowed(
        withoutRates,
        withRates,
        LOAD,
        Latencies.of(without),
        Latencies.of(with),
        Spread.quantile(runs.stream().mapToDouble(Double::doubleValue).toArray(), 0.95),
        SHARE,
        wanted,
        scored);
  }

  private static double millis(BatchRun run) {
    return (run.endNanos() - run.startNanos()) / 1e6;
  }

  private static int share(long first, int count) {
    QueryShare shares = new QueryShare();
    int in = 0;
    for (long number = first; number < first + count; number++) {
      in += shares.contains(BenchTopics.queryId(number), SHARE) ? 1 : 0;
    }
    return in;
  }

  private void command(Kind kind, @Nullable ModelReference model, @Nullable Double share)
      throws IOException {
    commands++;
    List<String> reasons = new ArrayList<>();
    ControlClient.Outcome outcome =
        new ControlClient(settings.kafka(), settings.control())
            .send(
                new ControlCommand("bench-" + commands, kind, model, share, "bench"),
                PATIENCE,
                status -> {
                  if (status.reason() != null) {
                    reasons.add(status.reason());
                  }
                });
    if (outcome != ControlClient.Outcome.DONE) {
      throw new UserException("the job did not %s: %s".formatted(kind, reasons));
    }
  }
}
