package io.riverrank.operators.scoring;

import io.riverrank.operators.batching.MicroBatch;
import io.riverrank.operators.batching.PairQueue;
import io.riverrank.operators.batching.PendingPair;
import io.riverrank.operators.model.ModelDirectory;
import io.riverrank.operators.session.BatchRunner;
import io.riverrank.operators.settings.BatchSettings;
import io.riverrank.operators.settings.ExecutionSettings;
import io.riverrank.operators.settings.ModelSettings;
import io.riverrank.operators.settings.ScoreCacheSettings;
import io.riverrank.schemas.ModelInfo;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One loaded model with the threads that feed and run it, for all tasks of a job on this machine.
 *
 * <pre>
 * submit ─► tokenizer threads ─► PairQueue ─► callers (one session, one runner each) ─► listeners
 *                └─► EqualPairs (known scores, equal pairs in flight) ──────────────────────┘
 * </pre>
 *
 * <p><b>Ownership.</b> The service owns the model and its threads; {@link #close} ends the threads
 * and then frees the model. A handle owns the pairs that it submitted.
 *
 * <p><b>Failure.</b> What is no single pair's fault goes to every open handle's {@link
 * ScoreListener#onFailure}, once; the service scores nothing after it.
 */
public final class ScoringService implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ScoringService.class);

  /** Pairs; enough to keep the lock rare, little enough that a session does not wait for it. */
  private static final int TOKENIZER_PORTION = 64;

  private final LoadedModel model;
  private final PairQueue queue;
  private final EqualPairs equalPairs;

  /**
   * Pairs of one handle that were submitted together. A portion stays whole, so that callers that
   * wait share it evenly; pairs by themselves would go one to the first and all others to the next.
   */
  private final LinkedBlockingQueue<List<PendingPair>> untokenized = new LinkedBlockingQueue<>();

  private final Set<Handle> handles = ConcurrentHashMap.newKeySet();
  private final List<BatchRunner> runners = new ArrayList<>();
  private final ScoringThreads threads = new ScoringThreads(this::fail);
  private volatile boolean closed;
  private volatile Throwable failure;

  private ScoringService(
      LoadedModel model, int tokenizerThreads, BatchSettings batch, ScoreCacheSettings cache) {
    this.model = model;
    this.queue = new PairQueue(batch);
    this.equalPairs = new EqualPairs(cache);
    for (int i = 0; i < tokenizerThreads; i++) {
      threads.add("riverrank-tokenizer-" + i, this::tokenize);
    }
    for (int i = 0; i < model.callers(); i++) {
      BatchRunner runner = model.session().newRunner();
      runners.add(runner);
      threads.add("riverrank-caller-" + i, () -> runBatches(runner));
    }
    threads.start();
  }

  /**
   * Loads the model and starts the threads.
   *
   * @throws io.riverrank.operators.model.ModelException if the model can't be used
   * @throws IOException if its files can't be fetched now
   */
  public static ScoringService start(
      ModelSettings model,
      ExecutionSettings execution,
      BatchSettings batch,
      ScoreCacheSettings cache)
      throws IOException {
    return new ScoringService(
        LoadedModel.load(model, execution, batch),
        Math.max(1, execution.tokenizerThreads()),
        batch,
        cache);
  }

  /** The model that scores. */
  public ModelDirectory model() {
    return model.directory();
  }

  /** Opens a handle whose scores go to {@code listener}. */
  public ScoringHandle open(ScoreListener listener) {
    Handle handle = new Handle(listener);
    handles.add(handle);
    Throwable broken = failure;
    if (broken != null) {
      handle.fail(broken);
    }
    return handle;
  }

  /** Whether the model broke; such a service is of no more use. */
  boolean isBroken() {
    return failure != null;
  }

  /**
   * Ends the threads, then frees the model. Waits for runs that are under way, which are told to
   * end.
   */
  @Override
  public void close() {
    closed = true;
    handles.forEach(handle -> handle.fail(new IllegalStateException("the model was closed")));
    queue.close();
    runners.forEach(BatchRunner::terminate);
    if (!threads.stop()) {
      // Freeing what a thread still uses would crash the whole JVM.
      LOG.error("A scoring thread does not end; its model stays in memory");
      return;
    }
    runners.forEach(BatchRunner::close);
    model.close();
  }

  private void fail(Throwable cause) {
    if (!closed) {
      LOG.error("The scoring service can't go on", cause);
      failure = cause;
      handles.forEach(handle -> handle.fail(cause));
    }
  }

  private void tokenize() throws InterruptedException {
    TokenizerStage stage = new TokenizerStage(model.tokenizer());
    PairDigest digest = new PairDigest();
    List<PendingPair> portion = new ArrayList<>(TOKENIZER_PORTION);
    while (!closed) {
      takePortion(portion);
      if (equalPairs.isEnabled()) {
        spareEqualPairs(portion, digest);
      }
      List<PendingPair> ready = stage.tokenize(portion, this::deliverFailed);
      ready.forEach(pair -> ((Handle) pair.owner()).tokensInFlight.addAndGet(pair.length()));
      queue.add(ready);
      portion.clear();
    }
  }

  /** Waits for pairs, and takes what else there is until the portion is full. */
  private void takePortion(List<PendingPair> portion) throws InterruptedException {
    portion.addAll(untokenized.take());
    while (portion.size() < TOKENIZER_PORTION) {
      List<PendingPair> more = untokenized.poll();
      if (more == null) {
        return;
      }
      portion.addAll(more);
    }
  }

  /** Takes out what the model needs not see: pairs whose score is known, or another brings. */
  private void spareEqualPairs(List<PendingPair> portion, PairDigest digest) {
    Map<Handle, List<ScoredPair>> known = new LinkedHashMap<>();
    portion.removeIf(
        pair -> {
          pair.identified(digest.key(pair.query(), pair.document()));
          EqualPairs.Verdict verdict = equalPairs.admit(pair);
          if (verdict instanceof EqualPairs.Verdict.Leads) {
            return false;
          }
          pair.releaseTexts();
          if (verdict instanceof EqualPairs.Verdict.Known score) {
            scoredOf(known, pair).add(withoutRun(pair, score.score(), ScoreSource.CACHE));
          }
          return true;
        });
    known.forEach((owner, pairs) -> owner.deliver(pairs, null));
  }

  private void deliverFailed(PendingPair pair, String error) {
    PairScore failed = PairScore.failed(0, false, error);
    deliverAlone(withoutRun(pair, failed, ScoreSource.MODEL), pair);
    equalPairs
        .complete(pair, failed)
        .forEach(
            follower ->
                deliverAlone(withoutRun(follower, failed, ScoreSource.EQUAL_PAIR), follower));
  }

  private static void deliverAlone(ScoredPair scored, PendingPair pair) {
    ((Handle) pair.owner()).deliver(List.of(scored), null);
  }

  private static ScoredPair withoutRun(PendingPair pair, PairScore score, ScoreSource source) {
    return ScoredPair.of(pair, score, source, System.nanoTime(), 0);
  }

  private void runBatches(BatchRunner runner) throws InterruptedException {
    BatchScorer scorer = new BatchScorer(runner, model.directory().activation(), model.knownGood());
    for (MicroBatch batch = queue.take(); batch != null; batch = queue.take()) {
      MicroBatchEvent event = new MicroBatchEvent();
      event.start();
      long start = System.nanoTime();
      List<PairScore> scores = scorer.score(batch.pairs());
      long nanos = System.nanoTime() - start;
      event.record(batch, start);
      deliver(batch, scores, start, nanos);
    }
  }

  private void deliver(
      MicroBatch batch, List<PairScore> scores, long startNanos, long inferenceNanos) {
    Map<Handle, List<ScoredPair>> byOwner = new LinkedHashMap<>();
    for (int i = 0; i < batch.rows(); i++) {
      PendingPair row = batch.pairs().get(i);
      List<ScoredPair> ofOwner = scoredOf(byOwner, row);
      ChunkScores chunks = (ChunkScores) row.gatherer();
      PairScore score = chunks == null ? scores.get(i) : chunks.add(scores.get(i));
      if (score == null) {
        continue;
      }
      PendingPair pair = chunks == null ? row : chunks.pair();
      ofOwner.add(ScoredPair.of(pair, score, ScoreSource.MODEL, startNanos, inferenceNanos));
      for (PendingPair follower : equalPairs.complete(pair, score)) {
        scoredOf(byOwner, follower)
            .add(
                ScoredPair.of(follower, score, ScoreSource.EQUAL_PAIR, startNanos, inferenceNanos));
      }
    }
    BatchStatistics statistics =
        new BatchStatistics(
            batch.rows(), batch.tokens(), batch.paddedTokens(), batch.reason(), inferenceNanos);
    for (Map.Entry<Handle, List<ScoredPair>> entry : byOwner.entrySet()) {
      entry.getKey().deliver(entry.getValue(), statistics);
      statistics = null;
    }
  }

  private static List<ScoredPair> scoredOf(
      Map<Handle, List<ScoredPair>> byOwner, PendingPair pair) {
    return byOwner.computeIfAbsent((Handle) pair.owner(), owner -> new ArrayList<>());
  }

  /** Leaves pairs in the queue that pairs of other handles wait for. */
  private boolean isUnwanted(PendingPair pair) {
    Predicate<PendingPair> isWanted = one -> ((Handle) one.owner()).open;
    return pair.gatherer() instanceof ChunkScores chunks
        ? chunks.giveUp(equalPairs, isWanted)
        : equalPairs.giveUp(pair, isWanted);
  }

  private final class Handle implements ScoringHandle {
    private final ScoreListener listener;
    private final AtomicLong tokensInFlight = new AtomicLong();
    private volatile boolean open = true;

    private Handle(ScoreListener listener) {
      this.listener = listener;
    }

    @Override
    public ModelInfo info() {
      return model.directory().info();
    }

    @Override
    public String modelIdentity() {
      return model.identity();
    }

    @Override
    public long tokensInFlight() {
      return tokensInFlight.get();
    }

    @Override
    public void submit(List<ScoreRequest> requests) {
      long now = System.nanoTime();
      for (int from = 0; from < requests.size(); from += TOKENIZER_PORTION) {
        int to = Math.min(from + TOKENIZER_PORTION, requests.size());
        List<PendingPair> portion = new ArrayList<>(to - from);
        for (ScoreRequest request : requests.subList(from, to)) {
          portion.add(
              new PendingPair(this, request.id(), request.query(), request.document(), now));
        }
        untokenized.add(portion);
      }
    }

    @Override
    public void close() {
      open = false;
      handles.remove(this);
      untokenized.removeIf(portion -> portion.get(0).owner() == this);
      queue.removeIf(ScoringService.this::isUnwanted);
    }

    private void deliver(List<ScoredPair> pairs, BatchStatistics statistics) {
      for (ScoredPair pair : pairs) {
        if (pair.source() == ScoreSource.MODEL) {
          tokensInFlight.addAndGet(-pair.score().tokens());
        }
      }
      if (open) {
        listener.onScored(pairs, statistics);
      }
    }

    private void fail(Throwable cause) {
      if (open) {
        listener.onFailure(cause);
      }
    }
  }
}
