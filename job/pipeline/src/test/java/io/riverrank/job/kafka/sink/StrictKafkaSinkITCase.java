package io.riverrank.job.kafka.sink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.riverrank.broker.testing.KafkaExtension;
import io.riverrank.broker.testing.TestTopics;
import io.riverrank.job.kafka.settings.KafkaSettings;
import io.riverrank.job.testing.CrashBeforeCommitSink;
import io.riverrank.job.testing.TestSettings;
import io.riverrank.operators.types.RiverrankTypes;
import io.riverrank.schemas.EncodedMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import javax.annotation.Nullable;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.ExceptionUtils;
import org.apache.kafka.clients.admin.TransactionState;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A job that crashes between its checkpoint and the commit, and what its successor makes of it. */
class StrictKafkaSinkITCase {

  private static final long MESSAGES = 600;
  private static final int MESSAGES_PER_CHECKPOINT = 150;
  private static final Duration CHECKPOINT_INTERVAL = Duration.ofMillis(200);
  private static final Duration DEADLINE = Duration.ofSeconds(60);
  private static final String SOON = "kafka.transaction-timeout=1 s";
  private static final String LATE = "kafka.transaction-timeout=1 min";

  @RegisterExtension
  static final KafkaExtension KAFKA =
      new KafkaExtension(
          Map.of("transaction.abort.timed.out.transaction.cleanup.interval.ms", "100"));

  @TempDir private Path checkpoints;

  private String results;
  private String prefix;

  @BeforeEach
  void createTopic() throws Exception {
    results = KAFKA.topics().create("results");
    prefix = TestTopics.unique("prefix");
  }

  @Test
  void successorCommitsWhatTheCheckpointCounts() throws Exception {
    crashBeforeCommit(LATE);
    run(MessageSinks.results(settings(LATE)), checkpoint());
    Awaitility.await()
        .atMost(DEADLINE)
        .untilAsserted(() -> assertThat(written()).containsExactlyElementsOf(all()));
  }

  @Test
  void successorFailsWhereTheTransactionIsLost() throws Exception {
    String lost = crashBeforeCommit(SOON);
    awaitAbort(lost);
    assertThatThrownBy(() -> run(MessageSinks.results(settings(LATE)), checkpoint()))
        .satisfies(
            failure ->
                assertThat(ExceptionUtils.findThrowable(failure, LostTransactionException.class))
                    .get()
                    .asString()
                    .contains("Kafka transaction " + lost, "says CompleteAbort"));
  }

  @Test
  void acceptedLossIsOneCheckpointAndNoMore() throws Exception {
    String lost = crashBeforeCommit(SOON);
    awaitAbort(lost);
    run(
        MessageSinks.results(settings(LATE, "kafka.accept-lost-transactions=" + lost)),
        checkpoint());
    Awaitility.await()
        .atMost(DEADLINE)
        .untilAsserted(
            () -> {
              List<String> written = written();
              assertThat(written).isNotEmpty().hasSizeLessThan((int) MESSAGES);
              assertThat(all()).endsWith(written.toArray(String[]::new));
            });
  }

  /** Returns the transactional id of the checkpoint that nobody committed. */
  private String crashBeforeCommit(String transactionTimeout) throws Exception {
    Sink<EncodedMessage> sink =
        new CrashBeforeCommitSink<>(MessageSinks.results(settings(transactionTimeout)));
    Throwable failure = catchThrowable(() -> run(sink, null));
    String message =
        ExceptionUtils.findThrowableWithMessage(failure, CrashBeforeCommitSink.MESSAGE)
            .orElseThrow(() -> new AssertionError("another failure", failure))
            .getMessage();
    assertThat(written()).isEmpty();
    return message.substring(
        message.indexOf(CrashBeforeCommitSink.MESSAGE) + CrashBeforeCommitSink.MESSAGE.length());
  }

  /** The last one: the job fails with its first commit, so there is one. */
  private Path checkpoint() throws IOException {
    try (Stream<Path> files = Files.walk(checkpoints)) {
      return files
          .filter(file -> file.getFileName().toString().equals("_metadata"))
          .findAny()
          .orElseThrow()
          .getParent();
    }
  }

  private void run(Sink<EncodedMessage> sink, @Nullable Path checkpoint) throws Exception {
    Configuration configuration = new Configuration();
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
    configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, CHECKPOINT_INTERVAL);
    configuration.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, checkpoints.toUri().toString());
    configuration.set(
        CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
        ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
    configuration.set(PipelineOptions.GENERIC_TYPES, false);
    if (checkpoint != null) {
      configuration.set(StateRecoveryOptions.SAVEPOINT_PATH, checkpoint.toUri().toString());
    }
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.createLocalEnvironment(1, configuration);
    env.fromSource(
            new DataGeneratorSource<>(
                StrictKafkaSinkITCase::message,
                MESSAGES,
                RateLimiterStrategy.perCheckpoint(MESSAGES_PER_CHECKPOINT),
                RiverrankTypes.ENCODED_MESSAGE),
            WatermarkStrategy.noWatermarks(),
            "messages")
        .uid("messages")
        .sinkTo(sink)
        .uid("results");
    env.execute();
  }

  private static void awaitAbort(String transactionalId) {
    Awaitility.await()
        .atMost(DEADLINE)
        .until(
            () ->
                KAFKA
                        .topics()
                        .admin()
                        .describeTransactions(List.of(transactionalId))
                        .description(transactionalId)
                        .get(DEADLINE.toSeconds(), TimeUnit.SECONDS)
                        .state()
                    == TransactionState.COMPLETE_ABORT);
  }

  private List<String> written() {
    return KAFKA.topics().read(results).stream()
        .map(message -> new String(message.value(), UTF_8))
        .toList();
  }

  private static List<String> all() {
    return LongStream.range(0, MESSAGES).mapToObj(Long::toString).toList();
  }

  private static EncodedMessage message(long index) {
    return new EncodedMessage(null, Long.toString(index).getBytes(UTF_8), List.of(), 0);
  }

  private KafkaSettings settings(String... definitions) throws IOException {
    return TestSettings.kafka(
        KAFKA.bootstrapServers(),
        Stream.concat(
                Stream.of(
                    "kafka.topics.results=" + results, "kafka.transactional-id-prefix=" + prefix),
                Stream.of(definitions))
            .toArray(String[]::new));
  }
}
