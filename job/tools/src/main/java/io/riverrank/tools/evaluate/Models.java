package io.riverrank.tools.evaluate;

import io.riverrank.job.commandline.ModelFlags;
import io.riverrank.job.options.SettingsFactory;
import io.riverrank.operators.options.ModelOptions;
import io.riverrank.operators.scoring.CrossEncoder;
import io.riverrank.operators.settings.RerankSettings;
import io.riverrank.schemas.ModelInfo;
import java.io.IOException;
import java.util.Map;
import javax.annotation.Nullable;
import org.apache.flink.configuration.Configuration;

/** The model to evaluate, and the one to compare it with if there is one. */
final class Models implements AutoCloseable {
  private final CrossEncoder first;
  @Nullable private final CrossEncoder other;

  private Models(CrossEncoder first, @Nullable CrossEncoder other) {
    this.first = first;
    this.other = other;
  }

  /**
   * @param otherModel directory or URI; null for none
   * @param otherFile of its ONNX files; null for the default
   */
  static Models load(ModelFlags flags, @Nullable String otherModel, @Nullable String otherFile)
      throws IOException {
    Configuration configuration = flags.load();
    CrossEncoder first = load(configuration);
    if (otherModel == null) {
      return new Models(first, null);
    }
    Configuration second = new Configuration(configuration);
    second.set(ModelOptions.URI, otherModel);
    second.removeConfig(ModelOptions.FILE);
    second.removeConfig(ModelOptions.FINGERPRINT);
    if (otherFile != null) {
      second.set(ModelOptions.FILE, otherFile);
    }
    try {
      return new Models(first, load(second));
    } catch (IOException | RuntimeException e) {
      first.close();
      throw e;
    }
  }

  private static CrossEncoder load(Configuration configuration) throws IOException {
    RerankSettings settings = SettingsFactory.rerank(configuration);
    return CrossEncoder.load(settings.model(), settings.execution(), settings.batch());
  }

  CrossEncoder first() {
    return first;
  }

  @Nullable
  CrossEncoder other() {
    return other;
  }

  /** Says which models these are. */
  void describe(Map<String, Object> about) {
    describe(about, "", first.model().info());
    if (other != null) {
      describe(about, "other_", other.model().info());
    }
  }

  private static void describe(Map<String, Object> about, String prefix, ModelInfo info) {
    about.put(prefix + "model", info.name());
    about.put(prefix + "fingerprint", info.fingerprint());
    about.put(prefix + "precision", info.precision());
  }

  @Override
  public void close() {
    first.close();
    if (other != null) {
      other.close();
    }
  }
}
