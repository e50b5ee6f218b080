package io.riverrank.job.commandline;

import io.riverrank.job.options.JobOptions;
import javax.annotation.Nullable;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What every command that is a job understands: how many subtasks, the model, and any option. */
public final class JobFlags {

  @Option(names = "--parallelism", paramLabel = "N", description = "Subtasks (rerank.parallelism).")
  @Nullable
  private Integer parallelism;

  @Mixin private ModelFlags model;

  /** Says an option by a flag of its own, which wins; null says nothing. */
  public void set(ConfigOption<?> option, @Nullable Object value) {
    model.set(option, value);
  }

  /**
   * Everything that was said, together.
   *
   * @throws io.riverrank.job.options.SettingsException if it can't be
   */
  public Configuration load() {
    set(JobOptions.PARALLELISM, parallelism);
    return model.load();
  }
}
