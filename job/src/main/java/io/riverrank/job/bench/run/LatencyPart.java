package io.riverrank.job.bench.run;

import io.riverrank.job.bench.load.LoggedQuery;
import io.riverrank.job.bench.load.Schedule;
import io.riverrank.job.bench.load.Workload;
import io.riverrank.job.bench.measure.Latencies;
import io.riverrank.job.bench.queueing.IdealQueue;
import io.riverrank.job.bench.queueing.IdealQueue.Arrival;
import io.riverrank.job.bench.raw.BatchTimer;
import io.riverrank.job.bench.raw.BatchTimes;
import io.riverrank.job.bench.raw.RawModel;
import io.riverrank.job.broker.EmbeddedKafka;
import io.riverrank.job.options.JobSettings;
import io.riverrank.job.options.SettingsFactory;
import io.riverrank.operators.settings.RerankSettings;
import io.riverrank.operators.tokenizer.TokenizedPair;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.DoubleStream;
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
    RerankSettings rerank = SettingsFactory.rerank(job.configuration());
    try (BatchTimer timer = BatchTimer.open(model, model.tokenize(workload), rerank);
        EmbeddedKafka kafka = EmbeddedKafka.start()) {
      BenchJob onBroker = job.on(kafka.bootstrapServers());
      JobSettings settings = SettingsFactory.job(onBroker.configuration());
      try (LocalEnvironment local = LocalEnvironment.create(onBroker.configuration());
          BenchTopics topics = JobPart.prepare(local.environment(), settings)) {
        JobClient client = local.environment().executeAsync("riverrank-bench-latency");
        try (OpenLoop loop = new OpenLoop(topics, settings.kafka(), client)) {
          double warmUpSeconds = Math.min(WARM_UP_ROUND_SECONDS, seconds);
          new LatencyWarmUp(loop, light.events(), warmUpSeconds).run();
          loop.run(events(workload, 0, WARM_UP_EVENTS), new long[WARM_UP_EVENTS]);
          for (double share : LOADS) {
            int count = (int) Math.max(1, Math.round(share * fullRate * seconds / rounds));
            Load load = load(share, fullRate, count, workload, loop, timer);
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

  /**
   * The machine may be slower in one minute than in the next, so runs are timed before and after
   * each round.
   */
  private Load load(
      double share, double fullRate, int count, Workload workload, OpenLoop loop, BatchTimer timer)
      throws Exception {
    // Between two events there is no run for as long as the job would take for what is left.
    long pauseNanos = Math.round((1 / share - 1) / fullRate * 1e9);
    double[] measured = {};
    double[] ideal = {};
    RunTimes before = RunTimes.measure(timer, pauseNanos);
    for (int round = 0; round < rounds; round++) {
      long[] schedule = Schedule.poisson(count, share * fullRate, seed + round);
      List<LoggedQuery> events = events(workload, round * count, count);
      measured = concatenated(measured, loop.run(events, schedule));
      RunTimes after = RunTimes.measure(timer, pauseNanos);
      ideal = concatenated(ideal, ideal(events, schedule, before.and(after)));
      before = after;
    }
    return new Load(
        share, share * fullRate, measured.length, Latencies.of(measured), Latencies.of(ideal));
  }

  private static double[] concatenated(double[] first, double[] second) {
    return DoubleStream.concat(DoubleStream.of(first), DoubleStream.of(second)).toArray();
  }

  private static List<LoggedQuery> events(Workload workload, int from, int count) {
    List<LoggedQuery> events = new ArrayList<>(count);
    for (int i = from; i < from + count; i++) {
      events.add(workload.events().get(i % workload.events().size()));
    }
    return events;
  }

  private double[] ideal(List<LoggedQuery> events, long[] schedule, RunTimes times) {
    List<Arrival> arrivals = new ArrayList<>(events.size());
    for (int i = 0; i < events.size(); i++) {
      int[] lengths =
          model.tokenize(new Workload(List.of(events.get(i)))).stream()
              .mapToInt(TokenizedPair::length)
              .toArray();
      arrivals.add(new Arrival(schedule[i], lengths));
    }
    RerankSettings settings = SettingsFactory.rerank(job.configuration());
    int callers = model.device().callers(settings.execution());
    Random random = new Random(seed);
    return IdealQueue.latencies(
        arrivals,
        settings.batch(),
        callers,
        (rows, length, afterPause) ->
            times.of(afterPause).nanos(rows, length, random.nextDouble()));
  }

  /** Of runs after a pause, and of runs that follow one another. */
  private record RunTimes(BatchTimes afterPause, BatchTimes inTurn) {
    static RunTimes measure(BatchTimer timer, long pauseNanos) throws InterruptedException {
      return new RunTimes(timer.measure(pauseNanos), timer.measure(0));
    }

    RunTimes and(RunTimes others) {
      return new RunTimes(afterPause.and(others.afterPause), inTurn.and(others.inTurn));
    }

    BatchTimes of(boolean pause) {
      return pause ? afterPause : inTurn;
    }
  }
}
