package io.riverrank.sql;

import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.table.factories.ModuleFactory;
import org.apache.flink.table.module.Module;

/** Makes the module of {@code LOAD MODULE riverrank WITH (…)}. */
public final class RiverrankModuleFactory extends RiverrankFactory implements ModuleFactory {

  @Override
  public Module createModule(Context context) {
    Map<String, String> options = new TreeMap<>(context.getOptions());
    SqlSettingsFactory.create(options);
    return new RiverrankModule(options);
  }
}
