package io.riverrank.tools.bench.run;

import io.riverrank.broker.EmbeddedKafka;
import io.riverrank.job.options.JobSettings;
import io.riverrank.job.options.SettingsFactory;
import io.riverrank.operators.settings.ExecutionProvider;
import io.riverrank.operators.settings.RerankSettings;
import io.riverrank.operators.tokenizer.TokenizedPair;
import io.riverrank.tools.bench.load.LoggedQuery;
import io.riverrank.tools.bench.load.Schedule;
import io.riverrank.tools.bench.load.Workload;
import io.riverrank.tools.bench.measure.BatchRecorder;
import io.riverrank.tools.bench.measure.BatchRun;
import io.riverrank.tools.bench.measure.Latencies;
import io.riverrank.tools.bench.measure.Pace;
import io.riverrank.tools.bench.queueing.IdealQueue;
import io.riverrank.tools.bench.queueing.IdealQueue.Arrival;
import io.riverrank.tools.bench.raw.BatchTimer;
import io.riverrank.tools.bench.raw.BatchTimes;
import io.riverrank.tools.bench.raw.RawModel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.flink.core.execution.JobClient;

/**
 * Latency of the whole job in an open loop: events are sent when a schedule says so, whether or not
 * earlier ones have their ranking.
 */
public final class LatencyPart {
  private static final double[] LOADS = {0.25, 0.5, 0.75, 0.9};

  private static final double WARM_UP_ROUND_SECONDS = 5;

  /** After light events: batches of the real ones' size have been through the model. */
  private static final int WARM_UP_EVENTS = 20;

  private final BenchJob job;
  private final RawModel model;
  private final int rounds;
  private final long seed;

  /**
   * @param rounds in which each load is measured
   */
  public LatencyPart(BenchJob job, RawModel model, int rounds, long seed) {
    this.job = job.endless();
    this.model = model;
    this.rounds = rounds;
    this.seed = seed;
  }

  /**
   * @param light events to warm up with
   * @param workload whose events are sent, again from the first where there are not enough
   * @param pairsPerSecond the job's rate
   * @param seconds of arrivals at each load, over all rounds
   * @param progress is told of each load
   */
  public List<Load> run(
      Workload light,
      Workload workload,
      double pairsPerSecond,
      double seconds,
      Consumer<Load> progress)
      throws Exception {
    double fullRate = pairsPerSecond * workload.events().size() / workload.pairs();
    List<Load> loads = new ArrayList<>();
    BatchTimes times = BatchTimer.measure(model, model.tokenize(workload), rerankSettings());
    try (EmbeddedKafka kafka = JobPart.startBroker()) {
      BenchJob onBroker = job.on(kafka.bootstrapServers());
      JobSettings settings = SettingsFactory.job(onBroker.configuration());
      try (LocalEnvironment local = LocalEnvironment.create(onBroker.configuration());
          BenchTopics topics = JobPart.prepare(local.environment(), settings)) {
        JobClient client = local.environment().executeAsync("riverrank-bench-latency");
        try (OpenLoop loop = new OpenLoop(topics, settings.kafka(), client)) {
          double warmUpSeconds = Math.min(WARM_UP_ROUND_SECONDS, seconds);
          new LatencyWarmUp(loop, light, warmUpSeconds).run();
          loop.run(workload.events(0, WARM_UP_EVENTS), new long[WARM_UP_EVENTS]);
          for (double share : LOADS) {
            int count = (int) Math.max(1, Math.round(share * fullRate * seconds / rounds));
            Load load = load(share, fullRate, count, workload, loop, times);
            loads.add(load);
            progress.accept(load);
          }
        } finally {
          client.cancel().get();
          client.getJobExecutionResult().handle((result, failure) -> null).get();
        }
      }
    }
    return loads;
  }

  private Load load(
      double share, double fullRate, int count, Workload workload, OpenLoop loop, BatchTimes times)
      throws Exception {
    List<double[]> measured = new ArrayList<>();
    List<double[]> ideal = new ArrayList<>();
    List<double[]> undisturbed = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      long[] schedule = Schedule.poisson(count, share * fullRate, seed + round);
      List<LoggedQuery> events = workload.events(round * count, count);
      List<Arrival> arrivals = arrivals(events, schedule);
      try (BatchRecorder recorder = BatchRecorder.start()) {
        long start = BatchRecorder.nanos(Instant.now());
        measured.add(loop.run(events, schedule));
        List<BatchRun> runs = recorder.stop();
        ideal.add(ideal(arrivals, times, Pace.asMeasured(runs, times::nanos), start));
        if (isOneThreadARun()) {
          undisturbed.add(ideal(arrivals, times, Pace.undisturbed(runs, times::nanos), start));
        }
      }
    }
    return new Load(
        share,
        share * fullRate,
        rounds * count,
        Latencies.of(measured),
        Latencies.of(ideal),
        undisturbed.isEmpty() ? null : Latencies.of(undisturbed));
  }

  /** Else the model's time is not that of the thread which called it. */
  private boolean isOneThreadARun() {
    return model.device().provider() == ExecutionProvider.CPU
        && rerankSettings().execution().intraOpThreads() == 1;
  }

  private RerankSettings rerankSettings() {
    return SettingsFactory.rerank(job.configuration());
  }

  private List<Arrival> arrivals(List<LoggedQuery> events, long[] schedule) {
    List<Arrival> arrivals = new ArrayList<>(events.size());
    for (int i = 0; i < events.size(); i++) {
      int[] lengths =
          model.tokenize(new Workload(List.of(events.get(i)))).stream()
              .mapToInt(TokenizedPair::length)
              .toArray();
      arrivals.add(new Arrival(schedule[i], lengths));
    }
    return arrivals;
  }

  private double[] ideal(List<Arrival> arrivals, BatchTimes times, Pace pace, long start) {
    RerankSettings settings = rerankSettings();
    return IdealQueue.latencies(
        arrivals,
        model.limits(settings.batch()),
        model.padding(settings.batch()),
        model.device().callers(settings.execution()),
        (rows, length, startNanos) -> times.nanos(rows, length) * pace.at(start + startNanos));
  }
}
