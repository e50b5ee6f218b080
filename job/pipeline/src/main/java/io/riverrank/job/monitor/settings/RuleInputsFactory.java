package io.riverrank.job.monitor.settings;

import io.riverrank.job.monitor.rules.check.RuleInputs;
import io.riverrank.job.options.BaselineFrom;
import io.riverrank.job.options.BaselineOptions;
import io.riverrank.job.options.MonitorOptions;
import io.riverrank.job.options.RolloutOptions;
import io.riverrank.operators.monitoring.drift.Baseline;
import io.riverrank.operators.monitoring.window.SavedBaseline;
import io.riverrank.operators.monitoring.window.WindowSettings;
import io.riverrank.operators.options.OptionReader;
import io.riverrank.operators.options.SettingsException;
import java.io.IOException;
import javax.annotation.Nullable;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;

/** From a monitor's options to what its rules would see. */
public final class RuleInputsFactory {

  private RuleInputsFactory() {}

  /**
   * Reads the baseline's file, and no input.
   *
   * @param configuration of a monitor; its input and output may be missing
   * @throws SettingsException for options that can't be, and a baseline that can't be read
   */
  public static RuleInputs create(Configuration configuration) {
    String file = new OptionReader(configuration).textOrUnset(BaselineOptions.FILE);
    return create(configuration, file == null ? null : read(BaselinePath.load(file)));
  }

  /**
   * @param baseline null for none
   */
  static RuleInputs create(Configuration configuration, @Nullable Baseline baseline) {
    OptionReader reader = new OptionReader(configuration);
    WindowSettings windows = WindowSettingsFactory.create(reader);
    return new RuleInputs(
        windows.sizesMs(),
        windows.segmentation().fields(),
        isAnySet(reader, MonitorOptions.JUDGEMENTS, MonitorOptions.JUDGEMENTS_TOPIC),
        isAnySet(reader, MonitorOptions.INTERACTIONS, MonitorOptions.INTERACTIONS_TOPIC),
        baseline,
        reader.get(BaselineOptions.FROM) != BaselineFrom.FILE,
        reader.find(RolloutOptions.TOPIC_CONTROL).isPresent()
            && reader.find(MonitorOptions.OUTPUT).isEmpty());
  }

  private static boolean isAnySet(
      OptionReader reader, ConfigOption<?> files, ConfigOption<?> topic) {
    return reader.find(files).isPresent() || reader.find(topic).isPresent();
  }

  /**
   * @throws SettingsException if it can't be read
   */
  static Baseline read(SavedBaseline baseline) {
    try {
      return baseline.read();
    } catch (IOException e) {
      throw new SettingsException(e.getMessage());
    }
  }
}
