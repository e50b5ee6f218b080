package io.riverrank.job.options;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.ConfigOption;

/**
 * The options of one subject, in the order of the table. An option exists by being added here, and
 * can't be without saying what it decides.
 */
final class OptionSection {

  private final String title;
  private final Class<?> holder;
  private final Map<ConfigOption<?>, Decides> decidesByOption = new LinkedHashMap<>();

  /**
   * @param holder the class whose public constants the options are
   */
  OptionSection(String title, Class<?> holder) {
    this.title = title;
    this.holder = holder;
  }

  <T> ConfigOption<T> add(Decides decides, ConfigOption<T> option) {
    decidesByOption.put(option, decides);
    return option;
  }

  String title() {
    return title;
  }

  Class<?> holder() {
    return holder;
  }

  List<ConfigOption<?>> options() {
    return List.copyOf(decidesByOption.keySet());
  }

  /** Those that decide this. */
  List<ConfigOption<?>> options(Decides decides) {
    return options().stream().filter(option -> decidesByOption.get(option) == decides).toList();
  }
}
