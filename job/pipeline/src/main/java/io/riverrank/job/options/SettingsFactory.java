package io.riverrank.job.options;

import io.riverrank.operators.settings.BatchSettings;
import io.riverrank.operators.settings.ExecutionSettings;
import io.riverrank.operators.settings.GpuSettings;
import io.riverrank.operators.settings.GroupSettings;
import io.riverrank.operators.settings.LongDocument;
import io.riverrank.operators.settings.ModelSettings;
import io.riverrank.operators.settings.OperatorLimits;
import io.riverrank.operators.settings.RerankSettings;
import io.riverrank.operators.settings.ScoreCacheSettings;
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
    Integer parallelism = reader.atLeastOrUnset(1, RiverrankOptions.PARALLELISM);
    int maxParallelism = reader.atLeast(1, RiverrankOptions.MAX_PARALLELISM);
    if (maxParallelism > LARGEST_MAX_PARALLELISM) {
      throw new SettingsException(
          "%s is %d; Flink takes at most %d"
              .formatted(
                  RiverrankOptions.MAX_PARALLELISM.key(), maxParallelism, LARGEST_MAX_PARALLELISM));
    }
    if (parallelism != null && parallelism > maxParallelism) {
      throw new SettingsException(
          "%s is %d, but %s is %d; raise the latter before the job has state"
              .formatted(
                  RiverrankOptions.PARALLELISM.key(),
                  parallelism,
                  RiverrankOptions.MAX_PARALLELISM.key(),
                  maxParallelism));
    }
    return new Parallelism(parallelism, maxParallelism);
  }

  private JobSettings job() {
    Parallelism parallelism = parallelism();
    return new JobSettings(
        reader.text(RiverrankOptions.JOB_NAME),
        parallelism.subtasks(),
        parallelism.maximum(),
        Duration.ofMillis(reader.millis(RiverrankOptions.CHECKPOINT_INTERVAL)),
        new EventTimeSettings(
            Duration.ofMillis(reader.millis(RiverrankOptions.EVENT_TIME_MAX_OUT_OF_ORDERNESS)),
            Duration.ofMillis(reader.millis(RiverrankOptions.EVENT_TIME_IDLENESS))),
        reader.get(RiverrankOptions.OUTPUT_ALL_SCORES),
        requestLimits(),
        rerank(),
        new KafkaSettingsFactory(configuration).create());
  }

  private RerankSettings rerank() {
    return new RerankSettings(
        new ModelSettings(
            reader.text(RiverrankOptions.MODEL_URI),
            reader.textOrUnset(RiverrankOptions.MODEL_FILE),
            reader.atLeastOrUnset(1, RiverrankOptions.MODEL_MAX_LENGTH),
            reader.textOrUnset(RiverrankOptions.MODEL_ACTIVATION),
            reader.textOrUnset(RiverrankOptions.MODEL_FINGERPRINT),
            reader.get(RiverrankOptions.MODEL_ALLOW_BATCH_DEPENDENT),
            reader.textOrUnset(RiverrankOptions.MODEL_CACHE_DIR),
            longDocument()),
        new ExecutionSettings(
            reader.get(RiverrankOptions.EXECUTION_PROVIDER),
            reader.atLeastOrUnset(0, RiverrankOptions.EXECUTION_DEVICE),
            reader.atLeast(0, RiverrankOptions.EXECUTION_CALLERS),
            reader.atLeast(1, RiverrankOptions.EXECUTION_INTRA_OP_THREADS),
            reader.atLeast(1, RiverrankOptions.EXECUTION_TOKENIZER_THREADS),
            reader.textOrUnset(RiverrankOptions.EXECUTION_NATIVE_DIR),
            gpu()),
        new BatchSettings(
            reader.atLeast(1, RiverrankOptions.BATCH_TOKEN_BUDGET),
            reader.atLeast(1, RiverrankOptions.BATCH_MAX_ROWS),
            reader.millis(RiverrankOptions.BATCH_LINGER)),
        new ScoreCacheSettings(reader.bytes(0, Long.MAX_VALUE, RiverrankOptions.SCORE_CACHE_SIZE)),
        new GroupSettings(
            reader.positiveMillis(RiverrankOptions.GROUP_TIMEOUT),
            reader.millis(RiverrankOptions.GROUP_IDLE_TIMEOUT),
            reader.millis(RiverrankOptions.TOMBSTONE_RETENTION)),
        new OperatorLimits(
            reader.atLeast(1, RiverrankOptions.LIMIT_PENDING_PAIRS),
            reader.bytes(1, Long.MAX_VALUE, RiverrankOptions.LIMIT_PENDING_BYTES),
            reader.atLeast(1, RiverrankOptions.LIMIT_OPEN_GROUPS),
            reader.atLeast(1, RiverrankOptions.LIMIT_CANDIDATES)));
  }

  private GpuSettings gpu() {
    boolean limited = reader.find(RiverrankOptions.EXECUTION_GPU_MEMORY).isPresent();
    return new GpuSettings(
        limited ? reader.bytes(1, Long.MAX_VALUE, RiverrankOptions.EXECUTION_GPU_MEMORY) : null,
        reader.textOrUnset(RiverrankOptions.EXECUTION_TENSORRT_CACHE_DIR),
        reader.get(RiverrankOptions.EXECUTION_TENSORRT_FP16));
  }

  /** Overlap and number are checked in either mode; they count in one only. */
  private LongDocument longDocument() {
    LongDocument chunks =
        new LongDocument(
            LongDocument.Mode.CHUNK,
            reader.atLeast(0, RiverrankOptions.LONG_DOCUMENT_OVERLAP),
            reader.atLeast(1, RiverrankOptions.LONG_DOCUMENT_MAX_CHUNKS));
    return reader.get(RiverrankOptions.LONG_DOCUMENT) == LongDocument.Mode.CHUNK
        ? chunks
        : LongDocument.TRUNCATE;
  }

  private RequestLimits requestLimits() {
    return new RequestLimits(
        (int) reader.bytes(1, Integer.MAX_VALUE, RiverrankOptions.LIMIT_MESSAGE_BYTES),
        reader.atLeast(1, RiverrankOptions.LIMIT_CANDIDATES),
        reader.atLeast(1, RiverrankOptions.LIMIT_TEXT_CHARS),
        reader.atLeast(1, RiverrankOptions.LIMIT_ID_CHARS),
        reader.atLeast(1, RiverrankOptions.LIMIT_JSON_DEPTH),
        reader.millis(RiverrankOptions.EVENT_TIME_MAX_AHEAD),
        reader.get(RiverrankOptions.EVENT_TIME_UNIT));
  }
}
