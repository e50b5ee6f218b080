package io.riverrank.operators.scoring;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Where submitted pairs wait for a tokenizer. Thread safe; unbounded, because each owner bounds
 * what it submits.
 */
final class SubmittedPortions {
  /** Pairs; enough to keep the lock rare, little enough that a session does not wait for it. */
  private static final int PORTION = 64;

  /**
   * Pairs of one owner that were submitted together. A portion stays whole, so that callers that
   * wait share it evenly; pairs by themselves would go one to the first and all others to the next.
   */
  private final LinkedBlockingQueue<List<SubmittedPair>> portions = new LinkedBlockingQueue<>();

  void submit(PairOwner owner, List<ScoreRequest> requests) {
    long now = System.nanoTime();
    for (int from = 0; from < requests.size(); from += PORTION) {
      int to = Math.min(from + PORTION, requests.size());
      List<SubmittedPair> portion = new ArrayList<>(to - from);
      for (ScoreRequest request : requests.subList(from, to)) {
        portion.add(new SubmittedPair(owner, request, now));
      }
      portions.add(portion);
    }
  }

  /** Waits for pairs, and takes what else there is until a portion is full. */
  List<SubmittedPair> take() throws InterruptedException {
    List<SubmittedPair> taken = new ArrayList<>(PORTION);
    taken.addAll(portions.take());
    while (taken.size() < PORTION) {
      List<SubmittedPair> more = portions.poll();
      if (more == null) {
        break;
      }
      taken.addAll(more);
    }
    return taken;
  }

  /**
   * @return how many pairs were forgotten; those that a tokenizer took meanwhile are not among them
   */
  int forget(PairOwner owner) {
    int forgotten = 0;
    for (List<SubmittedPair> portion : portions) {
      if (portion.get(0).owner() == owner && portions.remove(portion)) {
        forgotten += portion.size();
      }
    }
    return forgotten;
  }
}
