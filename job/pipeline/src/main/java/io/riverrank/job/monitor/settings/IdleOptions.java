package io.riverrank.job.monitor.settings;

import io.riverrank.job.options.BaselineFrom;
import io.riverrank.job.options.BaselineOptions;
import io.riverrank.job.options.MonitorOptions;
import io.riverrank.operators.monitoring.alerts.rules.SequentialRule;
import io.riverrank.operators.options.OptionReader;
import io.riverrank.operators.options.OptionType;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.configuration.ConfigOption;

/**
 * Options that were set and decide nothing beside the others. They are no error: one file of
 * options may serve a live monitor and one over files.
 */
final class IdleOptions {

  private final OptionReader reader;
  private final List<String> sentences = new ArrayList<>();

  private IdleOptions(OptionReader reader) {
    this.reader = reader;
  }

  /**
   * @return a sentence for each
   */
  static List<String> of(
      OptionReader reader,
      ResultsInput results,
      boolean judgements,
      boolean interactions,
      MonitorOutput output,
      AlertSettings alerts) {
    IdleOptions idle = new IdleOptions(reader);
    idle.beside("there are no judgements", !judgements, MonitorOptions.JUDGEMENTS_KEY);
    idle.beside(
        "there are no judgements and no interactions",
        !judgements && !interactions,
        MonitorOptions.JOIN_BEFORE,
        MonitorOptions.JOIN_AFTER,
        MonitorOptions.JOIN_MAX_EVENTS);
    idle.beside(
        "all windows close at the end of the input",
        results.isBounded(),
        MonitorOptions.MAX_OUT_OF_ORDERNESS,
        MonitorOptions.ALLOWED_LATENESS);
    idle.beside(
        MonitorOptions.SEGMENTS.key() + " is not set",
        reader.find(MonitorOptions.SEGMENTS).isEmpty(),
        MonitorOptions.MAX_SEGMENTS);
    idle.beside("the output is a file", !output.isTopic(), MonitorOptions.METRICS_MAX_SEGMENTS);
    idle.baseline(alerts);
    return idle.sentences;
  }

  private void baseline(AlertSettings alerts) {
    BaselineFrom from = reader.get(BaselineOptions.FROM);
    String ofFrom = "%s is %s".formatted(BaselineOptions.FROM.key(), OptionType.write(from));
    beside(ofFrom, from != BaselineFrom.TRAILING, BaselineOptions.WINDOWS);
    beside(
        ofFrom + " and no rule is sequential",
        from != BaselineFrom.FILE
            && alerts.rules().stream().noneMatch(SequentialRule.class::isInstance),
        BaselineOptions.FILE);
  }

  private void beside(String why, boolean idle, ConfigOption<?>... options) {
    for (ConfigOption<?> option : options) {
      if (idle && reader.find(option).isPresent()) {
        sentences.add("%s has no effect: %s".formatted(option.key(), why));
      }
    }
  }
}
