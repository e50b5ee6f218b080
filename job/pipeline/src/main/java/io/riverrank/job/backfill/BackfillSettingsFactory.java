package io.riverrank.job.backfill;

import io.riverrank.job.backfill.source.RowShape;
import io.riverrank.job.backfill.tally.ErrorLimit;
import io.riverrank.job.kafka.settings.KafkaSettings;
import io.riverrank.job.kafka.settings.TopicNames;
import io.riverrank.job.kafka.settings.TopicPosition;
import io.riverrank.job.options.BackfillOptions;
import io.riverrank.job.options.KafkaSettingsFactory;
import io.riverrank.job.options.OptionReader;
import io.riverrank.job.options.RiverrankOptions;
import io.riverrank.job.options.RowOrder;
import io.riverrank.job.options.SettingsException;
import io.riverrank.job.options.SettingsFactory;
import io.riverrank.job.options.TopicPositions;
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

/** From a configuration to the checked settings of a backfill. */
public final class BackfillSettingsFactory {

  private static final List<ConfigOption<?>> DECIDING =
      List.of(
          BackfillOptions.INPUT_TOPIC,
          BackfillOptions.FROM,
          BackfillOptions.TO,
          BackfillOptions.OUTPUT_TOPIC,
          BackfillOptions.FORMAT,
          BackfillOptions.COLUMNS,
          BackfillOptions.ROWS,
          BackfillOptions.OUTPUT_FORMAT,
          RiverrankOptions.MODEL_URI,
          RiverrankOptions.MODEL_FILE,
          RiverrankOptions.MODEL_MAX_LENGTH,
          RiverrankOptions.MODEL_ACTIVATION,
          RiverrankOptions.GROUP_TIMEOUT,
          RiverrankOptions.LIMIT_OPEN_GROUPS,
          RiverrankOptions.LIMIT_CANDIDATES,
          RiverrankOptions.LIMIT_TEXT_CHARS,
          RiverrankOptions.LIMIT_ID_CHARS,
          RiverrankOptions.LIMIT_MESSAGE_BYTES,
          RiverrankOptions.LIMIT_JSON_DEPTH,
          RiverrankOptions.EVENT_TIME_MAX_AHEAD,
          RiverrankOptions.EVENT_TIME_MAX_OUT_OF_ORDERNESS,
          RiverrankOptions.OUTPUT_ALL_SCORES,
          RiverrankOptions.MAX_PARALLELISM);

  /** Those that manifests of before don't have: written only where they are not what they were. */
  private static final List<ConfigOption<?>> DECIDING_IF_SET =
      List.of(RiverrankOptions.EVENT_TIME_UNIT);

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
    RowShape rows = rows();
    requireBoth(BackfillOptions.QUERIES, BackfillOptions.CORPUS);
    requireBoth(BackfillOptions.CORPUS, BackfillOptions.QUERIES);
    boolean topic = reader.find(BackfillOptions.INPUT_TOPIC).isPresent();
    requireOneKind(topic);
    TopicPosition from = position(BackfillOptions.FROM, TopicPosition.EARLIEST);
    TopicPosition to = position(BackfillOptions.TO, TopicPosition.LATEST);
    requireRange(from, to);
    SettingsFactory.Parallelism parallelism = SettingsFactory.parallelism(configuration);
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
        reader.get(RiverrankOptions.OUTPUT_ALL_SCORES),
        ErrorLimit.parse(reader.textOrUnset(BackfillOptions.MAX_ERRORS)),
        parallelism.subtasks(),
        parallelism.maximum(),
        Duration.ofMillis(reader.positiveMillis(BackfillOptions.CHECKPOINT_INTERVAL)),
        Duration.ofMillis(reader.millis(RiverrankOptions.EVENT_TIME_MAX_OUT_OF_ORDERNESS)),
        SettingsFactory.limits(configuration),
        byOrderAlone(SettingsFactory.rerank(configuration), rows),
        kafka(),
        deciding());
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
    return reader.find(RiverrankOptions.TRANSACTIONAL_ID_PREFIX).isPresent()
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
    String name = reader.text(RiverrankOptions.JOB_NAME);
    return name.equals(RiverrankOptions.JOB_NAME.defaultValue()) ? name + "-backfill" : name;
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
        new GroupSettings(rerank.groups().timeoutMs(), 0, GroupSettings.FOREVER),
        rows.byKey()
            // Where rows may be anywhere, every query is open to the end.
            ? new OperatorLimits(
                limits.pairs(), limits.bytes(), Integer.MAX_VALUE, limits.candidates())
            : limits);
  }

  private SortedMap<String, String> deciding() {
    SortedMap<String, String> deciding = new TreeMap<>();
    for (ConfigOption<?> option : DECIDING) {
      Object value = reader.get(option);
      if (value != null) {
        deciding.put(option.key(), value.toString());
      }
    }
    for (ConfigOption<?> option : DECIDING_IF_SET) {
      Object value = reader.get(option);
      if (!value.equals(option.defaultValue())) {
        deciding.put(option.key(), value.toString());
      }
    }
    return deciding;
  }
}
