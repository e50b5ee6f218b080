package io.riverrank.job.testing;

import io.riverrank.job.kafka.settings.KafkaSettings;
import io.riverrank.job.options.ConfigurationLoader;
import io.riverrank.job.options.JobSettings;
import io.riverrank.job.options.SettingsFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Settings as a user would make them. */
public final class TestSettings {

  private TestSettings() {}

  /**
   * @param definitions {@code key=value}
   */
  public static JobSettings job(String bootstrapServers, String... definitions) {
    List<String> all = new ArrayList<>();
    all.add("kafka.bootstrap-servers=" + bootstrapServers);
    all.addAll(List.of(definitions));
    return SettingsFactory.job(ConfigurationLoader.load(null, all, Map.of()));
  }

  public static KafkaSettings kafka(String bootstrapServers, String... definitions) {
    return job(bootstrapServers, definitions).kafka();
  }
}
