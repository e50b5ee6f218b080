package io.riverrank.job.commandline;

import io.riverrank.operators.options.ModelOptions;
import javax.annotation.Nullable;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What every command that scores understands: the model, and any option. */
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
          "Which ONNX file of the directory. Default: onnx/model.onnx, else model.onnx, else"
              + " the only one there.")
  @Nullable
  private String modelFile;

  @Mixin private OptionFlags options;

  /** Says an option by a flag of its own, which wins; null says nothing. */
  public void set(ConfigOption<?> option, @Nullable Object value) {
    options.set(option, value);
  }

  /**
   * Everything that was said, together.
   *
   * @throws io.riverrank.job.options.SettingsException if it can't be
   */
  public Configuration load() {
    set(ModelOptions.URI, model);
    set(ModelOptions.FILE, modelFile);
    return options.load();
  }
}
