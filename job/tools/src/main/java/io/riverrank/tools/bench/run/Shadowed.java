package io.riverrank.tools.bench.run;

import io.riverrank.tools.bench.measure.Latencies;
import io.riverrank.tools.bench.measure.Spread;
import java.util.ArrayList;
import java.util.List;

/**
 * What a challenger in shadow, which costs as much as the champion, costs the champion.
 *
 * @param withoutPairsPerSecond the champion's, from a backlog, by round
 * @param withPairsPerSecond the same with every query in shadow
 * @param load share of the job's rate at which events arrive for the latencies
 * @param without latency of an event
 * @param with the same with {@code share} of the queries in shadow
 * @param runMs 95th percentile of what a micro-batch took meanwhile, of either model
 * @param share of the queries that were in shadow
 * @param wanted queries that were in shadow
 * @param scored of these, those that the challenger scored
 */
public record Shadowed(
    List<Double> withoutPairsPerSecond,
    List<Double> withPairsPerSecond,
    double load,
    Latencies without,
    Latencies with,
    double runMs,
    double share,
    int wanted,
    int scored) {

  /** The champion's throughput ÷ that without shadow, of each round. */
  public Spread toWithout() {
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < withPairsPerSecond.size(); i++) {
      ratios.add(withPairsPerSecond.get(i) / withoutPairsPerSecond.get(i));
    }
    return Spread.of(ratios);
  }

  /** Of the queries that were in shadow. */
  public double scoredShare() {
    return wanted == 0 ? 1 : (double) scored / wanted;
  }
}
