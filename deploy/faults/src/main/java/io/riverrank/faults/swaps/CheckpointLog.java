package io.riverrank.faults.swaps;

import io.riverrank.faults.cluster.CompletedCheckpoint;
import io.riverrank.faults.cluster.RunningJob;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** All checkpoints of a job: Flink remembers ten, so they are asked for in between. */
final class CheckpointLog implements AutoCloseable {

  private static final long PERIOD_S = 3;

  private final RunningJob job;
  private final Map<Long, CompletedCheckpoint> byId = new ConcurrentSkipListMap<>();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread created = new Thread(task, "checkpoint-log");
            created.setDaemon(true);
            return created;
          });

  CheckpointLog(RunningJob job) {
    this.job = job;
    thread.scheduleWithFixedDelay(this::ask, PERIOD_S, PERIOD_S, TimeUnit.SECONDS);
  }

  private void ask() {
    try {
      job.lastCheckpoints().forEach(checkpoint -> byId.put(checkpoint.id(), checkpoint));
    } catch (IOException e) {
      // The next answer has those that this one would have had.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Those so far, in order. */
  List<CompletedCheckpoint> all() {
    return List.copyOf(byId.values());
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
