package io.riverrank.job.commandline;

import io.riverrank.job.options.RolloutOptions;
import java.util.function.BiConsumer;
import javax.annotation.Nullable;
import org.apache.flink.configuration.ConfigOption;
import picocli.CommandLine.Option;

/** The topics of commands about models. */
public final class ControlFlags {

  @Option(
      names = "--control",
      paramLabel = "TOPIC",
      description = "Topic of commands about models (kafka.topics.control).")
  @Nullable
  private String control;

  @Option(
      names = "--model-status",
      paramLabel = "TOPIC",
      description = "Topic of what commands came to (kafka.topics.model-status).")
  @Nullable
  private String modelStatus;

  /**
   * @param flags told the options, as {@link OptionFlags#set}
   */
  public void set(BiConsumer<ConfigOption<?>, Object> flags) {
    flags.accept(RolloutOptions.TOPIC_CONTROL, control);
    flags.accept(RolloutOptions.TOPIC_MODEL_STATUS, modelStatus);
  }
}
