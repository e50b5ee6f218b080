package io.riverrank.job.options;

import static io.riverrank.operators.options.Decides.NEITHER;
import static io.riverrank.operators.options.Decides.STREAM;
import static org.apache.flink.configuration.ConfigOptions.key;

import io.riverrank.operators.options.OptionSection;
import io.riverrank.operators.rollout.MissingModel;
import java.time.Duration;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.MemorySize;

/** Another model without a stop. */
public final class RolloutOptions {

  static final OptionSection SECTION = new OptionSection("Rollout", RolloutOptions.class);

  private RolloutOptions() {}

  public static final ConfigOption<String> TOPIC_CONTROL =
      SECTION.add(
          STREAM,
          key("kafka.topics.control")
              .stringType()
              .noDefaultValue()
              .withDescription(
                  "Topic to read commands about models from, beside the requests topic: one partition,"
                      + " `cleanup.policy=delete`, `retention.ms=-1`,"
                      + " `message.timestamp.type=LogAppendTime`. Unset: the job keeps its model. A"
                      + " monitor with rules about promotion writes to it."));

  public static final ConfigOption<String> TOPIC_MODEL_STATUS =
      SECTION.add(
          STREAM,
          key("kafka.topics.model-status")
              .stringType()
              .defaultValue("riverrank-model-status")
              .withDescription(
                  "Topic to write to what commands came to, beside the results topic; only with"
                      + " `kafka.topics.control`."));

  public static final ConfigOption<String> TOPIC_SHADOW =
      SECTION.add(
          STREAM,
          key("kafka.topics.shadow")
              .stringType()
              .defaultValue("riverrank-shadow")
              .withDescription(
                  "Topic to write to what a challenger in shadow makes of queries, beside the results"
                      + " topic; only with `kafka.topics.control`."));

  public static final ConfigOption<Integer> SHADOW_PENDING_PAIRS =
      SECTION.add(
          NEITHER,
          key("rerank.shadow.pending-pairs")
              .intType()
              .defaultValue(4096)
              .withDescription(
                  "Pairs of a subtask that wait for a challenger in shadow; queries past it are shed."
                      + " Raise it where the champion leaves capacity, but not evenly."));

  public static final ConfigOption<MemorySize> SHADOW_PENDING_BYTES =
      SECTION.add(
          NEITHER,
          key("rerank.shadow.pending-bytes")
              .memoryType()
              .defaultValue(MemorySize.ofMebiBytes(32))
              .withDescription(
                  "Bytes of text of a subtask that wait for a challenger in shadow; queries past it are"
                      + " shed."));

  public static final ConfigOption<Duration> KEEP =
      SECTION.add(
          STREAM,
          key("rerank.models.keep")
              .durationType()
              .defaultValue(Duration.ofMinutes(10))
              .withDescription(
                  "How long the champion before stays loaded after a promotion, for a rollback. As long"
                      + " as monitoring needs to see that the new one is worse."));

  public static final ConfigOption<MemorySize> MEMORY_HEADROOM =
      SECTION.add(
          NEITHER,
          key("rerank.models.memory-headroom")
              .memoryType()
              .defaultValue(MemorySize.ofMebiBytes(256))
              .withDescription(
                  "Memory of the machine or container, and of the GPU, that has to stay free when a"
                      + " model is loaded beside another, for the batches of both; otherwise the load"
                      + " is refused."));

  public static final ConfigOption<MissingModel> MISSING =
      SECTION.add(
          STREAM,
          key("rerank.model.missing")
              .enumType(MissingModel.class)
              .defaultValue(MissingModel.FAIL)
              .withDescription(
                  "What becomes of a restored job whose state names a model that can't be used any"
                      + " more: `fail`, or `rescore` to score its queries by the champion."));
}
