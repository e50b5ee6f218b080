package io.riverrank.job.kafka.check;

import io.riverrank.job.kafka.settings.ClientProperties;
import io.riverrank.job.kafka.settings.KafkaSettings;
import io.riverrank.job.kafka.settings.TopicPosition;
import io.riverrank.job.kafka.settings.TopicRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** From what is said about a range of the requests topic to offsets that are there. */
public final class Ranges implements AutoCloseable {

  /** What Kafka says where no record is so late. */
  private static final long NO_OFFSET = -1;

  private final Cluster cluster;
  private final String topic;

  private Ranges(Cluster cluster, String topic) {
    this.cluster = cluster;
    this.topic = topic;
  }

  /**
   * @throws TopicCheckException if the brokers don't answer or have no such topic
   */
  public static Ranges connect(KafkaSettings settings) {
    Cluster cluster = Cluster.connect(ClientProperties.sourceAdmin(settings), settings);
    String topic = settings.topics().requests();
    try {
      cluster.requireTopic(topic);
      return new Ranges(cluster, topic);
    } catch (RuntimeException e) {
      cluster.close();
      throw e;
    }
  }

  /**
   * The range as it is now. Partitions that neither end names are not in it, where one names any.
   *
   * @throws TopicCheckException if it is not within the topic's log, or ends before it begins
   */
  public TopicRange resolve(TopicPosition from, TopicPosition to) {
    Set<Integer> partitions = named(from, to, cluster.partitions(topic));
    SortedMap<Integer, Long> earliest = offsets(partitions, OffsetSpec.earliest());
    SortedMap<Integer, Long> latest = offsets(partitions, OffsetSpec.latest());
    SortedMap<Integer, Long> begins = offsets(from, earliest, latest);
    SortedMap<Integer, Long> ends = offsets(to, earliest, latest);
    List<TopicRange.Partition> ranges = new ArrayList<>();
    for (int partition : partitions) {
      ranges.add(new TopicRange.Partition(partition, begins.get(partition), ends.get(partition)));
    }
    TopicRange range = new TopicRange(topic, cluster.id(), List.copyOf(ranges));
    requireWithin(range, earliest, latest);
    return range;
  }

  /**
   * Whether all of a range can still be read.
   *
   * @throws TopicCheckException if it is another cluster's or older than what the topic keeps
   */
  public void requireThere(TopicRange range) {
    if (!range.clusterId().equals(cluster.id())) {
      throw new TopicCheckException(
          "the backfill was begun on Kafka cluster %s, and this is %s; set kafka.bootstrap-servers to the former"
              .formatted(range.clusterId(), cluster.id()));
    }
    Set<Integer> partitions =
        range.partitions().stream()
            .map(TopicRange.Partition::partition)
            .collect(Collectors.toSet());
    requirePresent(partitions, cluster.partitions(topic));
    requireWithin(
        range,
        offsets(partitions, OffsetSpec.earliest()),
        offsets(partitions, OffsetSpec.latest()));
  }

  private Set<Integer> named(TopicPosition from, TopicPosition to, Set<Integer> present) {
    if (from.offsets() == null && to.offsets() == null) {
      return present;
    }
    Set<Integer> named = (from.offsets() == null ? to : from).offsets().keySet();
    requirePresent(named, present);
    return named;
  }

  private void requirePresent(Set<Integer> wanted, Set<Integer> present) {
    for (int partition : wanted) {
      if (!present.contains(partition)) {
        throw new TopicCheckException(
            "topic %s has no partition %d; it has %s".formatted(topic, partition, present));
      }
    }
  }

  private SortedMap<Integer, Long> offsets(
      TopicPosition position, SortedMap<Integer, Long> earliest, SortedMap<Integer, Long> latest) {
    return switch (position.kind()) {
      case EARLIEST -> earliest;
      case LATEST -> latest;
      case OFFSETS -> new TreeMap<>(position.offsets());
      case TIMESTAMP -> {
        SortedMap<Integer, Long> found =
            offsets(earliest.keySet(), OffsetSpec.forTimestamp(position.timestampMs()));
        found.replaceAll(
            (partition, offset) -> offset == NO_OFFSET ? latest.get(partition) : offset);
        yield found;
      }
    };
  }

  private SortedMap<Integer, Long> offsets(Set<Integer> partitions, OffsetSpec wanted) {
    Map<TopicPartition, OffsetSpec> request =
        partitions.stream()
            .collect(Collectors.toMap(p -> new TopicPartition(topic, p), p -> wanted));
    SortedMap<Integer, Long> offsets = new TreeMap<>();
    cluster
        .committedOffsets(request)
        .forEach((partition, offset) -> offsets.put(partition.partition(), offset));
    return offsets;
  }

  private void requireWithin(
      TopicRange range, Map<Integer, Long> earliest, Map<Integer, Long> latest) {
    for (TopicRange.Partition partition : range.partitions()) {
      long first = earliest.get(partition.partition());
      long end = latest.get(partition.partition());
      if (partition.from() > partition.to()) {
        throw refused(
            partition,
            "the range ends at offset %d, before its begin %d; swap --from and --to"
                .formatted(partition.to(), partition.from()));
      }
      if (partition.from() < first && partition.from() < partition.to()) {
        throw refused(
            partition,
            "offset %d is gone, the first that is kept is %d; begin there"
                .formatted(partition.from(), first));
      }
      if (partition.to() > end) {
        throw refused(
            partition,
            "offset %d is past the end of what is committed, %d; end there"
                .formatted(partition.to(), end));
      }
    }
  }

  private TopicCheckException refused(TopicRange.Partition partition, String why) {
    return new TopicCheckException(
        "topic %s, partition %d: %s".formatted(topic, partition.partition(), why));
  }

  @Override
  public void close() {
    cluster.close();
  }
}
