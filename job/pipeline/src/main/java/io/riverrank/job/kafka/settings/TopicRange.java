package io.riverrank.job.kafka.settings;

import java.util.List;

/**
 * A range of a topic whose ends are offsets, so that it is the same whenever it is read.
 *
 * @param clusterId of the Kafka cluster that counts them
 */
public record TopicRange(String topic, String clusterId, List<Partition> partitions) {

  /**
   * @param from the first offset to read
   * @param to the first offset not to read
   */
  public record Partition(int partition, long from, long to) {}

  /** Offsets in it; some may have no message, after compaction or where a transaction ended. */
  public long size() {
    return partitions.stream().mapToLong(partition -> partition.to() - partition.from()).sum();
  }
}
