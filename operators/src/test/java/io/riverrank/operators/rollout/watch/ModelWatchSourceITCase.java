package io.riverrank.operators.rollout.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.riverrank.operators.types.RiverrankTypes;
import io.riverrank.schemas.EncodedMessage;
import io.riverrank.schemas.SourceRecord;
import io.riverrank.schemas.rollout.ControlCommand;
import io.riverrank.schemas.rollout.ControlDecoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.testutils.CommonTestUtils;
import org.apache.flink.runtime.testutils.InMemoryReporter;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class ModelWatchSourceITCase {
  private static final long LOOK_MS = 10;

  @TempDir Path folder;

  @BeforeEach
  void answerAtOnce() {
    HeldFileSystemFactory.answerAtOnce();
  }

  @AfterEach
  void letGo() {
    HeldFileSystemFactory.answers.countDown();
  }

  private DataStream<EncodedMessage> watch(StreamExecutionEnvironment env, String place) {
    return env.fromSource(
            new ModelWatchSource(new ModelWatchSettings(place, LOOK_MS, WatchThen.LOAD)),
            WatermarkStrategy.noWatermarks(),
            "watch",
            RiverrankTypes.ENCODED_MESSAGE)
        .setParallelism(1)
        .uid("watch");
  }

  private static StreamExecutionEnvironment environment() {
    return environment(new Configuration());
  }

  private static StreamExecutionEnvironment environment(Configuration configuration) {
    return StreamExecutionEnvironment.createLocalEnvironment(1, configuration);
  }

  /** As S3 puts an object: whole or not at all. */
  private void point(String uri) throws Exception {
    Path next = Files.writeString(folder.resolve("next"), uri);
    Files.move(next, folder.resolve("current"), StandardCopyOption.ATOMIC_MOVE);
  }

  private static String uri(EncodedMessage message) {
    ControlCommand command =
        new ControlDecoder()
            .decode(new SourceRecord("control", 0, 0, 0, null, message.value(), List.of()))
            .command();
    return command.model().uri();
  }

  @Test
  void eachChangeOfThePointerIsCommandedOnce() throws Exception {
    point("/m/a");
    try (CloseableIterator<EncodedMessage> commands =
        watch(environment(), "heldfs://host" + folder + "/current").executeAndCollect()) {
      assertThat(uri(commands.next())).isEqualTo("/m/a");
      point("/m/a");
      point("/m/b");
      assertThat(uri(commands.next())).isEqualTo("/m/b");
      point("/m/a");
      assertThat(uri(commands.next())).isEqualTo("/m/a");
      HeldFileSystemFactory.fails = true;
      point("");
      point("/m/c");
      HeldFileSystemFactory.fails = false;
      assertThat(uri(commands.next())).isEqualTo("/m/c");
    }
  }

  @Test
  void looksThatFailAreCountedAndNeverFailTheJob() throws Exception {
    HeldFileSystemFactory.fails = true;
    point("/m/a");
    InMemoryReporter reporter = InMemoryReporter.createWithRetainedMetrics();
    StreamExecutionEnvironment env = environment(reporter.addToConfiguration(new Configuration()));
    try (CloseableIterator<EncodedMessage> commands =
        watch(env, "heldfs://host" + folder + "/current").collectAsync()) {
      JobClient job = env.executeAsync();
      CommonTestUtils.waitUntilCondition(() -> failures(reporter, job) > 1);
      HeldFileSystemFactory.fails = false;
      assertThat(uri(commands.next())).isEqualTo("/m/a");
    }
  }

  @Test
  void aFileSystemThatHangsHoldsUpNoCheckpoint() throws Exception {
    HeldFileSystemFactory.answers = new CountDownLatch(1);
    StreamExecutionEnvironment env = environment();
    watch(env, "heldfs://host" + folder + "/current").sinkTo(new DiscardingSink<>());
    JobClient job = env.executeAsync();
    HeldFileSystemFactory.asked.await();
    String savepoints = folder.resolve("savepoints").toUri().toString();
    // Until its task runs there is none.
    CommonTestUtils.waitUntilCondition(
        () ->
            job.triggerSavepoint(savepoints, SavepointFormatType.CANONICAL)
                .handle((savepoint, failure) -> failure == null)
                .get());
    job.cancel().get();
  }

  private static long failures(InMemoryReporter reporter, JobClient job) {
    return reporter.findMetrics(job.getJobID(), "modelWatchFailures").values().stream()
        .mapToLong(counter -> ((Counter) counter).getCount())
        .sum();
  }
}
