package io.riverrank.job.commandline;

import io.riverrank.job.options.KafkaOptions;
import io.riverrank.job.options.MonitorOptions;
import java.util.List;
import java.util.function.BiConsumer;
import javax.annotation.Nullable;
import org.apache.flink.configuration.ConfigOption;
import picocli.CommandLine.Option;

/** What a monitor reads. */
public final class MonitorInputFlags {

  @Option(
      names = "--input",
      paramLabel = "PATH",
      description =
          "Results: a file, a folder with all below it, or a quoted glob; may be repeated"
              + " (monitor.input).")
  @Nullable
  private List<String> inputs;

  @Option(
      names = "--results",
      paramLabel = "TOPIC",
      description = "Topic of results, where no files are named (kafka.topics.results).")
  @Nullable
  private String results;

  @Option(
      names = "--from",
      paramLabel = "WHERE",
      description =
          "Where a range of that topic begins: earliest, latest, a time, or offsets as in"
              + " 0:100,1:250 (monitor.from).")
  @Nullable
  private String from;

  @Option(
      names = "--to",
      paramLabel = "WHERE",
      description = "Where it ends, likewise (monitor.to). Default: the end that it has now.")
  @Nullable
  private String to;

  @Option(
      names = "--judgements",
      paramLabel = "PATH",
      description = "Judgements: JSON Lines or TREC qrels (monitor.judgements).")
  @Nullable
  private List<String> judgements;

  @Option(
      names = "--judgements-topic",
      paramLabel = "TOPIC",
      description = "The same from a topic (monitor.judgements.topic).")
  @Nullable
  private String judgementsTopic;

  @Option(
      names = "--interactions",
      paramLabel = "PATH",
      description = "Impressions and clicks: JSON Lines (monitor.interactions).")
  @Nullable
  private List<String> interactions;

  @Option(
      names = "--interactions-topic",
      paramLabel = "TOPIC",
      description = "The same from a topic (monitor.interactions.topic).")
  @Nullable
  private String interactionsTopic;

  /**
   * @param flags told the options, as {@link OptionFlags#set}
   */
  public void set(BiConsumer<ConfigOption<?>, Object> flags) {
    flags.accept(MonitorOptions.INPUT, PathList.quoted(inputs));
    flags.accept(KafkaOptions.TOPIC_RESULTS, results);
    flags.accept(MonitorOptions.FROM, from);
    flags.accept(MonitorOptions.TO, to);
    flags.accept(MonitorOptions.JUDGEMENTS, PathList.quoted(judgements));
    flags.accept(MonitorOptions.JUDGEMENTS_TOPIC, judgementsTopic);
    flags.accept(MonitorOptions.INTERACTIONS, PathList.quoted(interactions));
    flags.accept(MonitorOptions.INTERACTIONS_TOPIC, interactionsTopic);
  }
}
