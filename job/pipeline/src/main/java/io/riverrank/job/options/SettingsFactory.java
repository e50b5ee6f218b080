package io.riverrank.job.options;

import io.riverrank.operators.options.LimitOptions;
import io.riverrank.operators.options.OptionReader;
import io.riverrank.operators.options.OptionType;
import io.riverrank.operators.options.ScoringSettingsFactory;
import io.riverrank.operators.options.SettingsException;
import io.riverrank.operators.rollout.RolloutSettings;
import io.riverrank.operators.rollout.ShadowLimits;
import io.riverrank.operators.rollout.watch.ModelWatchSettings;
import io.riverrank.operators.settings.GroupSettings;
import io.riverrank.operators.settings.OperatorLimits;
import io.riverrank.operators.settings.RerankSettings;
import io.riverrank.operators.settings.ScoringSettings;
import io.riverrank.schemas.EpochNumbers;
import io.riverrank.schemas.RequestLimits;
import java.time.Duration;
import javax.annotation.Nullable;
import org.apache.flink.configuration.Configuration;

/** From a configuration to checked settings; every failure is a {@link SettingsException}. */
public final class SettingsFactory {

  /** Flink's own limit of key groups. */
  private static final int LARGEST_MAX_PARALLELISM = 1 << 15;

  private final Configuration configuration;
  private final OptionReader reader;

  private SettingsFactory(Configuration configuration) {
    this.configuration = configuration;
    this.reader = new OptionReader(configuration);
  }

  /** Everything that {@code run} needs, Kafka included. */
  public static JobSettings job(Configuration configuration) {
    return new SettingsFactory(configuration).job();
  }

  /** What the model and the operator need; for commands that don't use Kafka. */
  public static RerankSettings rerank(Configuration configuration) {
    return new SettingsFactory(configuration).rerank();
  }

  /** What a request may be at most. */
  public static RequestLimits limits(Configuration configuration) {
    return new SettingsFactory(configuration).requestLimits();
  }

  /** How many subtasks a job has. */
  public static Parallelism parallelism(Configuration configuration) {
    return new SettingsFactory(configuration).parallelism();
  }

  /**
   * @param subtasks null for Flink's own number
   * @param maximum number of key groups
   */
  public record Parallelism(@Nullable Integer subtasks, int maximum) {}

  private Parallelism parallelism() {
    Integer parallelism = reader.atLeastOrUnset(1, JobOptions.PARALLELISM);
    int maxParallelism = reader.atLeast(1, JobOptions.MAX_PARALLELISM);
    if (maxParallelism > LARGEST_MAX_PARALLELISM) {
      throw new SettingsException(
          "%s is %d; Flink takes at most %d"
              .formatted(
                  JobOptions.MAX_PARALLELISM.key(), maxParallelism, LARGEST_MAX_PARALLELISM));
    }
    if (parallelism != null && parallelism > maxParallelism) {
      throw new SettingsException(
          "%s is %d, but %s is %d; raise the latter before the job has state"
              .formatted(
                  JobOptions.PARALLELISM.key(),
                  parallelism,
                  JobOptions.MAX_PARALLELISM.key(),
                  maxParallelism));
    }
    return new Parallelism(parallelism, maxParallelism);
  }

  private JobSettings job() {
    Parallelism parallelism = parallelism();
    requireIdlenessForIdleTimeout();
    return new JobSettings(
        reader.text(JobOptions.NAME),
        parallelism.subtasks(),
        parallelism.maximum(),
        Duration.ofMillis(reader.millis(JobOptions.CHECKPOINT_INTERVAL)),
        new EventTimeSettings(
            Duration.ofMillis(reader.millis(EventTimeOptions.MAX_OUT_OF_ORDERNESS)),
            Duration.ofMillis(reader.millis(EventTimeOptions.IDLENESS))),
        reader.get(JobOptions.ALL_SCORES),
        requestLimits(),
        rerank(),
        new KafkaSettingsFactory(configuration).create(),
        modelControl());
  }

  /** How a job is told about models; null for one that keeps its model. */
  @Nullable
  private ModelControl modelControl() {
    ModelWatchSettings watch = ModelWatchFactory.create(reader);
    if (reader.find(RolloutOptions.TOPIC_CONTROL).isEmpty()) {
      return null;
    }
    if (reader.get(KafkaOptions.BOUNDED)) {
      throw new SettingsException(
          "%s is set, but %s is true: a run that ends takes no commands; leave one of them out"
              .formatted(RolloutOptions.TOPIC_CONTROL.key(), KafkaOptions.BOUNDED.key()));
    }
    return new ModelControl(
        reader.text(RolloutOptions.TOPIC_CONTROL),
        reader.text(RolloutOptions.TOPIC_MODEL_STATUS),
        reader.text(RolloutOptions.TOPIC_SHADOW),
        new RolloutSettings(
            reader.millis(RolloutOptions.KEEP),
            reader.bytes(0, Long.MAX_VALUE, RolloutOptions.MEMORY_HEADROOM),
            reader.get(RolloutOptions.MISSING),
            new ShadowLimits(
                reader.atLeast(1, RolloutOptions.SHADOW_PENDING_PAIRS),
                reader.bytes(1, Long.MAX_VALUE, RolloutOptions.SHADOW_PENDING_BYTES))),
        watch);
  }

  /** Only a source that says when it is idle lets the operator see that no input comes. */
  private void requireIdlenessForIdleTimeout() {
    boolean wanted = reader.find(GroupOptions.IDLE_TIMEOUT).isPresent();
    long timeoutMs = reader.millis(GroupOptions.IDLE_TIMEOUT);
    if (wanted && timeoutMs > 0 && reader.millis(EventTimeOptions.IDLENESS) == 0) {
      throw new SettingsException(
          "%s is %s, but %s is 0, so that no input is ever idle; set the latter, or the former to 0"
              .formatted(
                  GroupOptions.IDLE_TIMEOUT.key(),
                  OptionType.write(reader.get(GroupOptions.IDLE_TIMEOUT)),
                  EventTimeOptions.IDLENESS.key()));
    }
  }

  private RerankSettings rerank() {
    ScoringSettings scoring = ScoringSettingsFactory.create(reader);
    return new RerankSettings(
        scoring.model(),
        scoring.execution(),
        scoring.batch(),
        scoring.scoreCache(),
        new GroupSettings(
            reader.positiveMillis(GroupOptions.TIMEOUT),
            reader.millis(GroupOptions.IDLE_TIMEOUT),
            reader.millis(EventTimeOptions.IDLENESS),
            reader.millis(GroupOptions.TOMBSTONE_RETENTION)),
        new OperatorLimits(
            reader.atLeast(1, LimitOptions.PENDING_PAIRS),
            reader.bytes(1, Long.MAX_VALUE, LimitOptions.PENDING_BYTES),
            reader.atLeast(1, LimitOptions.OPEN_GROUPS),
            reader.atLeast(1, LimitOptions.CANDIDATES)));
  }

  private RequestLimits requestLimits() {
    return new RequestLimits(
        (int) reader.bytes(1, Integer.MAX_VALUE, LimitOptions.MESSAGE_BYTES),
        reader.atLeast(1, LimitOptions.CANDIDATES),
        reader.atLeast(1, LimitOptions.TEXT_CHARS),
        reader.atLeast(1, LimitOptions.ID_CHARS),
        reader.atLeast(1, LimitOptions.JSON_DEPTH),
        reader.millis(EventTimeOptions.MAX_AHEAD),
        new EpochNumbers(
            reader.get(EventTimeOptions.UNIT), reader.atLeast(1, EventTimeOptions.FIRST_YEAR)));
  }
}
