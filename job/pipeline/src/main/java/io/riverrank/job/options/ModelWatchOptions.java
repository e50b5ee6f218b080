package io.riverrank.job.options;

import static io.riverrank.operators.options.Decides.STREAM;
import static org.apache.flink.configuration.ConfigOptions.key;

import io.riverrank.operators.options.OptionSection;
import io.riverrank.operators.rollout.watch.WatchThen;
import java.time.Duration;
import org.apache.flink.configuration.ConfigOption;

/** A place whose new models become commands. */
public final class ModelWatchOptions {

  static final OptionSection SECTION = new OptionSection("Watched model", ModelWatchOptions.class);

  private ModelWatchOptions() {}

  public static final ConfigOption<String> WATCH =
      SECTION.add(
          STREAM,
          key("rerank.model.watch")
              .stringType()
              .noDefaultValue()
              .withDescription(
                  "A pointer file that holds the URI of the current model, or a folder with a subfolder"
                      + " for each version, complete with its `_SUCCESS`. A new version becomes a"
                      + " command on `kafka.topics.control`, which is needed. Read by the job manager."
                      + " Unset: nothing is watched."));

  public static final ConfigOption<Duration> INTERVAL =
      SECTION.add(
          STREAM,
          key("rerank.model.watch.interval")
              .durationType()
              .defaultValue(Duration.ofMinutes(1))
              .withDescription(
                  "From one look at `rerank.model.watch` to the next. Longer where each look costs"
                      + " money."));

  public static final ConfigOption<WatchThen> THEN =
      SECTION.add(
          STREAM,
          key("rerank.model.watch.then")
              .enumType(WatchThen.class)
              .defaultValue(WatchThen.LOAD)
              .withDescription(
                  "What is commanded of a new version: `load` it beside the champion, or `promote` it as"
                      + " soon as it is loaded, which takes its fingerprint in the pointer or in"
                      + " `_SUCCESS`."));
}
