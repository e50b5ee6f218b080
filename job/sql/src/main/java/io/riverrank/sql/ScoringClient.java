package io.riverrank.sql;

import io.riverrank.operators.batching.PairId;
import io.riverrank.operators.model.ModelException;
import io.riverrank.operators.scoring.BatchStatistics;
import io.riverrank.operators.scoring.GpuAssignment;
import io.riverrank.operators.scoring.PairScore;
import io.riverrank.operators.scoring.ScoreListener;
import io.riverrank.operators.scoring.ScoreRequest;
import io.riverrank.operators.scoring.ScoredPair;
import io.riverrank.operators.scoring.ScoringHandle;
import io.riverrank.operators.scoring.ScoringMetrics;
import io.riverrank.operators.scoring.SharedScoring;
import io.riverrank.operators.scoring.TextPair;
import io.riverrank.operators.settings.ExecutionSettings;
import io.riverrank.operators.settings.ScoringSettings;
import io.riverrank.schemas.ModelInfo;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import javax.annotation.Nullable;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.runtime.metrics.scope.ScopeFormat;
import org.apache.flink.table.functions.FunctionContext;
import org.apache.flink.util.FlinkRuntimeException;

/**
 * One function instance's way to the scores of the job's shared model.
 *
 * <p><b>Threads.</b> {@link #score} and {@link #close} are for the task's thread; futures are
 * completed by the threads of the scoring service, so what depends on them has to be short.
 *
 * <p><b>Failure.</b> Every future of an open client ends: with scores, or exceptionally once the
 * model can't score any more. What is in flight when it is closed never ends: Flink has given those
 * rows up or has them in its savepoint, and takes a row that ends exceptionally for a failure even
 * then.
 */
final class ScoringClient implements ScoreListener, AutoCloseable {

  private final Map<String, Row> rows = new ConcurrentHashMap<>();
  private ScoringHandle handle;
  private ScoringMetrics metrics;
  private long sequence;
  @Nullable private volatile Throwable failure;

  private ScoringClient() {}

  /** Gives a handle whose scores go to the listener. */
  interface Source {
    ScoringHandle open(ScoreListener listener) throws IOException, InterruptedException;
  }

  /**
   * Loads the model if the job has not yet on this task manager.
   *
   * @throws SuppressRestartsException if the model can't be used, now or after a restart
   * @throws IOException if its files can't be fetched now
   */
  static ScoringClient open(ScoringSettings settings, FunctionContext context)
      throws IOException, InterruptedException {
    MetricGroup group = context.getMetricGroup();
    ExecutionSettings execution =
        GpuAssignment.assign(
            settings.execution(),
            context::getExternalResourceInfos,
            context.getTaskInfo().getIndexOfThisSubtask());
    return open(
        listener ->
            SharedScoring.open(
                group.getAllVariables().getOrDefault(ScopeFormat.SCOPE_JOB_ID, ""),
                settings.model(),
                execution,
                settings.batch(),
                settings.scoreCache(),
                listener),
        group);
  }

  /**
   * The same with a model of the caller's.
   *
   * @param group of the operator
   */
  static ScoringClient open(Source source, MetricGroup group)
      throws IOException, InterruptedException {
    ScoringClient client = new ScoringClient();
    try {
      client.handle = source.open(client);
    } catch (ModelException e) {
      if (e.isTransient()) {
        throw e;
      }
      throw new SuppressRestartsException(e);
    }
    // By model, since one operator may have calls of several.
    MetricGroup ofModel = group.addGroup("rerank").addGroup("model", client.model().name());
    client.metrics = new ScoringMetrics(ofModel);
    ofModel.gauge("tokensInFlight", client.handle::tokensInFlight);
    ofModel.gauge("rowsInFlight", client.rows::size);
    return client;
  }

  ModelInfo model() {
    return handle.info();
  }

  /**
   * Scores the pairs of one row.
   *
   * @return in their order
   */
  CompletableFuture<List<PairScore>> score(List<TextPair> pairs) {
    if (pairs.isEmpty()) {
      return CompletableFuture.completedFuture(List.of());
    }
    String id = Long.toString(sequence++);
    Row row = new Row(pairs.size());
    rows.put(id, row);
    List<ScoreRequest> requests = new ArrayList<>(pairs.size());
    for (TextPair pair : pairs) {
      requests.add(
          new ScoreRequest(new PairId(id, requests.size(), 0), pair.query(), pair.document()));
    }
    synchronized (this) {
      metrics.submitted(pairs.size());
    }
    handle.submit(requests);
    Throwable cause = failure;
    if (cause != null) {
      // The service may have failed before this row was there to be told.
      endAll(cause);
    }
    return row.scores;
  }

  @Override
  public void onScored(List<ScoredPair> pairs, @Nullable BatchStatistics statistics) {
    count(pairs, statistics);
    for (ScoredPair pair : pairs) {
      Row row = rows.get(pair.id().queryId());
      if (row != null && row.add(pair.id().position(), pair.score())) {
        rows.remove(pair.id().queryId());
        row.complete();
      }
    }
  }

  private synchronized void count(List<ScoredPair> pairs, @Nullable BatchStatistics statistics) {
    if (statistics != null) {
      metrics.batch(statistics);
    }
    pairs.forEach(metrics::scored);
  }

  @Override
  public void onFailure(Throwable cause) {
    failure = new FlinkRuntimeException("The model can't score any more", cause);
    endAll(failure);
  }

  private void endAll(Throwable cause) {
    for (String id : List.copyOf(rows.keySet())) {
      Row row = rows.remove(id);
      if (row != null) {
        row.scores.completeExceptionally(cause);
      }
    }
  }

  @Override
  public void close() {
    handle.close();
    rows.clear();
  }

  /** The scores of one row as they come, from several threads. */
  private static final class Row {
    private final CompletableFuture<List<PairScore>> scores = new CompletableFuture<>();
    private final PairScore[] byPosition;
    private int missing;

    Row(int pairs) {
      byPosition = new PairScore[pairs];
      missing = pairs;
    }

    /**
     * @return whether that was the last one
     */
    synchronized boolean add(int position, PairScore score) {
      byPosition[position] = score;
      missing--;
      return missing == 0;
    }

    void complete() {
      scores.complete(List.of(byPosition));
    }
  }
}
