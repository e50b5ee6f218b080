package io.riverrank.job.options;

import static io.riverrank.operators.options.Decides.NEITHER;
import static io.riverrank.operators.options.Decides.STREAM;
import static org.apache.flink.configuration.ConfigOptions.key;

import io.riverrank.operators.options.OptionSection;
import java.time.Duration;
import java.util.List;
import org.apache.flink.configuration.ConfigOption;

/** What {@code monitor} reads, writes and computes. */
public final class MonitorOptions {

  static final OptionSection SECTION = new OptionSection("Monitoring", MonitorOptions.class);

  private MonitorOptions() {}

  public static final ConfigOption<List<String>> INPUT =
      SECTION.add(
          STREAM,
          key("monitor.input")
              .stringType()
              .asList()
              .noDefaultValue()
              .withDescription(
                  "Files, folders and globs of results, `;` between them: JSON Lines (also packed)"
                      + " or Parquet, as a backfill writes them. Unset: the topic"
                      + " `kafka.topics.results`."));

  public static final ConfigOption<String> FROM =
      SECTION.add(
          STREAM,
          key("monitor.from")
              .stringType()
              .noDefaultValue()
              .withDescription(
                  "Where a range of the results topic begins: earliest, latest, a time, or offsets"
                      + " as in `0:100,1:250`. With this or `monitor.to` the monitor ends with the"
                      + " range."));

  public static final ConfigOption<String> TO =
      SECTION.add(
          STREAM,
          key("monitor.to")
              .stringType()
              .noDefaultValue()
              .withDescription("Where a range of the results topic ends, likewise."));

  public static final ConfigOption<List<String>> JUDGEMENTS =
      SECTION.add(
          STREAM,
          key("monitor.judgements")
              .stringType()
              .asList()
              .noDefaultValue()
              .withDescription(
                  "Files, folders and globs of judgements, `;` between them: JSON Lines, or TREC"
                      + " qrels. Those without `event_time` are about results of any time."));

  public static final ConfigOption<String> JUDGEMENTS_TOPIC =
      SECTION.add(
          STREAM,
          key("monitor.judgements.topic")
              .stringType()
              .noDefaultValue()
              .withDescription("Topic of judgements, instead of files."));

  public static final ConfigOption<JudgementKey> JUDGEMENTS_KEY =
      SECTION.add(
          STREAM,
          key("monitor.judgements.key")
              .enumType(JudgementKey.class)
              .defaultValue(JudgementKey.QUERY_ID)
              .withDescription(
                  "What a judgement names: the id of one search, or the text of a query, which is"
                      + " compared letter by letter (in qrels the first field is that text)."));

  public static final ConfigOption<List<String>> INTERACTIONS =
      SECTION.add(
          STREAM,
          key("monitor.interactions")
              .stringType()
              .asList()
              .noDefaultValue()
              .withDescription(
                  "Files, folders and globs of interactions in JSON Lines, `;` between them."));

  public static final ConfigOption<String> INTERACTIONS_TOPIC =
      SECTION.add(
          STREAM,
          key("monitor.interactions.topic")
              .stringType()
              .noDefaultValue()
              .withDescription("Topic of interactions, instead of files."));

  public static final ConfigOption<Duration> JOIN_BEFORE =
      SECTION.add(
          STREAM,
          key("monitor.join.before")
              .durationType()
              .defaultValue(Duration.ofHours(1))
              .withDescription(
                  "How much older than a result a judgement or interaction may be to belong to it,"
                      + " in event time; they are kept for so long."));

  public static final ConfigOption<Duration> JOIN_AFTER =
      SECTION.add(
          STREAM,
          key("monitor.join.after")
              .durationType()
              .defaultValue(Duration.ofMinutes(30))
              .withDescription(
                  "How much younger it may be. A result waits for so long before it counts, where"
                      + " there are judgements or interactions to wait for."));

  public static final ConfigOption<Integer> JOIN_MAX_EVENTS =
      SECTION.add(
          STREAM,
          key("monitor.join.max-events")
              .intType()
              .defaultValue(10_000)
              .withDescription(
                  "Judgements and interactions of a query that are kept at a time; more are dead"
                      + " letters."));

  public static final ConfigOption<String> WINDOW =
      SECTION.add(
          STREAM,
          key("monitor.window")
              .stringType()
              .defaultValue("1 h")
              .withDescription(
                  "Lengths of the windows, `,` between them: `5 min,1 h,1 d`. Each is a multiple of"
                      + " the shortest; they are counted from 1970, in UTC."));

  public static final ConfigOption<String> SEGMENTS =
      SECTION.add(
          STREAM,
          key("monitor.segments")
              .stringType()
              .noDefaultValue()
              .withDescription(
                  "JSON pointers into a result's `metadata`, `,` between them, `+` between those"
                      + " that are crossed: `/market,/market+/device`. Each value is a segment"
                      + " beside the whole."));

  public static final ConfigOption<Integer> MAX_SEGMENTS =
      SECTION.add(
          STREAM,
          key("monitor.max-segments")
              .intType()
              .defaultValue(1_000)
              .withDescription(
                  "Segments of one window, times models. The first that come have their own"
                      + " figures, the rest is together in `other`."));

  public static final ConfigOption<Duration> MAX_OUT_OF_ORDERNESS =
      SECTION.add(
          STREAM,
          key("monitor.max-out-of-orderness")
              .durationType()
              .defaultValue(Duration.ofMinutes(1))
              .withDescription(
                  "How far the watermark stays behind the largest event time of a partition. Files"
                      + " and ranges need none: their windows close at the end."));

  public static final ConfigOption<Duration> ALLOWED_LATENESS =
      SECTION.add(
          STREAM,
          key("monitor.allowed-lateness")
              .durationType()
              .defaultValue(Duration.ofMinutes(10))
              .withDescription(
                  "How long after its first record a window takes late results, in event time; its"
                      + " record is then written again with the next `revision`. What comes even"
                      + " later is a dead letter."));

  public static final ConfigOption<String> RULES =
      SECTION.add(
          STREAM,
          key("monitor.rules")
              .stringType()
              .noDefaultValue()
              .withDescription(
                  "YAML file of alert rules, which `monitor check-rules` tries. Unset: no"
                      + " alerts."));

  public static final ConfigOption<String> ALERTS =
      SECTION.add(
          STREAM,
          key("monitor.alerts")
              .stringType()
              .noDefaultValue()
              .withDescription(
                  "JSON Lines file for alerts. Unset: beside `monitor.output`, its name with"
                      + " `.alerts` before the ending."));

  public static final ConfigOption<String> TOPIC_ALERTS =
      SECTION.add(
          STREAM,
          key("monitor.topics.alerts")
              .stringType()
              .defaultValue("riverrank-alerts")
              .withDescription("Topic to write alerts to, where there are rules and no file."));

  public static final ConfigOption<String> ALERTMANAGER =
      SECTION.add(
          STREAM,
          key("monitor.alertmanager")
              .stringType()
              .noDefaultValue()
              .withDescription(
                  "Address of an Alertmanager that alerts are sent to besides, as in"
                      + " `http://alertmanager:9093`."));

  public static final ConfigOption<Double> LOW_RELEVANCE =
      SECTION.add(
          STREAM,
          key("monitor.low-relevance")
              .doubleType()
              .defaultValue(0.1)
              .withDescription(
                  "A query whose best score is below it counts in the figure `low_relevance`."));

  public static final ConfigOption<Integer> EXAMPLES =
      SECTION.add(
          STREAM,
          key("monitor.examples")
              .intType()
              .defaultValue(5)
              .withDescription(
                  "Queries with the largest change that a record shows, with their texts. 0: none,"
                      + " for who must be able to erase query texts."));

  public static final ConfigOption<Integer> METRICS_MAX_SEGMENTS =
      SECTION.add(
          STREAM,
          key("monitor.metrics.max-segments")
              .intType()
              .defaultValue(50)
              .withDescription(
                  "Segments, times models, of the newest window of each length that Flink's metrics"
                      + " show, those with most queries; 0: none."));

  public static final ConfigOption<Integer> OPEN_SUMMARIES =
      SECTION.add(
          NEITHER,
          key("monitor.open-summaries")
              .intType()
              .defaultValue(1_000)
              .withDescription(
                  "Summaries that a subtask adds results to before they go to their windows, a few"
                      + " KiB each. More of them is less traffic between subtasks."));

  public static final ConfigOption<String> OUTPUT =
      SECTION.add(
          STREAM,
          key("monitor.output")
              .stringType()
              .noDefaultValue()
              .withDescription(
                  "JSON Lines file for the metrics, instead of a topic; with files or a range as"
                      + " input only. It is there when it is whole."));

  public static final ConfigOption<String> DEAD_LETTERS =
      SECTION.add(
          STREAM,
          key("monitor.dead-letters")
              .stringType()
              .noDefaultValue()
              .withDescription(
                  "JSON Lines file for what can't be used. Unset: beside `monitor.output`, its name"
                      + " with `.dead-letters` before the ending."));

  public static final ConfigOption<String> TOPIC_METRICS =
      SECTION.add(
          STREAM,
          key("monitor.topics.metrics")
              .stringType()
              .defaultValue("riverrank-metrics")
              .withDescription("Topic to write metrics to."));

  public static final ConfigOption<String> TOPIC_DEAD_LETTERS =
      SECTION.add(
          STREAM,
          key("monitor.topics.dead-letters")
              .stringType()
              .defaultValue("riverrank-monitor-dead-letters")
              .withDescription("Topic to write what can't be used to."));

  public static final ConfigOption<String> GROUP_ID =
      SECTION.add(
          STREAM,
          key("monitor.group-id")
              .stringType()
              .defaultValue("riverrank-monitor")
              .withDescription("Consumer group of the monitor, instead of `kafka.group-id`."));

  public static final ConfigOption<String> TRANSACTIONAL_ID_PREFIX =
      SECTION.add(
          STREAM,
          key("monitor.transactional-id-prefix")
              .stringType()
              .defaultValue("riverrank-monitor")
              .withDescription(
                  "Begin of the monitor's transactional ids, instead of"
                      + " `kafka.transactional-id-prefix`. Unique for each job of a Kafka"
                      + " cluster."));

  public static final ConfigOption<String> NAME =
      SECTION.add(
          NEITHER,
          key("monitor.job-name")
              .stringType()
              .defaultValue("riverrank-monitor")
              .withDescription("The job's name in Flink."));
}
