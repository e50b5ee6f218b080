package io.riverrank.job.options;

import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.description.Description;
import org.apache.flink.configuration.description.HtmlFormatter;

/** The table of options in docs/options.md, made from {@link RiverrankOptions}. */
final class OptionsTable {

  /** The line before the table. */
  public static final String BEGIN = "<!-- options -->";

  /** The line after the table. */
  public static final String END = "<!-- /options -->";

  private OptionsTable() {}

  /** Markdown; ends with a line break. */
  public static String markdown() {
    StringBuilder table = new StringBuilder("| Option | Default | Values | What it does |\n");
    table.append("| --- | --- | --- | --- |\n");
    for (ConfigOption<?> option : RiverrankOptions.ALL) {
      row(
          table,
          option.key(),
          option.hasDefaultValue() ? "`" + OptionType.write(option.defaultValue()) + "`" : "",
          OptionType.of(option).words(),
          plain(option.description()));
    }
    for (PassThrough passThrough : PassThrough.values()) {
      row(table, passThrough.prefix() + "*", "", "text", passThrough.description());
    }
    return table.toString();
  }

  private static void row(
      StringBuilder table, String key, String defaultValue, String values, String description) {
    table.append("| `").append(key).append("` | ").append(defaultValue).append(" | ");
    table.append(values.replace("|", "\\|")).append(" | ");
    table.append(description.replace("|", "\\|")).append(" |\n");
  }

  private static String plain(Description description) {
    return new HtmlFormatter().format(description);
  }
}
