package io.riverrank.job.cli;

import io.riverrank.job.options.ConfigurationLoader;
import io.riverrank.job.options.RiverrankOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.annotation.Nullable;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import picocli.CommandLine.Option;

/** What every command that scores understands: the model, a file of options, any option. */
public final class ModelFlags {

  @Option(
      names = "--model",
      paramLabel = "DIR",
      description =
          "A CrossEncoder directory with an ONNX export: a path, or a URI of one of Flink's file"
              + " systems. Default: the bundled model.")
  @Nullable
  private String model;

  @Option(
      names = "--model-file",
      paramLabel = "onnx/NAME.onnx",
      description =
          "Which ONNX file of the directory. Default: onnx/model.onnx, else the only one there.")
  @Nullable
  private String modelFile;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Options in YAML, nested or with dotted keys.")
  @Nullable
  private Path config;

  @Option(
      names = "-D",
      paramLabel = "KEY=VALUE",
      description =
          "Any option of the README's table, of Flink, or of a Kafka client; wins over --config.")
  private List<String> definitions = new ArrayList<>();

  private final Map<String, String> flags = new TreeMap<>();

  /** Says an option by a flag of its own, which wins; null says nothing. */
  public void set(ConfigOption<?> option, @Nullable Object value) {
    if (value != null) {
      flags.put(option.key(), value.toString());
    }
  }

  /**
   * Everything that was said, together.
   *
   * @throws io.riverrank.job.options.SettingsException if it can't be
   */
  public Configuration load() {
    set(RiverrankOptions.MODEL_URI, model);
    set(RiverrankOptions.MODEL_FILE, modelFile);
    return ConfigurationLoader.load(config, definitions, flags);
  }
}
