package io.riverrank.sql;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.table.factories.ModuleFactory;
import org.apache.flink.table.module.Module;

/** Makes the module of {@code LOAD MODULE riverrank WITH (…)}. */
public final class RiverrankModuleFactory implements ModuleFactory {

  @Override
  public String factoryIdentifier() {
    return RiverrankModule.NAME;
  }

  /** Checked by {@link SqlSettingsFactory}, whose errors are one sentence. */
  @Override
  public Set<ConfigOption<?>> requiredOptions() {
    return Set.of();
  }

  @Override
  public Set<ConfigOption<?>> optionalOptions() {
    return Set.copyOf(SqlOptions.ALL);
  }

  @Override
  public Module createModule(Context context) {
    Map<String, String> options = new TreeMap<>(context.getOptions());
    SqlSettingsFactory.create(options);
    return new RiverrankModule(options);
  }
}
