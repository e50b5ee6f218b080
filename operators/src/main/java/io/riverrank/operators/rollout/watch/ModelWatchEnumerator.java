package io.riverrank.operators.rollout.watch;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import javax.annotation.Nullable;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.util.ExceptionUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks again and again, and gives what is new to the reader. A look that fails is counted, logged
 * once until another thing is wrong, and never fails the job.
 */
final class ModelWatchEnumerator implements SplitEnumerator<ModelVersion, WatchState> {
  private static final Logger LOG = LoggerFactory.getLogger(ModelWatchEnumerator.class);
  private static final int READER = 0;

  private final WatchedModel watched;
  private final long intervalMs;
  private final SplitEnumeratorContext<ModelVersion> context;
  private final Counter failures;
  private final Queue<ModelVersion> waiting;
  @Nullable private ModelVersion last;
  @Nullable private String problem;

  ModelWatchEnumerator(
      WatchedModel watched,
      long intervalMs,
      SplitEnumeratorContext<ModelVersion> context,
      WatchState state) {
    this.watched = watched;
    this.intervalMs = intervalMs;
    this.context = context;
    this.failures = context.metricGroup().counter("modelWatchFailures");
    this.waiting = new ArrayDeque<>(state.waiting());
    this.last = state.last();
  }

  @Override
  public void start() {
    // Looks run one after the other in a thread of their own; what they saw comes back in ours.
    context.callAsync(watched::current, this::looked, 0, intervalMs);
  }

  private void looked(@Nullable ModelVersion found, @Nullable Throwable failure) {
    if (failure != null) {
      ExceptionUtils.rethrowIfFatalError(failure);
      failures.inc();
      String told = failure.getMessage() == null ? failure.toString() : failure.getMessage();
      // What a file system says may have another request's id in it each time.
      String kind = failure instanceof NoVersionException ? told : failure.getClass().getName();
      if (!kind.equals(problem)) {
        problem = kind;
        LOG.warn("rerank.model.watch: {}; the last version that was seen stays", told);
        LOG.debug("Where it failed", failure);
      }
      return;
    }
    problem = null;
    if (found.isNewAfter(last)) {
      LOG.info("rerank.model.watch: {} is new; command {}", found.uri(), found.commandId());
      last = found;
      waiting.add(found);
      assign();
    }
  }

  private void assign() {
    if (context.registeredReaders().containsKey(READER)) {
      waiting.forEach(version -> context.assignSplit(version, READER));
      waiting.clear();
    }
  }

  @Override
  public void addReader(int subtask) {
    assign();
  }

  @Override
  public void addSplitsBack(List<ModelVersion> versions, int subtask) {
    waiting.addAll(versions);
  }

  @Override
  public void handleSplitRequest(int subtask, @Nullable String requesterHostname) {
    // Versions are given without being asked for.
  }

  @Override
  public WatchState snapshotState(long checkpointId) {
    return new WatchState(last, List.copyOf(waiting));
  }

  @Override
  public void close() {
    // The context ends the looks.
  }
}
