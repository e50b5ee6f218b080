package io.riverrank.job.options;

import io.riverrank.operators.options.OptionSection;
import io.riverrank.operators.options.OptionType;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.description.Description;
import org.apache.flink.configuration.description.HtmlFormatter;

/** The tables of options in docs/options.md, made from {@link RiverrankOptions}. */
final class OptionsTable {

  /** The line before the tables. */
  public static final String BEGIN = "<!-- options -->";

  /** The line after the tables. */
  public static final String END = "<!-- /options -->";

  private OptionsTable() {}

  /** Markdown, a table for each section; ends with a line break. */
  public static String markdown() {
    StringBuilder tables = new StringBuilder();
    for (OptionSection section : RiverrankOptions.SECTIONS) {
      head(tables, section.title());
      for (ConfigOption<?> option : section.options()) {
        row(
            tables,
            option.key(),
            option.hasDefaultValue() ? "`" + OptionType.write(option.defaultValue()) + "`" : "",
            OptionType.of(option).words(),
            plain(option.description()));
      }
    }
    head(tables, "Properties of Kafka's clients");
    for (PassThrough passThrough : PassThrough.values()) {
      row(tables, passThrough.prefix() + "*", "", "text", passThrough.description());
    }
    return tables.toString();
  }

  private static void head(StringBuilder tables, String title) {
    tables.append(tables.isEmpty() ? "## " : "\n## ").append(title).append("\n\n");
    tables.append("| Option | Default | Values | What it does |\n| --- | --- | --- | --- |\n");
  }

  private static void row(
      StringBuilder tables, String key, String defaultValue, String values, String description) {
    tables.append("| `").append(key).append("` | ").append(defaultValue).append(" | ");
    tables.append(values.replace("|", "\\|")).append(" | ");
    tables.append(description.replace("|", "\\|")).append(" |\n");
  }

  private static String plain(Description description) {
    return new HtmlFormatter().format(description);
  }
}
