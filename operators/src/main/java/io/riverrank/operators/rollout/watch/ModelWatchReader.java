package io.riverrank.operators.rollout.watch;

import io.riverrank.schemas.EncodedMessage;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.core.io.InputStatus;

/** Makes commands of the versions that it is given. */
final class ModelWatchReader implements SourceReader<EncodedMessage, ModelVersion> {

  private final WatchCommands commands;
  private final Queue<ModelVersion> versions = new ArrayDeque<>();
  private CompletableFuture<Void> available = new CompletableFuture<>();

  ModelWatchReader(WatchCommands commands) {
    this.commands = commands;
  }

  @Override
  public void start() {}

  @Override
  public InputStatus pollNext(ReaderOutput<EncodedMessage> output) {
    ModelVersion version = versions.poll();
    if (version != null) {
      commands.of(version).forEach(output::collect);
    }
    if (!versions.isEmpty()) {
      return InputStatus.MORE_AVAILABLE;
    }
    available = new CompletableFuture<>();
    return InputStatus.NOTHING_AVAILABLE;
  }

  @Override
  public void addSplits(List<ModelVersion> added) {
    versions.addAll(added);
    available.complete(null);
  }

  @Override
  public List<ModelVersion> snapshotState(long checkpointId) {
    return List.copyOf(versions);
  }

  @Override
  public CompletableFuture<Void> isAvailable() {
    return available;
  }

  @Override
  public void notifyNoMoreSplits() {}

  @Override
  public void close() {}
}
