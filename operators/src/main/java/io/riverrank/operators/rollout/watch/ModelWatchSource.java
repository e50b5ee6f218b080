package io.riverrank.operators.rollout.watch;

import io.riverrank.schemas.EncodedMessage;
import java.util.List;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * The commands that new versions of a watched model become, for the control topic. It runs with one
 * reader.
 *
 * <p>The job manager looks, so that a file system that hangs holds up no task and no checkpoint.
 */
public final class ModelWatchSource implements Source<EncodedMessage, ModelVersion, WatchState> {

  private static final long serialVersionUID = 1;

  private final ModelWatchSettings settings;

  public ModelWatchSource(ModelWatchSettings settings) {
    this.settings = settings;
  }

  @Override
  public Boundedness getBoundedness() {
    return Boundedness.CONTINUOUS_UNBOUNDED;
  }

  @Override
  public SourceReader<EncodedMessage, ModelVersion> createReader(SourceReaderContext context) {
    return new ModelWatchReader(new WatchCommands(settings.then()));
  }

  @Override
  public SplitEnumerator<ModelVersion, WatchState> createEnumerator(
      SplitEnumeratorContext<ModelVersion> context) {
    return restoreEnumerator(context, new WatchState(null, List.of()));
  }

  @Override
  public SplitEnumerator<ModelVersion, WatchState> restoreEnumerator(
      SplitEnumeratorContext<ModelVersion> context, WatchState state) {
    return new ModelWatchEnumerator(
        new WatchedModel(settings), settings.intervalMs(), context, state);
  }

  @Override
  public SimpleVersionedSerializer<ModelVersion> getSplitSerializer() {
    return ModelVersionSerializer.INSTANCE;
  }

  @Override
  public SimpleVersionedSerializer<WatchState> getEnumeratorCheckpointSerializer() {
    return new WatchState.Serializer();
  }
}
