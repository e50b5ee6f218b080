package io.riverrank.operators.scoring;

import io.riverrank.operators.batching.BackgroundGate;
import io.riverrank.operators.batching.MicroBatch;
import io.riverrank.operators.batching.PairQueue;
import io.riverrank.operators.model.ModelDirectory;
import io.riverrank.operators.session.BatchRunner;
import io.riverrank.operators.settings.BatchSettings;
import io.riverrank.operators.settings.ExecutionSettings;
import io.riverrank.operators.settings.ModelSettings;
import io.riverrank.operators.settings.ScoreCacheSettings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One loaded model with the threads that feed and run it, for all tasks of a job on this machine.
 *
 * <pre>
 * ServiceHandle ─► tokenizer threads ─► PairQueue ─► callers (one session, one runner each)
 *                         │                                     │
 *                         └────────► ScoreDelivery ◄────────────┘
 *                 (known scores, equal pairs in flight) ─► PairOwner ─► ScoreListener
 * </pre>
 *
 * <p><b>Ownership.</b> The service owns the model and its threads; {@link #close} ends the threads
 * and then frees the model. A handle owns the pairs that it submitted.
 *
 * <p><b>Failure.</b> What is no single pair's fault goes to every open handle's {@link
 * ScoreListener#onFailure}, once; the service scores nothing after it.
 */
final class ScoringService implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ScoringService.class);

  private final LoadedModel model;
  private final SubmittedPortions untokenized = new SubmittedPortions();
  private final PairQueue<SubmittedPair> queue;
  private final ScoreDelivery delivery;
  private final Set<PairOwner> owners = ConcurrentHashMap.newKeySet();
  private final List<BatchRunner> runners = new ArrayList<>();
  private final ScoringThreads threads = new ScoringThreads(this::fail);
  private volatile boolean closed;
  private volatile Throwable failure;

  private ScoringService(
      LoadedModel model,
      int tokenizerThreads,
      BatchSettings batch,
      ScoreCacheSettings cache,
      BackgroundGate gate) {
    this.model = model;
    this.queue =
        new PairQueue<>(
            model.session().device().limits(batch),
            model.session().padding(),
            gate,
            model.callers());
    this.delivery = new ScoreDelivery(cache);
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
   * @param admission asked before anything is loaded
   * @param gate of all services that run on the same cores or device
   * @throws io.riverrank.operators.model.ModelException if the model can't be used
   * @throws IOException if its files can't be fetched now
   */
  static ScoringService start(
      ModelSettings model,
      ExecutionSettings execution,
      BatchSettings batch,
      ScoreCacheSettings cache,
      ModelAdmission admission,
      BackgroundGate gate)
      throws IOException {
    return new ScoringService(
        LoadedModel.load(model, execution, batch, admission),
        Math.max(1, execution.tokenizerThreads()),
        batch,
        cache,
        gate);
  }

  /** The same for any model, which is alone. */
  static ScoringService start(
      ModelSettings model,
      ExecutionSettings execution,
      BatchSettings batch,
      ScoreCacheSettings cache)
      throws IOException {
    return start(model, execution, batch, cache, ModelAdmission.ANY, new BackgroundGate());
  }

  /** The model that scores. */
  ModelDirectory model() {
    return model.directory();
  }

  String modelIdentity() {
    return model.identity();
  }

  /** Opens a handle whose scores go to {@code listener}. */
  ScoringHandle open(ScoreListener listener) {
    return open(new PairOwner(listener));
  }

  /** The same; see {@link ScoringHandle#openInBackground}. */
  ScoringHandle openInBackground(ScoreListener listener) {
    return open(new PairOwner(listener, true));
  }

  private ScoringHandle open(PairOwner owner) {
    owners.add(owner);
    Throwable broken = failure;
    if (broken != null) {
      owner.fail(broken);
    }
    return new ServiceHandle(this, owner);
  }

  void submit(PairOwner owner, List<ScoreRequest> requests) {
    if (!owner.inBackground()) {
      queue.announce(requests.size());
    }
    untokenized.submit(owner, requests);
  }

  /** The owner leaves; its pairs go from wherever they wait. */
  void forget(PairOwner owner) {
    owner.leave();
    owners.remove(owner);
    int forgotten = untokenized.forget(owner);
    if (!owner.inBackground()) {
      queue.announce(-forgotten);
    }
    queue.removeIf(delivery::giveUp);
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
    owners.forEach(owner -> owner.fail(new IllegalStateException("the model was closed")));
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
      owners.forEach(owner -> owner.fail(cause));
    }
  }

  private void tokenize() throws InterruptedException {
    TokenizerStage stage = new TokenizerStage(model.tokenizer(), model.prefixes());
    PairDigest digest = new PairDigest();
    while (!closed) {
      List<SubmittedPair> portion = untokenized.take();
      int announced = (int) portion.stream().filter(pair -> !pair.inBackground()).count();
      delivery.spareEqualPairs(portion, digest);
      List<SubmittedPair> ready = stage.tokenize(portion, delivery::deliverFailed);
      ready.forEach(pair -> pair.owner().tokenized(pair.tokens().length()));
      queue.add(ready);
      queue.announce(-announced);
    }
  }

  private void runBatches(BatchRunner runner) throws InterruptedException {
    BatchScorer scorer = new BatchScorer(runner, model.directory().scoreRule(), model.knownGood());
    for (MicroBatch<SubmittedPair> batch = queue.take(); batch != null; batch = queue.take()) {
      try {
        run(scorer, batch);
      } finally {
        queue.ended();
      }
    }
  }

  private void run(BatchScorer scorer, MicroBatch<SubmittedPair> batch) {
    MicroBatchEvent event = new MicroBatchEvent();
    event.start();
    long start = System.nanoTime();
    List<PairScore> scores = scorer.score(batch.pairs());
    long nanos = System.nanoTime() - start;
    event.record(batch, start);
    delivery.deliver(batch, scores, start, nanos, model.session().prefixBytes());
  }
}
