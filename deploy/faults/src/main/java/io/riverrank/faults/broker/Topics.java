package io.riverrank.faults.broker;

import java.util.Map;
import java.util.concurrent.ExecutionException;

/** The three topics of one job, whose records may be large. */
public record Topics(String requests, String results, String deadLetters) {

  /** Partitions of the requests topic. */
  public static final int REQUEST_PARTITIONS = 4;

  private static final int OUTPUT_PARTITIONS = 2;

  /** Makes the topics of a job with this name. */
  public static Topics create(String bootstrapServers, String job)
      throws ExecutionException, InterruptedException {
    Topics topics = new Topics(job + "-requests", job + "-results", job + "-dead-letters");
    TopicCreation.create(
        bootstrapServers,
        Map.of(
            topics.requests, REQUEST_PARTITIONS,
            topics.results, OUTPUT_PARTITIONS,
            topics.deadLetters, OUTPUT_PARTITIONS));
    return topics;
  }
}
