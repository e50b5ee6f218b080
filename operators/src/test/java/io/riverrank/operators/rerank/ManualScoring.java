package io.riverrank.operators.rerank;

import io.riverrank.operators.batching.FlushReason;
import io.riverrank.operators.scoring.BatchStatistics;
import io.riverrank.operators.scoring.PairScore;
import io.riverrank.operators.scoring.ScoreListener;
import io.riverrank.operators.scoring.ScoreRequest;
import io.riverrank.operators.scoring.ScoreSource;
import io.riverrank.operators.scoring.ScoredPair;
import io.riverrank.operators.scoring.ScoringHandle;
import io.riverrank.schemas.ModelInfo;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import javax.annotation.Nullable;
import org.apache.flink.util.function.ThrowingRunnable;

/**
 * A scoring handle whose scores come when the test says so, in the order that it says. The logit of
 * a pair is the number its text ends with, above 100 for another model than {@code model-1}, below
 * for {@code reverse}, and one that has nothing to do with it for {@code hashes}; {@code bad}
 * fails, {@code bad:MODEL} does in that model; {@code nan} is not a number.
 */
final class ManualScoring implements ScoringHandle {
  final List<ScoreRequest> waiting = new ArrayList<>();
  final List<ScoreRequest> everSubmitted = new ArrayList<>();
  private final String identity;
  private ScoreListener listener;
  private boolean immediate;
  private ThrowingRunnable<Exception> nextSubmit = () -> {};
  volatile boolean closed;
  private volatile boolean opened;

  /** Of the last handle in the background; null before there is one. */
  @Nullable ManualScoring background;

  boolean broken;

  /** Texts that this model can't score. */
  Set<String> poison = Set.of();

  ManualScoring(String identity) {
    this.identity = identity;
  }

  ManualScoring() {
    this("model-1");
  }

  /** Does something when the next pairs are submitted, before processElement goes on. */
  void onNextSubmit(ThrowingRunnable<Exception> hook) {
    nextSubmit = hook;
  }

  /** Scores come as soon as pairs are submitted, as mails. */
  ManualScoring immediate() {
    immediate = true;
    return this;
  }

  ScoringHandle open(ScoreListener to) {
    listener = to;
    opened = true;
    return this;
  }

  boolean isOpen() {
    return opened && !closed;
  }

  @Override
  public ModelInfo info() {
    return new ModelInfo(identity, "sha256:" + identity, "fp32");
  }

  @Override
  public String modelIdentity() {
    return identity;
  }

  @Override
  public long tokensInFlight() {
    return 0;
  }

  @Override
  public void submit(List<ScoreRequest> requests) {
    everSubmitted.addAll(requests);
    waiting.addAll(requests);
    ThrowingRunnable<Exception> hook = nextSubmit;
    nextSubmit = () -> {};
    ThrowingRunnable.unchecked(hook).run();
    if (immediate) {
      deliver(waiting.size());
    }
  }

  /** Scores the pairs that wait longest. */
  void deliver(int pairs) {
    for (int i = 0; i < pairs; i++) {
      deliver(waiting.remove(0));
    }
  }

  void deliverAll() {
    deliver(waiting.size());
  }

  void deliverAllInRandomOrder(Random random) {
    Collections.shuffle(waiting, random);
    deliverAll();
  }

  /** Breaks the model: every handle of it is told. */
  void fail(Throwable cause) {
    broken = true;
    listener.onFailure(cause);
    if (background != null) {
      background.listener.onFailure(cause);
    }
  }

  @Override
  public boolean isBroken() {
    return broken;
  }

  @Override
  public ScoringHandle openInBackground(ScoreListener to) {
    background = new ManualScoring(identity);
    background.poison = poison;
    return background.open(to);
  }

  private void deliver(ScoreRequest request) {
    listener.onScored(
        List.of(
            new ScoredPair(
                request.id(), score(request), ScoreSource.MODEL, request.textChars(), 1, 1, 1)),
        new BatchStatistics(1, 10, 0, 16, FlushReason.FREE, 1, 0));
  }

  private PairScore score(ScoreRequest request) {
    String text = request.document();
    if (text.endsWith("bad") || text.contains("bad:" + identity) || poison.contains(text)) {
      return new PairScore(Float.NaN, Float.NaN, 0, false, "the model failed");
    }
    float logit = Float.parseFloat(text.substring(text.lastIndexOf(' ') + 1));
    float made =
        switch (identity) {
          case "model-1" -> logit;
          case "reverse" -> 100 - logit;
          case "hashes" -> text.hashCode() % 7;
          default -> logit + 100;
        };
    return new PairScore(made, made, 10, false, null);
  }

  @Override
  public void close() {
    closed = true;
  }
}
