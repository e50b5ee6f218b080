package io.riverrank.job.options;

import static io.riverrank.operators.options.Decides.STREAM;
import static org.apache.flink.configuration.ConfigOptions.key;

import io.riverrank.operators.options.OptionSection;
import org.apache.flink.configuration.ConfigOption;

/** What {@code monitor} compares windows with. */
public final class BaselineOptions {

  static final OptionSection SECTION =
      new OptionSection("Monitoring: baseline", BaselineOptions.class);

  private BaselineOptions() {}

  public static final ConfigOption<BaselineFrom> FROM =
      SECTION.add(
          STREAM,
          key("monitor.baseline.from")
              .enumType(BaselineFrom.class)
              .defaultValue(BaselineFrom.FILE)
              .withDescription(
                  "What a window's distributions and clicks are compared with: a saved baseline,"
                      + " the windows of its length, segment and model right before it, or the one"
                      + " a week before it."));

  public static final ConfigOption<String> FILE =
      SECTION.add(
          STREAM,
          key("monitor.baseline")
              .stringType()
              .noDefaultValue()
              .withDescription(
                  "File that `monitor baseline` wrote. Sequential rules compare with it, whatever"
                      + " `monitor.baseline.from` says. Unset, and `from` is `file`: no drift."));

  public static final ConfigOption<Integer> WINDOWS =
      SECTION.add(
          STREAM,
          key("monitor.baseline.windows")
              .intType()
              .defaultValue(24)
              .withDescription(
                  "How many windows before a window it is compared with, where"
                      + " `monitor.baseline.from` is `trailing`: from 1 to 1000. So many are kept"
                      + " of each length, segment and model, about 15 KiB each."));
}
