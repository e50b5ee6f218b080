package io.riverrank.operators.scoring;

import io.riverrank.operators.batching.PairId;
import io.riverrank.operators.model.ModelDirectory;
import io.riverrank.operators.ranking.Ranking;
import io.riverrank.operators.ranking.ScoredCandidate;
import io.riverrank.operators.ranking.TieBreak;
import io.riverrank.operators.settings.BatchSettings;
import io.riverrank.operators.settings.ExecutionSettings;
import io.riverrank.operators.settings.ModelSettings;
import io.riverrank.operators.settings.ScoreCacheSettings;
import io.riverrank.schemas.Candidate;
import io.riverrank.schemas.RankedCandidate;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReferenceArray;
import javax.annotation.Nullable;

/**
 * A model to be called directly, without Flink: {@code predict} and {@code rank} as
 * sentence-transformers has them. Thread safe.
 */
public final class CrossEncoder implements AutoCloseable {
  private final ScoringService service;

  private CrossEncoder(ScoringService service) {
    this.service = service;
  }

  /**
   * @throws io.riverrank.operators.model.ModelException if the model can't be used
   * @throws IOException if its files can't be fetched now
   */
  public static CrossEncoder load(
      ModelSettings model, ExecutionSettings execution, BatchSettings batch) throws IOException {
    return new CrossEncoder(ScoringService.start(model, execution, batch, ScoreCacheSettings.OFF));
  }

  /** The model that scores. */
  public ModelDirectory model() {
    return service.model();
  }

  /**
   * Scores pairs, batched by length.
   *
   * @return one score a pair, in order; a pair that can't be scored says so
   * @throws BrokenSessionException if the model itself fails
   */
  public List<PairScore> predict(List<TextPair> pairs) throws InterruptedException {
    Collector collector = new Collector(pairs.size());
    try (ScoringHandle handle = service.open(collector)) {
      List<ScoreRequest> requests = new ArrayList<>(pairs.size());
      for (TextPair pair : pairs) {
        PairId id = new PairId("", requests.size(), 0);
        requests.add(new ScoreRequest(id, pair.query(), pair.document()));
      }
      handle.submit(requests);
      return collector.await();
    }
  }

  /**
   * Ranks documents for a query, ties in input order.
   *
   * @return all documents; {@code docId} is the document's index
   * @throws IllegalStateException if a document can't be scored
   */
  public List<RankedCandidate> rank(String query, List<String> documents)
      throws InterruptedException {
    List<PairScore> scores =
        predict(documents.stream().map(document -> new TextPair(query, document)).toList());
    List<ScoredCandidate> scored = new ArrayList<>(scores.size());
    for (PairScore score : scores) {
      int index = scored.size();
      if (score.error() != null) {
        throw new IllegalStateException(
            "document %d can't be scored: %s".formatted(index, score.error()));
      }
      Candidate candidate =
          new Candidate(
              Integer.toString(index), documents.get(index), (long) index + 1, null, null);
      scored.add(new ScoredCandidate(candidate, score.logit(), score.score(), score.truncated()));
    }
    return Ranking.of(scored, TieBreak.INPUT_ORDER);
  }

  @Override
  public void close() {
    service.close();
  }

  private static final class Collector implements ScoreListener {
    private final AtomicReferenceArray<PairScore> scores;
    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private int missing;

    private Collector(int pairs) {
      scores = new AtomicReferenceArray<>(pairs);
      missing = pairs;
      if (pairs == 0) {
        done.complete(null);
      }
    }

    @Override
    public void onScored(List<ScoredPair> pairs, @Nullable BatchStatistics statistics) {
      for (ScoredPair pair : pairs) {
        scores.set(pair.id().position(), pair.score());
      }
      synchronized (this) {
        missing -= pairs.size();
        if (missing == 0) {
          done.complete(null);
        }
      }
    }

    @Override
    public void onFailure(Throwable cause) {
      done.completeExceptionally(cause);
    }

    List<PairScore> await() throws InterruptedException {
      try {
        done.get();
      } catch (ExecutionException e) {
        throw new BrokenSessionException(e.getCause());
      }
      PairScore[] all = new PairScore[scores.length()];
      Arrays.setAll(all, scores::get);
      return Arrays.asList(all);
    }
  }
}
