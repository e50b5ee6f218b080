package io.riverrank.job.backfill;

import io.riverrank.job.backfill.source.RowShape;
import io.riverrank.job.backfill.tally.ErrorLimit;
import io.riverrank.job.kafka.settings.ClientProperties;
import io.riverrank.job.kafka.settings.KafkaSettings;
import io.riverrank.job.kafka.settings.TopicNames;
import io.riverrank.job.kafka.settings.TopicPosition;
import io.riverrank.job.options.BackfillOptions;
import io.riverrank.job.options.EventTimeOptions;
import io.riverrank.job.options.JobOptions;
import io.riverrank.job.options.KafkaOptions;
import io.riverrank.job.options.KafkaSettingsFactory;
import io.riverrank.job.options.RiverrankOptions;
import io.riverrank.job.options.RolloutOptions;
import io.riverrank.job.options.RowOrder;
import io.riverrank.job.options.SettingsFactory;
import io.riverrank.job.options.TopicPositions;
import io.riverrank.operators.options.Decides;
import io.riverrank.operators.options.ModelOptions;
import io.riverrank.operators.options.OptionReader;
import io.riverrank.operators.options.SettingsException;
import io.riverrank.operators.settings.GroupSettings;
import io.riverrank.operators.settings.OperatorLimits;
import io.riverrank.operators.settings.RerankSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.annotation.Nullable;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/** From a configuration to the checked settings of a backfill. */
public final class BackfillSettingsFactory {

  private static final List<ConfigOption<?>> OF_FILES =
      List.of(
          BackfillOptions.INPUT,
          BackfillOptions.QUERIES,
          BackfillOptions.CORPUS,
          BackfillOptions.FORMAT,
          BackfillOptions.COLUMNS,
          BackfillOptions.ROWS);

  private final Configuration configuration;
  private final OptionReader reader;

  private BackfillSettingsFactory(Configuration configuration) {
    this.configuration = configuration;
    this.reader = new OptionReader(configuration);
  }

  /**
   * @throws SettingsException for what can't be
   */
  public static BackfillSettings create(Configuration configuration) {
    return new BackfillSettingsFactory(configuration).create();
  }

  private BackfillSettings create() {
    requireNoCommands();
    RowShape rows = rows();
    requireBoth(BackfillOptions.QUERIES, BackfillOptions.CORPUS);
    requireBoth(BackfillOptions.CORPUS, BackfillOptions.QUERIES);
    boolean topic = reader.find(BackfillOptions.INPUT_TOPIC).isPresent();
    requireOneKind(topic);
    TopicPosition from = position(BackfillOptions.FROM, TopicPosition.EARLIEST);
    TopicPosition to = position(BackfillOptions.TO, TopicPosition.LATEST);
    requireRange(from, to);
    SettingsFactory.Parallelism parallelism = SettingsFactory.parallelism(configuration);
    KafkaSettings kafka = kafka();
    return new BackfillSettings(
        name(),
        topic ? List.of() : inputs(),
        from,
        to,
        list(BackfillOptions.QUERIES),
        list(BackfillOptions.CORPUS),
        output(),
        reader.get(BackfillOptions.FORMAT),
        rows,
        reader.get(BackfillOptions.OUTPUT_FORMAT),
        reader.get(JobOptions.ALL_SCORES),
        ErrorLimit.parse(reader.textOrUnset(BackfillOptions.MAX_ERRORS)),
        parallelism.subtasks(),
        parallelism.maximum(),
        Duration.ofMillis(reader.positiveMillis(BackfillOptions.CHECKPOINT_INTERVAL)),
        Duration.ofMillis(reader.millis(EventTimeOptions.MAX_OUT_OF_ORDERNESS)),
        SettingsFactory.limits(configuration),
        byOrderAlone(SettingsFactory.rerank(configuration), rows),
        kafka,
        deciding(kafka));
  }

  /** Whose end would come before some of them. */
  private void requireNoCommands() {
    if (reader.find(RolloutOptions.TOPIC_CONTROL).isPresent()) {
      throw new SettingsException(
          "%s is set, but a backfill takes no commands about models; leave it out, and name the model by %s"
              .formatted(RolloutOptions.TOPIC_CONTROL.key(), ModelOptions.URI.key()));
    }
  }

  /** Null without topics. */
  @Nullable
  private KafkaSettings kafka() {
    KafkaSettingsFactory factory = new KafkaSettingsFactory(configuration);
    String input = factory.topicOrUnset(BackfillOptions.INPUT_TOPIC);
    String output = factory.topicOrUnset(BackfillOptions.OUTPUT_TOPIC);
    if (input == null && output == null) {
      return null;
    }
    if (input != null && input.equals(output)) {
      throw new SettingsException(
          "%s and %s are both '%s'; give each its own topic"
              .formatted(
                  BackfillOptions.INPUT_TOPIC.key(), BackfillOptions.OUTPUT_TOPIC.key(), input));
    }
    TopicNames topics = new TopicNames(input, output, null);
    KafkaSettings kafka = factory.create(topics);
    return reader.find(KafkaOptions.TRANSACTIONAL_ID_PREFIX).isPresent()
        ? kafka
        // Not the streaming job's, which may run beside it.
        : kafka.with(topics, name());
  }

  private void requireOneKind(boolean topic) {
    for (ConfigOption<?> option :
        topic ? OF_FILES : List.of(BackfillOptions.FROM, BackfillOptions.TO)) {
      if (reader.find(option).isPresent()) {
        throw new SettingsException(
            topic
                ? "%s is for files, but %s is set; leave one of them out"
                    .formatted(option.key(), BackfillOptions.INPUT_TOPIC.key())
                : "%s is for a topic, but there is none; say --input-topic, or leave it out"
                    .formatted(option.key()));
      }
    }
    if (reader.find(BackfillOptions.OUTPUT_TOPIC).isPresent()
        && reader.find(BackfillOptions.OUTPUT_FORMAT).isPresent()) {
      throw new SettingsException(
          "%s is for files, but %s is set; leave one of them out"
              .formatted(BackfillOptions.OUTPUT_FORMAT.key(), BackfillOptions.OUTPUT_TOPIC.key()));
    }
  }

  private TopicPosition position(ConfigOption<String> option, TopicPosition unset) {
    String written = reader.textOrUnset(option);
    return written == null ? unset : TopicPositions.parse(option, written);
  }

  private static void requireRange(TopicPosition from, TopicPosition to) {
    if (from.timestampMs() != null
        && to.timestampMs() != null
        && from.timestampMs() > to.timestampMs()) {
      throw new SettingsException(
          "the range from %s to %s ends before it begins; swap --from and --to"
              .formatted(from, to));
    }
    if (from.offsets() != null
        && to.offsets() != null
        && !from.offsets().keySet().equals(to.offsets().keySet())) {
      throw new SettingsException(
          "--from names the partitions %s and --to the partitions %s; name the same ones in both"
              .formatted(from.offsets().keySet(), to.offsets().keySet()));
    }
  }

  private String name() {
    String name = reader.text(JobOptions.NAME);
    return name.equals(JobOptions.NAME.defaultValue()) ? name + "-backfill" : name;
  }

  private List<String> inputs() {
    List<String> inputs = list(BackfillOptions.INPUT);
    if (inputs.isEmpty()) {
      throw new SettingsException(
          "there is nothing to read; say --input with a file, a folder or a glob, or --input-topic");
    }
    return inputs;
  }

  private List<String> list(ConfigOption<List<String>> option) {
    return reader.find(option).orElse(List.of());
  }

  private void requireBoth(ConfigOption<List<String>> one, ConfigOption<List<String>> other) {
    if (!list(one).isEmpty() && list(other).isEmpty()) {
      throw new SettingsException(
          "%s is set, but %s is not; a TREC run needs the texts of both its queries and its documents"
              .formatted(one.key(), other.key()));
    }
  }

  private String output() {
    if (reader.find(BackfillOptions.OUTPUT).isEmpty()) {
      throw new SettingsException("there is nowhere to write; say --output with a new folder");
    }
    return reader.text(BackfillOptions.OUTPUT);
  }

  private RowShape rows() {
    Map<String, String> columns = new TreeMap<>();
    String written = reader.textOrUnset(BackfillOptions.COLUMNS);
    for (String pair : written == null ? new String[0] : written.split(",")) {
      String[] parts = pair.split("=", 2);
      if (parts.length < 2 || parts[0].isBlank() || parts[1].isBlank()) {
        throw new SettingsException(
            "backfill.columns takes field=name with commas between them, as in query_id=qid,text=body; '%s' is not of this form"
                .formatted(pair));
      }
      columns.put(parts[0].strip(), parts[1].strip());
    }
    return new RowShape(columns, reader.get(BackfillOptions.ROWS) == RowOrder.BY_KEY);
  }

  /**
   * No clock decides about a backfill: groups end by event time or at the end, and a query id is
   * remembered to the end.
   */
  private static RerankSettings byOrderAlone(RerankSettings rerank, RowShape rows) {
    OperatorLimits limits = rerank.limits();
    return new RerankSettings(
        rerank.model(),
        rerank.execution(),
        rerank.batch(),
        rerank.scoreCache(),
        new GroupSettings(rerank.groups().timeoutMs(), 0, 0, GroupSettings.FOREVER),
        rows.byKey()
            // Where rows may be anywhere, every query is open to the end.
            ? new OperatorLimits(
                limits.pairs(), limits.bytes(), Integer.MAX_VALUE, limits.candidates())
            : limits);
  }

  /** Kafka's options decide only where a topic is read or written. */
  private SortedMap<String, String> deciding(@Nullable KafkaSettings kafka) {
    SortedMap<String, String> deciding = new TreeMap<>();
    for (ConfigOption<?> option : RiverrankOptions.deciding(Decides.OUTPUT)) {
      if (kafka != null || !option.key().startsWith("kafka.")) {
        Object value = reader.get(option);
        deciding.put(option.key(), value == null ? null : value.toString());
      }
    }
    if (kafka != null) {
      // As they are in effect: of the job's name, and of properties for several clients.
      deciding.put(KafkaOptions.TRANSACTIONAL_ID_PREFIX.key(), kafka.transactionalIdPrefix());
      deciding.put(
          "kafka.source.properties." + ConsumerConfig.ISOLATION_LEVEL_CONFIG,
          ClientProperties.source(kafka).getProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG));
    }
    return deciding;
  }
}
