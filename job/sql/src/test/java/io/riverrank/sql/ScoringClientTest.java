package io.riverrank.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riverrank.operators.model.ModelException;
import io.riverrank.operators.scoring.PairScore;
import io.riverrank.operators.scoring.ScoreListener;
import io.riverrank.operators.scoring.ScoreRequest;
import io.riverrank.operators.scoring.ScoreSource;
import io.riverrank.operators.scoring.ScoredPair;
import io.riverrank.operators.scoring.ScoringHandle;
import io.riverrank.operators.scoring.TextPair;
import io.riverrank.schemas.ModelInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of rows in flight, with a model whose scores come when the test says so. */
class ScoringClientTest {

  private final ManualModel model = new ManualModel();
  private ScoringClient client;

  @BeforeEach
  void openClient() throws Exception {
    client = ScoringClient.open(model::open, new UnregisteredMetricsGroup());
  }

  private CompletableFuture<List<PairScore>> submit(String... documents) {
    return client.score(List.of(documents).stream().map(text -> new TextPair("q", text)).toList());
  }

  @Test
  void aRowEndsWithItsLastScoreAndInItsOrder() {
    CompletableFuture<List<PairScore>> row = submit("1", "2");
    CompletableFuture<List<PairScore>> other = submit("3");

    model.deliver(1);
    model.deliver(1);
    assertThat(row).isNotDone();
    assertThat(other).isCompleted();

    model.deliver(0);
    assertThat(row.join()).extracting(PairScore::logit).containsExactly(1f, 2f);
  }

  @Test
  void aRowWithoutPairsEndsAtOnce() {
    assertThat(submit()).isCompletedWithValue(List.of());
  }

  @Test
  void whenTheModelBreaksEveryRowEnds() {
    CompletableFuture<List<PairScore>> row = submit("1", "2");
    model.deliver(0);

    model.listener.onFailure(new IllegalStateException("the GPU is gone"));

    assertThat(row).isCompletedExceptionally();
    assertThatThrownBy(row::join)
        .isInstanceOf(CompletionException.class)
        .hasRootCauseMessage("the GPU is gone");
  }

  @Test
  void aRowThatComesAfterTheModelBrokeEnds() {
    model.listener.onFailure(new IllegalStateException("the GPU is gone"));

    assertThat(submit("1")).isCompletedExceptionally();
  }

  /** A row that failed then would fail a task that stops with a savepoint. */
  @Test
  void aRowInFlightDoesNotFailWhenTheClientIsClosed() {
    CompletableFuture<List<PairScore>> row = submit("1");

    client.close();
    model.deliver(0);

    assertThat(model.closed).isTrue();
    assertThat(row).isNotDone();
  }

  @Test
  void onlyAModelThatStaysWrongStopsRestarts() {
    ModelException wrong = new ModelException("/m has no tokenizer.json");
    ModelException absent = ModelException.mayPass("the GPU is taken", new RuntimeException());

    assertThatThrownBy(() -> open(wrong)).isInstanceOf(SuppressRestartsException.class);
    assertThatThrownBy(() -> open(absent)).isSameAs(absent);
  }

  private static void open(ModelException failure) throws Exception {
    ScoringClient.open(
        listener -> {
          throw failure;
        },
        new UnregisteredMetricsGroup());
  }

  /** The logit of a pair is its document. */
  private static final class ManualModel implements ScoringHandle {
    private final List<ScoreRequest> waiting = new ArrayList<>();
    private ScoreListener listener;
    private boolean closed;

    ScoringHandle open(ScoreListener to) {
      listener = to;
      return this;
    }

    void deliver(int index) {
      ScoreRequest request = waiting.remove(index);
      float logit = Float.parseFloat(request.document());
      PairScore score = new PairScore(logit, logit, 10, false, null);
      listener.onScored(
          List.of(new ScoredPair(request.id(), score, ScoreSource.MODEL, 2, 1, 1, 1)), null);
    }

    @Override
    public ModelInfo info() {
      return new ModelInfo("manual", "sha256:0", "fp32");
    }

    @Override
    public String modelIdentity() {
      return "manual";
    }

    @Override
    public long tokensInFlight() {
      return 0;
    }

    @Override
    public boolean isBroken() {
      return false;
    }

    @Override
    public ScoringHandle openInBackground(ScoreListener to) {
      throw new UnsupportedOperationException("SQL has one model");
    }

    @Override
    public void submit(List<ScoreRequest> requests) {
      waiting.addAll(requests);
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
