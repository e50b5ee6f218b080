package io.riverrank.job.options;

import io.riverrank.operators.options.OptionReader;
import io.riverrank.operators.options.SettingsException;
import io.riverrank.operators.rollout.watch.ModelWatchSettings;
import javax.annotation.Nullable;
import org.apache.flink.core.fs.Path;

/** The {@code rerank.model.watch} part of {@link SettingsFactory}. */
final class ModelWatchFactory {

  private ModelWatchFactory() {}

  /**
   * Null where nothing is watched.
   *
   * @throws SettingsException for a place that can't be, and without a control topic
   */
  @Nullable
  static ModelWatchSettings create(OptionReader reader) {
    String uri = reader.textOrUnset(ModelWatchOptions.WATCH);
    if (uri == null) {
      return null;
    }
    if (reader.find(RolloutOptions.TOPIC_CONTROL).isEmpty()) {
      throw new SettingsException(
          "%s is set, but %s isn't: a new model becomes a command there; name a control topic, or leave the former out"
              .formatted(ModelWatchOptions.WATCH.key(), RolloutOptions.TOPIC_CONTROL.key()));
    }
    requirePath(uri);
    return new ModelWatchSettings(
        uri, reader.positiveMillis(ModelWatchOptions.INTERVAL), reader.get(ModelWatchOptions.THEN));
  }

  private static void requirePath(String uri) {
    try {
      new Path(uri);
    } catch (IllegalArgumentException e) {
      throw new SettingsException(
          "%s is '%s', neither a path nor a URI: %s"
              .formatted(ModelWatchOptions.WATCH.key(), uri, e.getMessage()));
    }
  }
}
