package io.riverrank.tools.bench.run;

import io.riverrank.broker.EmbeddedKafka;
import io.riverrank.job.kafka.check.TopicCheck;
import io.riverrank.job.kafka.settings.Checkpoints;
import io.riverrank.job.options.JobSettings;
import io.riverrank.job.options.SettingsFactory;
import io.riverrank.job.rerank.RerankPipeline;
import io.riverrank.tools.bench.load.LoggedQuery;
import io.riverrank.tools.bench.load.Workload;
import io.riverrank.tools.bench.measure.BatchRecorder;
import io.riverrank.tools.bench.measure.BatchRun;
import io.riverrank.tools.bench.measure.PartRun;
import io.riverrank.tools.bench.measure.UsageMeter;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/**
 * The whole job, from a backlog in Kafka to committed results in Kafka. Broker, Flink and job are
 * started for each run, so that they cost the other parts nothing.
 */
public final class JobPart implements MeasuredPart {
  private final BenchJob job;

  public JobPart(BenchJob job) {
    this.job = job;
  }

  /**
   * @param lastScoredAtMs epoch milliseconds
   */
  record Outcome(List<BatchRun> runs, PartRun steady, long lastScoredAtMs) {}

  @Override
  public PartRun run(Workload workload) throws Exception {
    return measure(workload).steady();
  }

  Outcome measure(Workload workload) throws Exception {
    try (EmbeddedKafka kafka = startBroker()) {
      BenchJob onBroker = job.on(kafka.bootstrapServers());
      JobSettings settings = SettingsFactory.job(onBroker.configuration());
      try (LocalEnvironment local = LocalEnvironment.create(onBroker.configuration());
          BenchTopics topics = prepare(local.environment(), settings);
          UsageMeter meter = UsageMeter.start();
          BatchRecorder recorder = BatchRecorder.start()) {
        int sent = 0;
        for (LoggedQuery query : workload.events()) {
          topics.send(topics.request(BenchTopics.queryId(sent++), query));
        }
        topics.flush();
        local.environment().execute("riverrank-bench-job");
        List<BatchRun> runs = recorder.stop();
        PartRun steady = PartRun.steady(runs, meter);
        return new Outcome(runs, steady, readAll(topics, settings, sent).lastScoredAtMs());
      }
    }
  }

  /** A broker that is still while nothing happens: it writes no record twice a second to say so. */
  static EmbeddedKafka startBroker() throws IOException {
    return EmbeddedKafka.start(Map.of("metadata.max.idle.interval.ms", "0"));
  }

  static BenchTopics prepare(StreamExecutionEnvironment env, JobSettings settings) {
    RerankPipeline.build(env, settings);
    TopicCheck.run(settings.kafka(), Checkpoints.of(env.getCheckpointConfig()));
    return new BenchTopics(settings.kafka());
  }

  private static Arrived.Rankings readAll(BenchTopics topics, JobSettings settings, int sent)
      throws IOException {
    Arrived arrived = new Arrived(settings.kafka());
    try (KafkaConsumer<byte[], byte[]> consumer = topics.consumer()) {
      arrived.takeAll(consumer);
    }
    return arrived.rankings(sent);
  }
}
