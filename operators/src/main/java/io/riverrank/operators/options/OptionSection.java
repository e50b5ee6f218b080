package io.riverrank.operators.options;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.configuration.ConfigOption;

/**
 * The options of one subject, in the order of the table. An option exists by being added here, and
 * can't be without saying what it decides.
 */
public final class OptionSection {

  private static final Map<String, OptionSection> SECTION_BY_KEY = new ConcurrentHashMap<>();

  private final String title;
  private final Class<?> holder;
  private final Map<ConfigOption<?>, Decides> decidesByOption = new LinkedHashMap<>();

  /**
   * @param holder the class whose public constants the options are
   */
  public OptionSection(String title, Class<?> holder) {
    this.title = title;
    this.holder = holder;
  }

  /** The section that an option was added to. */
  static OptionSection of(ConfigOption<?> option) {
    return SECTION_BY_KEY.get(option.key());
  }

  public <T> ConfigOption<T> add(Decides decides, ConfigOption<T> option) {
    decidesByOption.put(option, decides);
    SECTION_BY_KEY.put(option.key(), this);
    return option;
  }

  public String title() {
    return title;
  }

  public Class<?> holder() {
    return holder;
  }

  public List<ConfigOption<?>> options() {
    return List.copyOf(decidesByOption.keySet());
  }

  /** Those that decide this. */
  public List<ConfigOption<?>> options(Decides decides) {
    return options().stream().filter(option -> decidesByOption.get(option) == decides).toList();
  }
}
