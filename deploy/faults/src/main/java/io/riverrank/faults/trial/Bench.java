package io.riverrank.faults.trial;

import io.riverrank.faults.broker.Broker;
import io.riverrank.faults.check.DirectModels;
import io.riverrank.faults.cluster.FlinkCluster;
import io.riverrank.faults.inject.FaultSwitch;
import io.riverrank.faults.traffic.SampleTexts;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.random.RandomGenerator;
import javax.annotation.Nullable;

/**
 * Everything that is broken: one broker for the whole suite, one cluster at a time, one job at a
 * time. What the next fault needs is started when it isn't there, and shared when it is.
 */
public final class Bench implements AutoCloseable {

  private static final int TASK_MANAGERS = 2;

  private final Setup setup;
  private final RandomGenerator random;
  private final SampleTexts texts;
  private final Broker broker;
  private final FaultSwitch faultSwitch;
  private final DirectModels models;
  private FlinkCluster cluster;
  private boolean highAvailability;
  @Nullable private Workload workload;
  private int clusters;
  private int workloads;

  /** Starts the broker. */
  public Bench(Setup setup, RandomGenerator random) throws IOException {
    this.setup = setup;
    this.random = random;
    this.models = new DirectModels(setup.options());
    this.texts = SampleTexts.load();
    this.faultSwitch = new FaultSwitch(setup.folder().resolve("agent"));
    this.broker =
        new Broker(
            setup.folder().resolve("broker"), setup.ports().broker(), setup.ports().controller());
    broker.start();
  }

  /** Leaves a cluster and a job that runs as {@code needs} says. */
  public void prepare(Needs needs) throws IOException, InterruptedException, ExecutionException {
    if (cluster == null || highAvailability != needs.highAvailability()) {
      closeWorkload();
      closeCluster();
      clusters++;
      highAvailability = needs.highAvailability();
      cluster =
          FlinkCluster.start(
              setup.folder().resolve("flink-" + clusters),
              setup.flink(),
              setup.clusterScripts(),
              setup.ports(),
              TASK_MANAGERS,
              highAvailability,
              Map.of("env.java.opts.taskmanager", taskManagerOptions()));
    }
    if (needs.job() == null) {
      closeWorkload();
      return;
    }
    models.load(needs.job().model());
    if (workload == null || !workload.spec().equals(needs.job())) {
      closeWorkload();
      workloads++;
      workload =
          new Workload(
              "faults-" + workloads,
              broker.bootstrapServers(),
              setup.jobJar(),
              setup.options(),
              texts,
              random,
              needs.job());
      workload.submit(cluster, needs.job(), null);
    }
  }

  /** With a heap that is resident from the start, so that what grows is something else. */
  private String taskManagerOptions() {
    return "-XX:+AlwaysPreTouch " + faultSwitch.jvmOption(setup.agentJar());
  }

  /** Ends job and cluster, so that the next fault finds new ones. */
  public void abandon() throws InterruptedException {
    if (workload != null) {
      workload.close();
      workload = null;
    }
    closeCluster();
  }

  private void closeWorkload() throws IOException, InterruptedException {
    if (workload != null) {
      workload.job().cancel();
      workload.close();
      workload = null;
    }
  }

  private void closeCluster() throws InterruptedException {
    if (cluster != null) {
      cluster.close();
      cluster = null;
    }
  }

  /** Where everything is. */
  public Setup setup() {
    return setup;
  }

  /** The broker. */
  public Broker broker() {
    return broker;
  }

  /** The cluster that {@link #prepare} left. */
  public FlinkCluster cluster() {
    return cluster;
  }

  /** The job that {@link #prepare} left; null for none. */
  @Nullable
  public Workload workload() {
    return workload;
  }

  /** Makes models and committers fail. */
  public FaultSwitch faultSwitch() {
    return faultSwitch;
  }

  /** The models, outside of Flink. */
  public DirectModels models() {
    return models;
  }

  @Override
  public void close() throws InterruptedException {
    abandon();
    models.close();
    broker.close();
  }
}
