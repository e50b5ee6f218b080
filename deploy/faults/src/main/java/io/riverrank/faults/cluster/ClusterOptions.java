package io.riverrank.faults.cluster;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Flink's options of a cluster that is to be broken: small, and quick to notice what happened. */
final class ClusterOptions {

  private ClusterOptions() {}

  static Map<String, String> of(Ports ports) {
    Map<String, String> options = new LinkedHashMap<>();
    options.put("rest.port", Integer.toString(ports.rest()));
    options.put("jobmanager.rpc.port", Integer.toString(ports.jobManager()));
    options.put("jobmanager.memory.process.size", "1g");
    options.put("taskmanager.memory.process.size", "2g");
    options.put("taskmanager.memory.task.off-heap.size", "512m");
    options.put("taskmanager.memory.jvm-metaspace.size", "160m");
    options.put("execution.checkpointing.interval", "2s");
    options.put("execution.checkpointing.timeout", "60s");
    options.put("execution.checkpointing.tolerable-failed-checkpoints", "1000");
    options.put("execution.checkpointing.num-retained", "20");
    options.put("restart-strategy.type", "fixed-delay");
    options.put("restart-strategy.fixed-delay.attempts", "1000000");
    options.put("restart-strategy.fixed-delay.delay", "1s");
    options.put("heartbeat.interval", "1000");
    // Longer than a task manager is frozen.
    options.put("heartbeat.timeout", "40000");
    options.put("slot.request.timeout", "120000");
    // A kill takes the descendants of no process along, so nothing may hang on to the old ones.
    options.put("cluster.services.shutdown-timeout", "5000");
    return options;
  }

  static Map<String, String> highAvailability(String quorum, Path folder) {
    return Map.of(
        "high-availability.type", "zookeeper",
        "high-availability.storageDir", "file://" + folder.resolve("ha"),
        "high-availability.zookeeper.quorum", quorum,
        "high-availability.zookeeper.client.session-timeout", "6000",
        "high-availability.zookeeper.client.connection-timeout", "5000");
  }
}
