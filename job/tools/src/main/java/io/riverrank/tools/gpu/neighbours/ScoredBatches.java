package io.riverrank.tools.gpu.neighbours;

import io.riverrank.operators.session.BatchRunner;
import io.riverrank.operators.session.CrossEncoderSession;
import io.riverrank.operators.session.SessionException;
import io.riverrank.operators.settings.BatchSettings;
import io.riverrank.operators.tokenizer.TokenizedPair;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Scores the same pairs in batches of any composition, on any number of callers. */
final class ScoredBatches {
  private static final int MAX_ROWS = 64;

  private final CrossEncoderSession session;
  private final List<TokenizedPair> pairs;
  private final BatchSettings limits;

  /**
   * @param limits of a batch; where they ask for a multiple of lengths, only equal ones go together
   */
  ScoredBatches(CrossEncoderSession session, List<TokenizedPair> pairs, BatchSettings limits) {
    this.session = session;
    this.pairs = pairs;
    this.limits = limits;
  }

  /** Indexes of the pairs, each in a batch of its own. */
  List<List<Integer>> alone() {
    List<List<Integer>> batches = new ArrayList<>();
    for (int i = 0; i < pairs.size(); i++) {
      batches.add(List.of(i));
    }
    return batches;
  }

  /** Indexes of the pairs in an order and in batches that the seed decides, within the limits. */
  List<List<Integer>> random(long seed) {
    Random random = new Random(seed);
    Map<Integer, List<Integer>> together = new TreeMap<>();
    for (int i = 0; i < pairs.size(); i++) {
      together.computeIfAbsent(paddedLength(pairs.get(i)), length -> new ArrayList<>()).add(i);
    }
    List<List<Integer>> batches = new ArrayList<>();
    for (List<Integer> order : together.values()) {
      Collections.shuffle(order, random);
      for (int from = 0; from < order.size(); ) {
        int to = from + 1 + random.nextInt(Math.min(MAX_ROWS, limits.maxRows()));
        while (to > order.size()
            || (to > from + 1 && tokens(order.subList(from, to)) > limits.tokenBudget())) {
          to--;
        }
        batches.add(order.subList(from, to));
        from = to;
      }
    }
    Collections.shuffle(batches, random);
    return batches;
  }

  /** 0 for all where lengths mix. */
  private int paddedLength(TokenizedPair pair) {
    Integer multiple = limits.padding().lengthMultiple();
    return multiple == null ? 0 : (pair.length() + multiple - 1) / multiple * multiple;
  }

  private int tokens(List<Integer> batch) {
    int longest = batch.stream().mapToInt(i -> pairs.get(i).length()).max().orElseThrow();
    return batch.size() * Math.max(longest, paddedLength(pairs.get(batch.get(0))));
  }

  /**
   * @return one logit a pair, in the order of the pairs
   */
  float[] score(List<List<Integer>> batches, int callers) throws Exception {
    float[] logits = new float[pairs.size()];
    AtomicInteger next = new AtomicInteger();
    ExecutorService threads = Executors.newFixedThreadPool(callers);
    try {
      List<Future<?>> done = new ArrayList<>();
      for (int caller = 0; caller < callers; caller++) {
        done.add(threads.submit(() -> call(batches, next, logits)));
      }
      for (Future<?> one : done) {
        one.get();
      }
      return logits;
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    } finally {
      threads.shutdownNow();
    }
  }

  private Void call(List<List<Integer>> batches, AtomicInteger next, float[] logits)
      throws SessionException {
    try (BatchRunner runner = session.newRunner()) {
      for (int i = next.getAndIncrement(); i < batches.size(); i = next.getAndIncrement()) {
        List<Integer> batch = batches.get(i);
        float[][] outputs = runner.run(batch.stream().map(pairs::get).toList());
        for (int row = 0; row < outputs.length; row++) {
          // One label: the models of the check have no more.
          logits[batch.get(row)] = outputs[row][0];
        }
      }
    }
    return null;
  }
}
