package io.riverrank.job.monitor.settings;

import io.riverrank.job.kafka.settings.TopicPosition;
import io.riverrank.job.options.BaselineOptions;
import io.riverrank.job.options.EventTimeOptions;
import io.riverrank.job.options.EventTimeSettings;
import io.riverrank.job.options.JobOptions;
import io.riverrank.job.options.MonitorOptions;
import io.riverrank.job.options.SettingsFactory;
import io.riverrank.job.options.TopicPositions;
import io.riverrank.operators.monitoring.compare.EarlierWindows;
import io.riverrank.operators.monitoring.figures.FigureSettings;
import io.riverrank.operators.monitoring.join.JoinSettings;
import io.riverrank.operators.monitoring.summary.SummarySettings;
import io.riverrank.operators.monitoring.window.MeasureSettings;
import io.riverrank.operators.monitoring.window.SavedBaseline;
import io.riverrank.operators.monitoring.window.WindowSettings;
import io.riverrank.operators.options.OptionReader;
import io.riverrank.operators.options.SettingsException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.annotation.Nullable;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;

/** From a configuration to the checked settings of a monitor. */
public final class MonitorSettingsFactory {

  private static final List<ConfigOption<?>> OF_MONITORS_ONLY =
      List.of(
          BaselineOptions.FILE,
          BaselineOptions.FROM,
          BaselineOptions.WINDOWS,
          MonitorOptions.RULES,
          MonitorOptions.ALERTS,
          MonitorOptions.TOPIC_ALERTS,
          MonitorOptions.ALERTMANAGER);

  private final Configuration configuration;
  private final OptionReader reader;

  private MonitorSettingsFactory(Configuration configuration) {
    this.configuration = configuration;
    this.reader = new OptionReader(configuration);
  }

  /**
   * @throws SettingsException for what can't be
   */
  public static MonitorSettings create(Configuration configuration) {
    return new MonitorSettingsFactory(configuration).create();
  }

  /**
   * For a baseline's file, which knows no windows, no rules and no other baseline: one file of
   * options may be the monitor's, too.
   *
   * @throws SettingsException for what can't be
   */
  public static MonitorSettings ofBaseline(Configuration configuration) {
    Configuration own = new Configuration(configuration);
    OF_MONITORS_ONLY.forEach(own::removeConfig);
    return create(own);
  }

  private MonitorSettings create() {
    ResultsInput results = results();
    EvidenceInput judgements = evidence(MonitorOptions.JUDGEMENTS, MonitorOptions.JUDGEMENTS_TOPIC);
    EvidenceInput interactions =
        evidence(MonitorOptions.INTERACTIONS, MonitorOptions.INTERACTIONS_TOPIC);
    MonitorOutput output = MonitorOutputs.of(reader, results);
    SettingsFactory.Parallelism parallelism = SettingsFactory.parallelism(configuration);
    String file = reader.textOrUnset(BaselineOptions.FILE);
    SavedBaseline baseline = file == null ? null : BaselinePath.load(file);
    AlertSettings alerts = AlertSettingsFactory.create(configuration, output, baseline);
    List<String> warnings = new ArrayList<>(alerts.doubts());
    warnings.addAll(
        IdleOptions.of(
            reader, results, judgements.isPresent(), interactions.isPresent(), output, alerts));
    WindowSettings windows = WindowSettingsFactory.create(reader);
    return new MonitorSettings(
        reader.text(MonitorOptions.NAME),
        results,
        judgements,
        reader.get(MonitorOptions.JUDGEMENTS_KEY),
        interactions,
        new JoinSettings(
            reader.millis(MonitorOptions.JOIN_BEFORE),
            reader.millis(MonitorOptions.JOIN_AFTER),
            windows.latenessMs(),
            reader.atLeast(1, MonitorOptions.JOIN_MAX_EVENTS)),
        windows,
        measures(baseline, windows.sizesMs()),
        alerts,
        output,
        reader.atLeast(0, MonitorOptions.METRICS_MAX_SEGMENTS),
        parallelism.subtasks(),
        parallelism.maximum(),
        Duration.ofMillis(reader.millis(JobOptions.CHECKPOINT_INTERVAL)),
        new EventTimeSettings(
            Duration.ofMillis(reader.millis(MonitorOptions.MAX_OUT_OF_ORDERNESS)),
            Duration.ofMillis(reader.millis(EventTimeOptions.IDLENESS))),
        SettingsFactory.limits(configuration),
        new MonitorTopics(configuration)
            .settings(results, judgements, interactions, output, alerts.topics()),
        warnings);
  }

  private MeasureSettings measures(@Nullable SavedBaseline baseline, List<Long> sizesMs) {
    EarlierWindows earlier = earlierWindows(sizesMs);
    return new MeasureSettings(
        new FigureSettings(FigureSettings.DEFAULTS.k(), reader.get(MonitorOptions.LOW_RELEVANCE)),
        new SummarySettings(
            SummarySettings.DEFAULTS.sketchSize(), reader.atLeast(0, MonitorOptions.EXAMPLES)),
        earlier == null ? baseline : null,
        earlier);
  }

  @Nullable
  private EarlierWindows earlierWindows(List<Long> sizesMs) {
    return switch (reader.get(BaselineOptions.FROM)) {
      case FILE -> null;
      case TRAILING -> EarlierWindows.trailing(reader.get(BaselineOptions.WINDOWS));
      case WEEK_BEFORE -> EarlierWindows.weekBefore(sizesMs);
    };
  }

  private ResultsInput results() {
    List<String> files = reader.find(MonitorOptions.INPUT).orElse(List.of());
    String from = reader.textOrUnset(MonitorOptions.FROM);
    String to = reader.textOrUnset(MonitorOptions.TO);
    if (from == null && to == null) {
      return new ResultsInput(files, null, null);
    }
    if (!files.isEmpty()) {
      throw new SettingsException(
          "%s and %s are of a topic, but %s names files; leave one of them out"
              .formatted(
                  MonitorOptions.FROM.key(), MonitorOptions.TO.key(), MonitorOptions.INPUT.key()));
    }
    return new ResultsInput(
        files,
        position(MonitorOptions.FROM, from, TopicPosition.EARLIEST),
        position(MonitorOptions.TO, to, TopicPosition.LATEST));
  }

  private static TopicPosition position(
      ConfigOption<String> option, @Nullable String written, TopicPosition otherwise) {
    return written == null ? otherwise : TopicPositions.parse(option, written);
  }

  private EvidenceInput evidence(
      ConfigOption<List<String>> filesOption, ConfigOption<String> topicOption) {
    List<String> files = reader.find(filesOption).orElse(List.of());
    String topic = reader.textOrUnset(topicOption);
    if (topic != null && !files.isEmpty()) {
      throw new SettingsException(
          "%s and %s are both set; leave one of them out"
              .formatted(filesOption.key(), topicOption.key()));
    }
    return new EvidenceInput(files, topic);
  }
}
