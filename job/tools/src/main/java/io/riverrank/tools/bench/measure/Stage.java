package io.riverrank.tools.bench.measure;

import java.util.List;

/** Which stage a thread works for, by its name. */
public enum Stage {
  CALLERS(List.of("riverrank-caller-")),
  TOKENIZERS(List.of("riverrank-tokenizer-")),
  FLINK_TASK(
      List.of(
          "Rerank",
          "Source:",
          "Encode",
          "Results",
          "Dead letters",
          "Collection Source",
          "Split off",
          "Count",
          "Legacy Source",
          "Source Data Fetcher",
          "AsyncOperations",
          "flink-",
          "Flink",
          "pekko",
          "mini-cluster",
          "jobmanager",
          "OutputFlusher",
          "IOManager",
          "rocksdb",
          "Time Trigger",
          "Channel state",
          "Checkpoint",
          "Netty",
          "SourceCoordinator")),
  KAFKA(
      List.of(
          "kafka-",
          "data-plane-",
          "controller-",
          "raft-",
          "quorum-",
          "broker-",
          "group-coordinator",
          "transaction-",
          "TxnMarker",
          "ExpirationReaper",
          "executor-",
          "ReplicaFetcher",
          "log-",
          "LogDirFailureHandler",
          "metrics-meter-tick",
          "share-coordinator",
          "persister-",
          "SensorExpiryThread",
          "ThrottledChannelReaper",
          "ClientQuotaManager",
          "BrokerToController",
          "zk-",
          "client-metrics",
          "quota",
          "process-")),
  /** The bench itself, the JVM's own, and all others. */
  OTHER(List.of()),
  /** Process time that belongs to no Java thread: GC, JIT, ONNX Runtime's own threads. */
  GC_JIT_NATIVE(List.of());

  private final List<String> prefixes;

  Stage(List<String> prefixes) {
    this.prefixes = prefixes;
  }

  /** The stage of a thread. */
  static Stage of(String name) {
    for (Stage stage : values()) {
      for (String prefix : stage.prefixes) {
        if (name.startsWith(prefix)) {
          return stage;
        }
      }
    }
    return OTHER;
  }
}
