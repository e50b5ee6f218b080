package io.riverrank.tools.demo;

import io.riverrank.broker.EmbeddedKafka;
import io.riverrank.job.environment.LocalFlink;
import io.riverrank.job.kafka.check.TopicCheck;
import io.riverrank.job.kafka.settings.Checkpoints;
import io.riverrank.job.options.ConfigurationLoader;
import io.riverrank.job.options.EventTimeOptions;
import io.riverrank.job.options.GroupOptions;
import io.riverrank.job.options.JobSettings;
import io.riverrank.job.options.KafkaOptions;
import io.riverrank.job.options.SettingsFactory;
import io.riverrank.job.rerank.RerankPipeline;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.TimeUtils;

/** A broker, a Flink and the job, in this process. */
final class Demo implements AutoCloseable {
  /** Somebody waits for the groups that stay incomplete. */
  private static final Duration IDLE = Duration.ofSeconds(3);

  private final EmbeddedKafka kafka;
  private final JobClient job;
  private final JobSettings settings;
  private final String webUi;
  private final AtomicBoolean closed = new AtomicBoolean();
  private final Thread closeOnExit = new Thread(this::closeQuietly, "riverrank-demo-close");

  private Demo(EmbeddedKafka kafka, JobClient job, JobSettings settings, String webUi) {
    this.kafka = kafka;
    this.job = job;
    this.settings = settings;
    this.webUi = webUi;
  }

  /** Starts everything; the job reads when this returns. */
  static Demo start(Configuration configuration) throws Exception {
    EmbeddedKafka kafka = EmbeddedKafka.start();
    try {
      setDemoDefaults(configuration, kafka);
      JobSettings settings = SettingsFactory.job(configuration);
      Configuration flink = ConfigurationLoader.flinkOnly(configuration);
      LocalFlink.prepare(flink, settings.parallelism());
      StreamExecutionEnvironment env =
          StreamExecutionEnvironment.createLocalEnvironment(LocalFlink.parallelism(flink), flink);
      RerankPipeline.build(env, settings);
      TopicCheck.run(settings.kafka(), Checkpoints.of(env.getCheckpointConfig()));
      JobClient job = env.executeAsync(settings.name());
      String webUi = LocalFlink.address(flink);
      new JobTasks(webUi, job).awaitRunning();
      Demo demo = new Demo(kafka, job, settings, webUi);
      // Ctrl-C must not leave the broker's and the model's files behind.
      Runtime.getRuntime().addShutdownHook(demo.closeOnExit);
      return demo;
    } catch (Exception e) {
      kafka.close();
      throw e;
    }
  }

  private static void setDemoDefaults(Configuration configuration, EmbeddedKafka kafka) {
    configuration.set(KafkaOptions.BOOTSTRAP_SERVERS, kafka.bootstrapServers());
    configuration.set(KafkaOptions.CREATE_TOPICS, true);
    if (!configuration.contains(KafkaOptions.DELIVERY_GUARANTEE)) {
      // Exactly-once results can be read when their checkpoint is complete, not before.
      configuration.setString(KafkaOptions.DELIVERY_GUARANTEE.key(), "at-least-once");
    }
    if (!configuration.contains(RestartStrategyOptions.RESTART_STRATEGY)) {
      // What fails here would fail again, and somebody waits for the reason.
      configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
    }
    if (!configuration.contains(EventTimeOptions.IDLENESS)) {
      configuration.set(EventTimeOptions.IDLENESS, IDLE);
    }
    if (!configuration.contains(GroupOptions.IDLE_TIMEOUT)
        && !configuration.get(EventTimeOptions.IDLENESS).isZero()) {
      configuration.set(GroupOptions.IDLE_TIMEOUT, IDLE);
    }
  }

  /** Sends the log and collects what comes back. */
  DemoOutcome rerank(DemoLog log) throws IOException, InterruptedException {
    try (DemoTraffic traffic = new DemoTraffic(log, settings.kafka(), this::requireRunning)) {
      return traffic.run();
    }
  }

  private void requireRunning() throws IOException {
    if (job.getJobExecutionResult().isCompletedExceptionally()) {
      try {
        job.getJobExecutionResult().get();
      } catch (ExecutionException e) {
        throw new IOException("the job failed", e.getCause());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  void printAddresses(PrintWriter out) {
    out.printf("Kafka broker     %s%n", kafka.bootstrapServers());
    out.printf("Flink's web UI   %s%n%n", webUi);
    out.flush();
  }

  /** Keeps everything up until somebody ends the process. */
  void awaitInterrupt(PrintWriter out) throws InterruptedException {
    out.printf("%nBroker, job and web UI stay up; Ctrl-C ends them.%n");
    printAddresses(out);
    out.printf(
        "Topics           %s, %s, %s%n",
        settings.kafka().topics().requests(),
        settings.kafka().topics().results(),
        settings.kafka().topics().deadLetters());
    long idleMs = settings.rerank().groups().idleTimeoutMs();
    if (idleMs > 0) {
      out.printf(
          "Open groups      are emitted after %s without input; -D %s=5min waits longer%n",
          TimeUtils.formatWithHighestUnit(Duration.ofMillis(idleMs)),
          GroupOptions.IDLE_TIMEOUT.key());
    }
    out.flush();
    new CountDownLatch(1).await();
  }

  @Override
  public void close() throws Exception {
    if (closed.compareAndSet(false, true)) {
      try {
        Runtime.getRuntime().removeShutdownHook(closeOnExit);
      } catch (IllegalStateException e) {
        // The JVM ends already; the hook finds this closed.
      }
      stop();
    }
  }

  private void closeQuietly() {
    if (closed.compareAndSet(false, true)) {
      try {
        stop();
      } catch (Exception e) {
        // The JVM ends anyway, and nobody reads on.
      }
    }
  }

  private void stop() throws Exception {
    try {
      job.cancel().get();
      job.getJobExecutionResult().handle((result, failure) -> null).get();
    } finally {
      kafka.close();
    }
  }
}
