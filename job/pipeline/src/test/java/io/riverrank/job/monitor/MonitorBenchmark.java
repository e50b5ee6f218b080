package io.riverrank.job.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.OperatingSystemMXBean;
import io.riverrank.broker.testing.KafkaExtension;
import io.riverrank.job.environment.RerankEnvironment;
import io.riverrank.job.testing.TestCommandLine;
import io.riverrank.operators.monitoring.figures.FigureSettings;
import io.riverrank.operators.monitoring.join.MonitorTypes;
import io.riverrank.operators.monitoring.summary.SummarySettings;
import io.riverrank.operators.monitoring.window.MeasureSettings;
import io.riverrank.operators.monitoring.window.Segmentation;
import io.riverrank.operators.monitoring.window.WindowSettings;
import io.riverrank.operators.monitoring.window.Windows;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.util.function.ThrowingRunnable;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * How many results of 20 candidates a second a monitor takes, from memory and from Kafka, decoding
 * included; on a machine that others use, too, the second figure says more:
 *
 * <pre>
 * mvn -pl job/pipeline -am test -Dtest=MonitorBenchmark -Dsurefire.failIfNoSpecifiedTests=false
 *     -Driverrank.benchmark.results=200000 -Driverrank.benchmark.segments=20
 *     -Driverrank.benchmark.windows=1
 * </pre>
 *
 * <p>Segments have Zipf's sizes; windows are so many lengths, ten hours of results in each run.
 */
class MonitorBenchmark {
  private static final int RESULTS = Integer.getInteger("riverrank.benchmark.results", 200_000);
  private static final int SEGMENTS = Integer.getInteger("riverrank.benchmark.segments", 20);
  private static final int WINDOWS = Integer.getInteger("riverrank.benchmark.windows", 1);
  private static final int SUBTASKS = 2;
  private static final long HOUR_MS = 3_600_000;

  @RegisterExtension static final KafkaExtension KAFKA = new KafkaExtension();

  @Test
  void resultsASecondFromMemory() throws Exception {
    StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(SUBTASKS);
    RerankEnvironment.configure(env, 128, SUBTASKS);
    var results =
        env.fromSequence(0, RESULTS - 1)
            .map(new DecodedResults(SEGMENTS, 10 * HOUR_MS))
            .returns(MonitorTypes.JOINED_RESULT);
    Long[] sizesMs = {HOUR_MS, 2 * HOUR_MS, 24 * HOUR_MS};
    WindowSettings windows =
        new WindowSettings(
            List.of(sizesMs).subList(0, WINDOWS),
            0,
            Segmentation.parse("monitor.segments", List.of("/market")),
            true,
            SEGMENTS,
            1_000);
    MeasureSettings measures =
        new MeasureSettings(FigureSettings.DEFAULTS, SummarySettings.DEFAULTS, null, null);
    Windows.metrics(results, windows, measures).records().sinkTo(new DiscardingSink<>());

    measure("from memory", env::execute);
  }

  @Test
  void resultsASecondFromTopicToTopic() throws Exception {
    String results = KAFKA.topics().create("results", SUBTASKS, Map.of());
    String metrics = KAFKA.topics().create("metrics");
    String deadLetters = KAFKA.topics().create("dead-letters");
    byte[][] texts = DecodedResults.texts(SEGMENTS, 10 * HOUR_MS);
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", KAFKA.bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (int i = 0; i < RESULTS; i++) {
        producer.send(new ProducerRecord<>(results, i % SUBTASKS, null, texts[i % texts.length]));
      }
    }
    String[] arguments = {
      "monitor",
      "--bootstrap-servers=" + KAFKA.bootstrapServers(),
      "--results=" + results,
      "--from=earliest",
      "--metrics=" + metrics,
      "--dead-letters=" + deadLetters,
      "--parallelism=" + SUBTASKS,
      "-D",
      "monitor.segments=/market"
    };
    measure(
        "from topic to topic, the job's start included",
        () -> {
          TestCommandLine run = TestCommandLine.run(arguments);
          assertThat(run.exitCode()).as(run.err()).isZero();
        });
  }

  private static void measure(String what, ThrowingRunnable<Exception> job) throws Exception {
    long startCpuNanos = cpuNanos();
    long startNanos = System.nanoTime();
    job.run();
    double seconds = (System.nanoTime() - startNanos) / 1e9;
    double coreSeconds = (cpuNanos() - startCpuNanos) / 1e9;
    Runtime runtime = Runtime.getRuntime();
    System.out.printf(
        "%s: %,d results of %d candidates, %,d segments, %d windows: %,.0f results/s, %,.0f in a"
            + " second of both cores; heap %,d of %,d MiB%n",
        what,
        RESULTS,
        DecodedResults.CANDIDATES,
        SEGMENTS,
        WINDOWS,
        RESULTS / seconds,
        SUBTASKS * (RESULTS / coreSeconds),
        (runtime.totalMemory() - runtime.freeMemory()) >> 20,
        runtime.maxMemory() >> 20);
  }

  /** Of the process, garbage collection and compilation included. */
  private static long cpuNanos() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }
}
