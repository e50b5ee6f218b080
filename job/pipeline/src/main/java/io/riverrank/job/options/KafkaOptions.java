package io.riverrank.job.options;

import static io.riverrank.operators.options.Decides.NEITHER;
import static io.riverrank.operators.options.Decides.OUTPUT;
import static io.riverrank.operators.options.Decides.STREAM;
import static org.apache.flink.configuration.ConfigOptions.key;

import io.riverrank.job.kafka.settings.Delivery;
import io.riverrank.job.kafka.settings.StartingOffsets;
import io.riverrank.operators.options.OptionSection;
import java.time.Duration;
import java.util.List;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.MemorySize;

/** Topics, clusters and delivery. */
public final class KafkaOptions {

  static final OptionSection SECTION = new OptionSection("Kafka", KafkaOptions.class);

  private KafkaOptions() {}

  public static final ConfigOption<String> BOOTSTRAP_SERVERS =
      SECTION.add(
          NEITHER,
          key("kafka.bootstrap-servers")
              .stringType()
              .noDefaultValue()
              .withDescription("Brokers to ask for the others, `host:port,host:port`. Required."));

  public static final ConfigOption<String> GROUP_ID =
      SECTION.add(
          STREAM,
          key("kafka.group-id")
              .stringType()
              .defaultValue("riverrank")
              .withDescription("Consumer group under which offsets are committed."));

  public static final ConfigOption<String> TOPIC_REQUESTS =
      SECTION.add(
          STREAM,
          key("kafka.topics.requests")
              .stringType()
              .defaultValue("riverrank-requests")
              .withDescription("Topic to read query events from."));

  public static final ConfigOption<String> TOPIC_RESULTS =
      SECTION.add(
          STREAM,
          key("kafka.topics.results")
              .stringType()
              .defaultValue("riverrank-results")
              .withDescription(
                  "Topic to write rankings to. Records carry event time, and Kafka's retention counts"
                      + " by it: raise `retention.ms` of this topic before a backfill of old requests."));

  public static final ConfigOption<String> TOPIC_DEAD_LETTERS =
      SECTION.add(
          STREAM,
          key("kafka.topics.dead-letters")
              .stringType()
              .defaultValue("riverrank-dead-letters")
              .withDescription("Topic to write inputs to that can't be scored."));

  public static final ConfigOption<StartingOffsets> STARTING_OFFSETS =
      SECTION.add(
          STREAM,
          key("kafka.starting-offsets")
              .enumType(StartingOffsets.class)
              .defaultValue(StartingOffsets.COMMITTED)
              .withDescription(
                  "Where a job without state begins: the group's committed offsets (earliest where"
                      + " there are none), earliest, latest, or a timestamp."));

  public static final ConfigOption<String> STARTING_TIMESTAMP =
      SECTION.add(
          STREAM,
          key("kafka.starting-timestamp")
              .stringType()
              .noDefaultValue()
              .withDescription(
                  "Kafka timestamp to begin at, ISO-8601 or epoch milliseconds, with"
                      + " `kafka.starting-offsets: timestamp`."));

  public static final ConfigOption<Boolean> BOUNDED =
      SECTION.add(
          STREAM,
          key("kafka.bounded")
              .booleanType()
              .defaultValue(false)
              .withDescription(
                  "Stop at the end that the topic has at start. For tests, the demo and backfills."));

  public static final ConfigOption<Delivery> DELIVERY_GUARANTEE =
      SECTION.add(
          OUTPUT,
          key("kafka.delivery-guarantee")
              .enumType(Delivery.class)
              .defaultValue(Delivery.EXACTLY_ONCE)
              .withDescription(
                  "`exactly-once` writes in transactions that a checkpoint commits, for readers with"
                      + " `isolation.level=read_committed`; `at-least-once` writes at once, twice after"
                      + " a crash."));

  public static final ConfigOption<String> TRANSACTIONAL_ID_PREFIX =
      SECTION.add(
          OUTPUT,
          key("kafka.transactional-id-prefix")
              .stringType()
              .defaultValue("riverrank")
              .withDescription(
                  "Begin of the transactional ids. Unique for each job of a Kafka cluster, and the same"
                      + " over its restarts."));

  public static final ConfigOption<Duration> TRANSACTION_TIMEOUT =
      SECTION.add(
          NEITHER,
          key("kafka.transaction-timeout")
              .durationType()
              .defaultValue(Duration.ofMinutes(15))
              .withDescription(
                  "After it Kafka aborts a transaction that no checkpoint committed. Longer than a"
                      + " checkpoint interval, a checkpoint and the longest outage together; at most"
                      + " the brokers' `transaction.max.timeout.ms`."));

  public static final ConfigOption<List<String>> ACCEPT_LOST_TRANSACTIONS =
      SECTION.add(
          NEITHER,
          key("kafka.accept-lost-transactions")
              .stringType()
              .asList()
              .noDefaultValue()
              .withDescription(
                  "Transactional ids, `;` between them, whose records may be lost. Only to get a job"
                      + " going again whose checkpoint has a transaction that Kafka aborted; the error"
                      + " names it."));

  public static final ConfigOption<MemorySize> MAX_MESSAGE_BYTES =
      SECTION.add(
          OUTPUT,
          key("kafka.max-message-bytes")
              .memoryType()
              .defaultValue(MemorySize.ofMebiBytes(1))
              .withDescription(
                  "Largest record that is written, at most `max.message.bytes` of the results and dead"
                      + " letters topics. A larger result is a dead letter; a larger dead letter keeps"
                      + " its headers only."));

  public static final ConfigOption<Duration> CHECK_TIMEOUT =
      SECTION.add(
          NEITHER,
          key("kafka.check-timeout")
              .durationType()
              .defaultValue(Duration.ofSeconds(10))
              .withDescription("How long the checks at start wait for the brokers."));

  public static final ConfigOption<Boolean> CREATE_TOPICS =
      SECTION.add(
          NEITHER,
          key("kafka.create-topics")
              .booleanType()
              .defaultValue(false)
              .withDescription("Create topics that are missing, instead of an error at start."));

  public static final ConfigOption<Integer> CREATE_TOPICS_PARTITIONS =
      SECTION.add(
          NEITHER,
          key("kafka.create-topics.partitions")
              .intType()
              .noDefaultValue()
              .withDescription("Partitions of a created topic. Unset: the brokers' default."));

  public static final ConfigOption<Integer> CREATE_TOPICS_REPLICATION_FACTOR =
      SECTION.add(
          NEITHER,
          key("kafka.create-topics.replication-factor")
              .intType()
              .noDefaultValue()
              .withDescription("Replicas of a created topic. Unset: the brokers' default."));
}
