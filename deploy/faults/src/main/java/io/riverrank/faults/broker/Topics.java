package io.riverrank.faults.broker;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/** The three topics of one job, whose records may be large. */
public record Topics(String requests, String results, String deadLetters) {

  /** Bytes of a record at most. */
  public static final int MAX_MESSAGE_BYTES = 16 << 20;

  /** Partitions of the requests topic. */
  public static final int REQUEST_PARTITIONS = 4;

  private static final int OUTPUT_PARTITIONS = 2;

  /** Makes the topics of a job with this name. */
  public static Topics create(String bootstrapServers, String job)
      throws ExecutionException, InterruptedException {
    Topics topics = new Topics(job + "-requests", job + "-results", job + "-dead-letters");
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      admin
          .createTopics(
              List.of(
                  topic(topics.requests, REQUEST_PARTITIONS),
                  topic(topics.results, OUTPUT_PARTITIONS),
                  topic(topics.deadLetters, OUTPUT_PARTITIONS)))
          .all()
          .get();
    }
    return topics;
  }

  private static NewTopic topic(String name, int partitions) {
    return new NewTopic(name, partitions, (short) 1)
        .configs(Map.of("max.message.bytes", Integer.toString(MAX_MESSAGE_BYTES)));
  }
}
