package io.riverrank.job.options;

import io.riverrank.operators.options.BatchOptions;
import io.riverrank.operators.options.Decides;
import io.riverrank.operators.options.ExecutionOptions;
import io.riverrank.operators.options.LimitOptions;
import io.riverrank.operators.options.ModelOptions;
import io.riverrank.operators.options.OptionSection;
import java.util.List;
import org.apache.flink.configuration.ConfigOption;

/**
 * Every option, once, by section. The table of options is made from here (see {@link
 * OptionsTable}), so each description says the unit and when to change the option.
 */
public final class RiverrankOptions {

  static final List<OptionSection> SECTIONS =
      List.of(
          ModelOptions.SECTION,
          ExecutionOptions.SECTION,
          BatchOptions.SECTION,
          GroupOptions.SECTION,
          LimitOptions.SECTION,
          EventTimeOptions.SECTION,
          JobOptions.SECTION,
          KafkaOptions.SECTION,
          RolloutOptions.SECTION,
          ModelWatchOptions.SECTION,
          BackfillOptions.SECTION,
          MonitorOptions.SECTION,
          BaselineOptions.SECTION);

  /** In the order of the table. */
  public static final List<ConfigOption<?>> ALL =
      SECTIONS.stream().<ConfigOption<?>>flatMap(section -> section.options().stream()).toList();

  private RiverrankOptions() {}

  /** Those that decide this. */
  public static List<ConfigOption<?>> deciding(Decides decides) {
    return SECTIONS.stream()
        .<ConfigOption<?>>flatMap(section -> section.options(decides).stream())
        .toList();
  }
}
