package io.riverrank.faults.broker;

import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** How far a consumer group has committed that it has read. */
public final class GroupOffsets {
  private GroupOffsets() {}

  /** Whether the group has committed the end of every partition of the requests. */
  public static boolean areAtTheEnd(String bootstrapServers, String group, String requests)
      throws ExecutionException, InterruptedException {
    Map<TopicPartition, OffsetSpec> partitions =
        IntStream.range(0, Topics.REQUEST_PARTITIONS)
            .boxed()
            .collect(
                Collectors.toMap(
                    partition -> new TopicPartition(requests, partition),
                    partition -> OffsetSpec.latest()));
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      var ends = admin.listOffsets(partitions).all().get();
      Map<TopicPartition, OffsetAndMetadata> committed =
          admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
      return ends.entrySet().stream()
          .allMatch(
              end -> {
                OffsetAndMetadata read = committed.get(end.getKey());
                return end.getValue().offset() == 0
                    || (read != null && read.offset() == end.getValue().offset());
              });
    }
  }
}
