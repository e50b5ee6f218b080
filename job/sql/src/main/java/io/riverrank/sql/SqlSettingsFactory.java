package io.riverrank.sql;

import io.riverrank.operators.options.LimitOptions;
import io.riverrank.operators.options.Misspelling;
import io.riverrank.operators.options.ModelOptions;
import io.riverrank.operators.options.OptionReader;
import io.riverrank.operators.options.ScoringSettingsFactory;
import io.riverrank.operators.options.SettingsException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.configuration.Configuration;

/** From options as they are written in SQL to checked settings. */
final class SqlSettingsFactory {

  private static final List<String> NAMES =
      SqlOptions.ALL.stream().map(option -> SqlOptions.name(option.key())).toList();

  private SqlSettingsFactory() {}

  /**
   * @param options by their names in SQL
   * @throws SettingsException for an unknown option, a wrong value, or no model
   */
  static SqlSettings create(Map<String, String> options) {
    Map<String, String> byKey = new TreeMap<>();
    options.forEach(
        (name, value) -> {
          requireKnown(name);
          if (value == null || value.isBlank()) {
            throw new SettingsException(
                "%s is empty; leave it out or give a value".formatted(name));
          }
          byKey.put(SqlOptions.PREFIX + name, value);
        });
    if (!byKey.containsKey(ModelOptions.URI.key())) {
      throw new SettingsException(
          "model.uri is not set; say 'model.uri' = 'DIRECTORY', or 'bundled' for the demonstration"
              + " model");
    }
    OptionReader reader = new OptionReader(Configuration.fromMap(byKey), SqlOptions::name);
    return new SqlSettings(
        ScoringSettingsFactory.create(reader),
        reader.atLeastOrUnset(1, SqlOptions.TOP_K),
        reader.get(SqlOptions.ERROR_HANDLING),
        reader.atLeast(1, LimitOptions.CANDIDATES),
        reader.atLeast(1, LimitOptions.TEXT_CHARS));
  }

  private static void requireKnown(String name) {
    if (!NAMES.contains(name)) {
      throw new SettingsException(
          "there is no option '%s'; did you mean '%s'?"
              .formatted(name, Misspelling.nearest(name, NAMES)));
    }
  }
}
