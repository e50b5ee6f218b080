package io.riverrank.job.kafka.settings;

import java.util.Locale;

/** Where a job that has no state begins to read. */
public enum StartingOffsets {
  /** The consumer group's; the earliest of a partition that has none. */
  COMMITTED,
  EARLIEST,
  LATEST,
  /** The first record of each partition with this Kafka timestamp or a later one. */
  TIMESTAMP;

  /** As it is written in options. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
