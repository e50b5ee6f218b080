package io.riverrank.faults.trial;

import io.riverrank.faults.broker.Topics;
import io.riverrank.faults.check.CommittedReader;
import io.riverrank.faults.check.Observed;
import io.riverrank.faults.check.WrittenResults;
import io.riverrank.faults.cluster.FlinkCluster;
import io.riverrank.faults.cluster.RunningJob;
import io.riverrank.faults.traffic.Plan;
import io.riverrank.faults.traffic.SampleTexts;
import io.riverrank.faults.traffic.Traffic;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.random.RandomGenerator;
import javax.annotation.Nullable;

/** A job with topics of its own, the traffic that goes in and the reader of what comes out. */
public final class Workload implements AutoCloseable {

  private final String name;
  private final String bootstrapServers;
  private final Path jobJar;
  private final Map<String, String> options;
  private final Topics topics;
  private final Observed observed = new Observed();
  private final CommittedReader reader;
  private final Traffic traffic;
  private JobSpec spec;
  private RunningJob job;

  /**
   * Makes the topics and begins to read.
   *
   * @param name of the job, its topics and its consumer group
   * @param options that are instead of those of each {@link JobSpec}
   */
  public Workload(
      String name,
      String bootstrapServers,
      Path jobJar,
      Map<String, String> options,
      SampleTexts texts,
      RandomGenerator random,
      JobSpec spec)
      throws ExecutionException, InterruptedException {
    this.name = name;
    this.bootstrapServers = bootstrapServers;
    this.jobJar = jobJar;
    this.options = options;
    this.spec = spec;
    topics = Topics.create(bootstrapServers, name);
    reader = new CommittedReader(bootstrapServers, topics, observed);
    traffic = new Traffic(bootstrapServers, topics, texts, random, this::hasResult);
  }

  private boolean hasResult(Plan plan) {
    return !observed.of(plan.queryId()).results().isEmpty();
  }

  /**
   * Submits the job and returns when it runs.
   *
   * @param state savepoint or checkpoint to start from; null for none
   */
  public void submit(FlinkCluster cluster, JobSpec newSpec, @Nullable String state)
      throws IOException, InterruptedException {
    spec = newSpec;
    job = cluster.submit(jobJar, arguments(), state);
    job.awaitRunning();
  }

  private List<String> arguments() {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("run", "--bootstrap-servers", bootstrapServers));
    arguments.addAll(List.of("--requests", topics.requests(), "--results", topics.results()));
    arguments.addAll(List.of("--dead-letters", topics.deadLetters(), "--group-id", name));
    arguments.addAll(List.of("-D", "kafka.transactional-id-prefix=" + name));
    arguments.addAll(List.of("-D", "rerank.job-name=" + name));
    arguments.addAll(spec.with(options).arguments(name));
    return arguments;
  }

  /** The topic that it reads. */
  public String requestsTopic() {
    return topics.requests();
  }

  /** Its job name, consumer group and transactional id prefix. */
  public String name() {
    return name;
  }

  /** How the job runs now. */
  public JobSpec spec() {
    return spec;
  }

  /** The job as it was submitted last. */
  public RunningJob job() {
    return job;
  }

  /** Where it writes its results. */
  public String resultsTopic() {
    return topics.results();
  }

  /** What is sent. */
  public Traffic traffic() {
    return traffic;
  }

  /** Who reads the output. */
  public CommittedReader reader() {
    return reader;
  }

  /** What was read. */
  public Observed observed() {
    return observed;
  }

  /** Begins to count results as they are written, committed or not. */
  public WrittenResults countWritten() {
    return new WrittenResults(bootstrapServers, topics);
  }

  @Override
  public void close() throws InterruptedException {
    traffic.close();
    reader.close();
  }
}
