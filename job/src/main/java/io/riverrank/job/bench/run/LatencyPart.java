package io.riverrank.job.bench.run;

import io.riverrank.job.bench.load.LoggedQuery;
import io.riverrank.job.bench.load.Schedule;
import io.riverrank.job.bench.load.Workload;
import io.riverrank.job.bench.measure.Latencies;
import io.riverrank.job.bench.queueing.IdealQueue;
import io.riverrank.job.bench.queueing.IdealQueue.Arrival;
import io.riverrank.job.bench.raw.BatchTimes;
import io.riverrank.job.bench.raw.BatchTiming;
import io.riverrank.job.bench.raw.RawModel;
import io.riverrank.job.broker.EmbeddedKafka;
import io.riverrank.job.options.JobSettings;
import io.riverrank.job.options.SettingsFactory;
import io.riverrank.operators.settings.RerankSettings;
import io.riverrank.operators.tokenizer.TokenizedPair;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.flink.core.execution.JobClient;

/**
 * Latency of the whole job in an open loop: events are sent when a schedule says so, whether or not
 * earlier ones have their ranking.
 */
public final class LatencyPart {
  private static final double[] LOADS = {0.25, 0.5, 0.75, 0.9};
  private static final int WARM_UP_EVENTS = 20;

  private final BenchJob job;
  private final RawModel model;
  private final long seed;

  public LatencyPart(BenchJob job, RawModel model, long seed) {
    this.job = job.endless();
    this.model = model;
    this.seed = seed;
  }

  /**
   * @param workload whose events are sent, again from the first where there are not enough
   * @param pairsPerSecond the job's rate
   * @param seconds of arrivals at each load
   * @param progress is told of each load
   */
  public List<Load> run(
      Workload workload, double pairsPerSecond, double seconds, Consumer<Load> progress)
      throws Exception {
    double pairsPerEvent = (double) workload.pairs() / workload.events().size();
    Map<Double, BatchTimes> times = times(workload, pairsPerSecond / pairsPerEvent);
    List<Load> loads = new ArrayList<>();
    try (EmbeddedKafka kafka = EmbeddedKafka.start()) {
      BenchJob onBroker = job.on(kafka.bootstrapServers());
      JobSettings settings = SettingsFactory.job(onBroker.configuration());
      try (LocalEnvironment local = LocalEnvironment.create(onBroker.configuration());
          BenchTopics topics = JobPart.prepare(local.environment(), settings)) {
        JobClient client = local.environment().executeAsync("riverrank-bench-latency");
        try (OpenLoop loop = new OpenLoop(topics, settings.kafka(), client)) {
          loop.warmUp(events(workload, WARM_UP_EVENTS));
          for (double load : LOADS) {
            double rate = load * pairsPerSecond / pairsPerEvent;
            int count = (int) Math.max(1, Math.round(rate * seconds));
            long[] schedule = Schedule.poisson(count, rate, seed);
            List<LoggedQuery> events = events(workload, count);
            double[] measured = loop.run(events, schedule);
            double[] ideal = ideal(settings.rerank(), events, schedule, times.get(load));
            Load result = new Load(load, rate, count, Latencies.of(measured), Latencies.of(ideal));
            loads.add(result);
            progress.accept(result);
          }
        } finally {
          client.cancel().get();
          client.getJobExecutionResult().handle((result, failure) -> null).get();
        }
      }
    }
    return loads;
  }

  private static List<LoggedQuery> events(Workload workload, int count) {
    List<LoggedQuery> events = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      events.add(workload.events().get(i % workload.events().size()));
    }
    return events;
  }

  /** How long runs take at each load, before there is anything beside them. */
  private Map<Double, BatchTimes> times(Workload workload, double eventsPerSecond)
      throws InterruptedException {
    RerankSettings settings = SettingsFactory.rerank(job.configuration());
    List<TokenizedPair> pairs = model.tokenize(workload);
    Map<Double, BatchTimes> times = new HashMap<>();
    for (double load : LOADS) {
      // Between two events there is no run for as long as the job would take for what is left.
      long pauseNanos = Math.round((1 / load - 1) / eventsPerSecond * 1e9);
      times.put(load, BatchTiming.measure(model, pairs, settings, pauseNanos));
    }
    return times;
  }

  private double[] ideal(
      RerankSettings settings, List<LoggedQuery> events, long[] schedule, BatchTimes times) {
    List<Arrival> arrivals = new ArrayList<>(events.size());
    for (int i = 0; i < events.size(); i++) {
      int[] lengths =
          model.tokenize(new Workload(List.of(events.get(i)))).stream()
              .mapToInt(TokenizedPair::length)
              .toArray();
      arrivals.add(new Arrival(schedule[i], lengths));
    }
    int callers = model.device().callers(settings.execution());
    return IdealQueue.latencies(arrivals, settings.batch(), callers, times::nanos);
  }
}
