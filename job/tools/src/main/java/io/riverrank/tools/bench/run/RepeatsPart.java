package io.riverrank.tools.bench.run;

import io.riverrank.operators.scoring.TextPair;
import io.riverrank.tools.bench.load.BenchLog;
import io.riverrank.tools.bench.load.LoggedQuery;
import io.riverrank.tools.bench.load.Schedule;
import io.riverrank.tools.bench.load.Workload;
import io.riverrank.tools.bench.measure.BatchRun;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import org.apache.flink.configuration.Configuration;

/** The whole job on a log whose queries repeat, with the user's score cache and without one. */
public final class RepeatsPart {
  private static final int DISTINCT_QUERIES = 200;

  private final BenchJob job;
  private final Configuration user;
  private final long seed;

  public RepeatsPart(BenchJob job, Configuration user, long seed) {
    this.job = job;
    this.user = user;
    this.seed = seed;
  }

  /**
   * Runs light events of a few queries with the default score cache, whatever log and user say: the
   * JVM compiles what it does for each event, and the model has next to nothing to do.
   */
  public static void warmUp(BenchJob job, BenchLog log, int events) throws Exception {
    BenchLog few = new BenchLog(log.name(), distinct(log), 0);
    new JobPart(job.withScoreCache(new Configuration())).measure(Workload.light(few, events));
  }

  /**
   * @param events to send with the cache on
   * @param zipf exponent
   * @param uncachedPairs about how many pairs to send without; they are evenly spread over the same
   *     events
   */
  public Repeats run(BenchLog log, int events, double zipf, long uncachedPairs) throws Exception {
    Workload repeated = repeated(log, events, zipf);
    JobPart.Outcome hot = new JobPart(job.withScoreCache(user)).measure(repeated);
    long start = hot.runs().stream().mapToLong(BatchRun::startNanos).min().orElseThrow();
    double seconds = (hot.lastScoredAtMs() * 1e6 - start) / 1e9;
    BenchLog asLog = new BenchLog(log.name(), repeated.events(), 0);
    Workload part = Workload.of(asLog, Math.min(uncachedPairs, repeated.pairs()), seed);
    return new Repeats(
        zipf,
        events,
        repeated.pairs(),
        new HashSet<TextPair>(repeated.textPairs()).size(),
        repeated.pairs() / seconds,
        new JobPart(job).run(part).pairsPerSecond());
  }

  private Workload repeated(BenchLog log, int events, double zipf) {
    List<LoggedQuery> queries = distinct(log);
    return new Workload(
        Arrays.stream(Schedule.zipf(events, queries.size(), zipf, seed))
            .mapToObj(queries::get)
            .toList());
  }

  private static List<LoggedQuery> distinct(BenchLog log) {
    return Workload.spread(log.queries(), Math.min(DISTINCT_QUERIES, log.queries().size()));
  }
}
