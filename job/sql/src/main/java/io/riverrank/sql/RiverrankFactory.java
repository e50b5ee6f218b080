package io.riverrank.sql;

import java.util.Set;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.table.factories.Factory;

/** What Flink asks of both factories before it makes anything. */
abstract class RiverrankFactory implements Factory {

  static final String IDENTIFIER = "riverrank";

  @Override
  public final String factoryIdentifier() {
    return IDENTIFIER;
  }

  /** Checked by {@link SqlSettingsFactory}, whose errors are one sentence. */
  @Override
  public final Set<ConfigOption<?>> requiredOptions() {
    return Set.of();
  }

  @Override
  public final Set<ConfigOption<?>> optionalOptions() {
    return Set.copyOf(SqlOptions.ALL);
  }
}
