package io.riverrank.faults.trial;

import io.riverrank.faults.cluster.Ports;
import java.nio.file.Path;
import java.util.Map;

/**
 * Where everything is.
 *
 * @param repository its root
 * @param flink what {@code flink-cluster.sh install} made
 * @param folder of this run: data, logs, checkpoints
 * @param options of Riverrank, by key, that every job has instead of its own
 */
public record Setup(
    Path repository, Path flink, Path folder, Ports ports, Map<String, String> options) {

  /** The shaded jar. */
  public Path jobJar() {
    return repository.resolve("job/pipeline/target/riverrank-job.jar");
  }

  Path agentJar() {
    return repository.resolve("deploy/faults/target/riverrank-faults-agent.jar");
  }

  /** Where pictures and figures of a run go. */
  public Path reports() {
    return repository.resolve("deploy/faults/target/reports");
  }

  /** {@code deploy/cluster}. */
  public Path clusterScripts() {
    return repository.resolve("deploy/cluster");
  }

  /** A model of the tests: random weights, small and quick. */
  public Path tinyModel(String name) {
    return repository.resolve("operators/src/test/resources/models").resolve(name);
  }
}
