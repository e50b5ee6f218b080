package io.riverrank.job.options;

import static io.riverrank.operators.options.Decides.NEITHER;
import static io.riverrank.operators.options.Decides.OUTPUT;
import static org.apache.flink.configuration.ConfigOptions.key;

import io.riverrank.operators.options.OptionSection;
import java.time.Duration;
import org.apache.flink.configuration.ConfigOption;

/** What results tell, and the job as Flink knows it. */
public final class JobOptions {

  static final OptionSection SECTION = new OptionSection("Results and the job", JobOptions.class);

  private JobOptions() {}

  public static final ConfigOption<Boolean> ALL_SCORES =
      SECTION.add(
          OUTPUT,
          key("rerank.output.all-scores")
              .booleanType()
              .defaultValue(false)
              .withDescription(
                  "Write scores, ranks, labels and lengths of all candidates, those that `top_k` cuts"
                      + " too. Needed to monitor whole rankings."));

  public static final ConfigOption<Integer> PARALLELISM =
      SECTION.add(
          NEITHER,
          key("rerank.parallelism")
              .intType()
              .noDefaultValue()
              .withDescription(
                  "Subtasks of each operator. Unset: Flink's `parallelism.default`. More than the"
                      + " requests topic has partitions helps the model, not the source."));

  public static final ConfigOption<Integer> MAX_PARALLELISM =
      SECTION.add(
          OUTPUT,
          key("rerank.max-parallelism")
              .intType()
              .defaultValue(128)
              .withDescription(
                  "Key groups: the largest parallelism this job can ever have. State can't be restored"
                      + " after a change."));

  public static final ConfigOption<Duration> CHECKPOINT_INTERVAL =
      SECTION.add(
          NEITHER,
          key("rerank.checkpoint.interval")
              .durationType()
              .defaultValue(Duration.ofSeconds(10))
              .withDescription(
                  "Checkpoint interval where Flink's own `execution.checkpointing.interval` is not set;"
                      + " 0: none. With exactly-once delivery results are visible after a checkpoint."));

  public static final ConfigOption<String> NAME =
      SECTION.add(
          NEITHER,
          key("rerank.job-name")
              .stringType()
              .defaultValue("riverrank")
              .withDescription("The job's name in Flink."));
}
