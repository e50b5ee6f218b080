package io.riverrank.tools.bench.queueing;

import io.riverrank.operators.batching.BatchLimits;
import io.riverrank.operators.batching.LengthBuckets;
import io.riverrank.operators.batching.MicroBatch;
import io.riverrank.operators.batching.PaddingRule;
import io.riverrank.operators.batching.PairId;
import io.riverrank.operators.batching.PendingPair;
import io.riverrank.operators.tokenizer.TokenizedPair;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * A discrete-event simulation of events that arrive, wait for a caller and leave when their last
 * pair has a score. Micro-batches are formed as the job forms them; nothing but the model's runs
 * takes time.
 */
public final class IdealQueue {

  /** How long a run takes. */
  public interface RunTime {
    /**
     * @param rows filled ones included
     * @param startNanos when it begins, from the start of the arrivals
     */
    double nanos(int rows, int paddedLength, long startNanos);
  }

  /**
   * One event.
   *
   * @param arrivalNanos from the start
   * @param lengths tokens of each pair
   */
  public record Arrival(long arrivalNanos, int[] lengths) {}

  private final RunTime runTime;
  private final LengthBuckets<PendingPair> waiting;
  private final PriorityQueue<Run> running =
      new PriorityQueue<>(Comparator.comparingLong(Run::endNanos));
  private final int callers;
  private int[] missing;
  private double[] latencyMs;

  private record Run(long endNanos, MicroBatch<PendingPair> batch) {}

  private IdealQueue(BatchLimits limits, PaddingRule padding, int callers, RunTime runTime) {
    this.waiting = new LengthBuckets<>(limits, padding);
    this.callers = callers;
    this.runTime = runTime;
  }

  /**
   * @param arrivals ascending by time
   * @param padding which shapes the job's runs have
   * @return milliseconds from arrival to the last score, one an event
   */
  public static double[] latencies(
      List<Arrival> arrivals,
      BatchLimits limits,
      PaddingRule padding,
      int callers,
      RunTime runTime) {
    return new IdealQueue(limits, padding, callers, runTime).simulate(arrivals);
  }

  private double[] simulate(List<Arrival> arrivals) {
    missing = arrivals.stream().mapToInt(arrival -> arrival.lengths().length).toArray();
    latencyMs = new double[arrivals.size()];
    int next = 0;
    long now = 0;
    while (next < arrivals.size() || !running.isEmpty() || !waiting.isEmpty()) {
      long due = startRuns(now);
      long arrival = next < arrivals.size() ? arrivals.get(next).arrivalNanos() : Long.MAX_VALUE;
      long end = running.isEmpty() ? Long.MAX_VALUE : running.peek().endNanos();
      now = Math.min(due, Math.min(arrival, end));
      while (next < arrivals.size() && arrivals.get(next).arrivalNanos() <= now) {
        waiting.add(pairs(next, arrivals.get(next)));
        next++;
      }
      while (!running.isEmpty() && running.peek().endNanos() <= now) {
        end(running.poll(), arrivals);
      }
    }
    return latencyMs;
  }

  /**
   * @return when a batch that lingers will go
   */
  private long startRuns(long now) {
    while (running.size() < callers && !waiting.isEmpty()) {
      long wait = waiting.nanosUntilDue(now);
      if (wait > 0) {
        return now + wait;
      }
      MicroBatch<PendingPair> batch = waiting.poll(callers - running.size());
      double nanos = runTime.nanos(batch.paddedRows(), batch.paddedLength(), now);
      running.add(new Run(now + Math.max(1, Math.round(nanos)), batch));
    }
    return Long.MAX_VALUE;
  }

  private void end(Run run, List<Arrival> arrivals) {
    for (PendingPair pair : run.batch().pairs()) {
      int event = pair.id().position();
      if (--missing[event] == 0) {
        latencyMs[event] = (run.endNanos() - arrivals.get(event).arrivalNanos()) / 1e6;
      }
    }
  }

  private List<PendingPair> pairs(int event, Arrival arrival) {
    List<PendingPair> pairs = new ArrayList<>(arrival.lengths().length);
    for (int length : arrival.lengths()) {
      PendingPair pair = new PendingPair(new PairId("", event, 0), arrival.arrivalNanos());
      pair.tokenized(new TokenizedPair(new long[length], null, false), arrival.arrivalNanos());
      pairs.add(pair);
    }
    return pairs;
  }
}
