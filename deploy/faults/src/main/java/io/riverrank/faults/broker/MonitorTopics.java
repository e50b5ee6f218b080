package io.riverrank.faults.broker;

import java.util.Map;
import java.util.concurrent.ExecutionException;

/** The three topics of one monitor. */
public record MonitorTopics(String results, String metrics, String deadLetters) {

  /** Partitions of the results topic. */
  public static final int RESULT_PARTITIONS = 4;

  private static final int OUTPUT_PARTITIONS = 2;

  /** Makes the topics of a monitor with this name. */
  public static MonitorTopics create(String bootstrapServers, String monitor)
      throws ExecutionException, InterruptedException {
    MonitorTopics topics =
        new MonitorTopics(monitor + "-results", monitor + "-metrics", monitor + "-dead-letters");
    TopicCreation.create(
        bootstrapServers,
        Map.of(
            topics.results, RESULT_PARTITIONS,
            topics.metrics, OUTPUT_PARTITIONS,
            topics.deadLetters, OUTPUT_PARTITIONS));
    return topics;
  }
}
