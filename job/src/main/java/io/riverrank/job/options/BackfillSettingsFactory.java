package io.riverrank.job.options;

import io.riverrank.job.backfill.input.RowOrder;
import io.riverrank.job.backfill.source.RowShape;
import io.riverrank.job.backfill.tally.ErrorLimit;
import io.riverrank.operators.settings.GroupSettings;
import io.riverrank.operators.settings.OperatorLimits;
import io.riverrank.operators.settings.RerankSettings;
import io.riverrank.schemas.RequestLimits;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.annotation.Nullable;
import org.apache.flink.configuration.ConfigOption;

/** The {@code backfill.*} part of {@link SettingsFactory}. */
final class BackfillSettingsFactory {

  private static final List<ConfigOption<?>> DECIDING =
      List.of(
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

  private final OptionReader reader;

  BackfillSettingsFactory(OptionReader reader) {
    this.reader = reader;
  }

  BackfillSettings create(
      @Nullable Integer parallelism,
      int maxParallelism,
      Duration maxOutOfOrderness,
      RequestLimits limits,
      RerankSettings rerank) {
    RowShape rows = rows();
    requireBoth(BackfillOptions.QUERIES, BackfillOptions.CORPUS);
    requireBoth(BackfillOptions.CORPUS, BackfillOptions.QUERIES);
    return new BackfillSettings(
        name(),
        inputs(),
        list(BackfillOptions.QUERIES),
        list(BackfillOptions.CORPUS),
        output(),
        reader.get(BackfillOptions.FORMAT),
        rows,
        reader.get(BackfillOptions.OUTPUT_FORMAT),
        reader.get(RiverrankOptions.OUTPUT_ALL_SCORES),
        ErrorLimit.parse(reader.textOrUnset(BackfillOptions.MAX_ERRORS)),
        parallelism,
        maxParallelism,
        Duration.ofMillis(reader.positiveMillis(BackfillOptions.CHECKPOINT_INTERVAL)),
        maxOutOfOrderness,
        limits,
        byOrderAlone(rerank, rows),
        deciding());
  }

  private String name() {
    String name = reader.text(RiverrankOptions.JOB_NAME);
    return name.equals(RiverrankOptions.JOB_NAME.defaultValue()) ? name + "-backfill" : name;
  }

  private List<String> inputs() {
    List<String> inputs = list(BackfillOptions.INPUT);
    if (inputs.isEmpty()) {
      throw new SettingsException(
          "there is nothing to read; say --input with a file, a folder or a glob");
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
    return deciding;
  }
}
