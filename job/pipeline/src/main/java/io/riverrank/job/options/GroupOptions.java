package io.riverrank.job.options;

import static io.riverrank.operators.options.Decides.OUTPUT;
import static io.riverrank.operators.options.Decides.STREAM;
import static org.apache.flink.configuration.ConfigOptions.key;

import io.riverrank.operators.options.OptionSection;
import java.time.Duration;
import org.apache.flink.configuration.ConfigOption;

/** Groups whose members arrive one by one. */
public final class GroupOptions {

  static final OptionSection SECTION = new OptionSection("Groups", GroupOptions.class);

  private GroupOptions() {}

  public static final ConfigOption<Duration> TIMEOUT =
      SECTION.add(
          OUTPUT,
          key("rerank.group.timeout")
              .durationType()
              .defaultValue(Duration.ofMinutes(1))
              .withDescription(
                  "Event time after its largest member time at which an incomplete group is emitted."
                      + " Longer than members of one query are apart."));

  public static final ConfigOption<Duration> IDLE_TIMEOUT =
      SECTION.add(
          STREAM,
          key("rerank.group.idle-timeout")
              .durationType()
              .defaultValue(Duration.ofMinutes(5))
              .withDescription(
                  "Processing time without an accepted event after which open groups are emitted; 0:"
                      + " never. Not before every partition is idle, so rerank.event-time.idleness at"
                      + " least; time in which the job holds its input back doesn't count."));

  public static final ConfigOption<Duration> TOMBSTONE_RETENTION =
      SECTION.add(
          STREAM,
          key("rerank.tombstone.retention")
              .durationType()
              .defaultValue(Duration.ofHours(1))
              .withDescription(
                  "How long an emitted query id is remembered, so that late members and duplicates are"
                      + " dead letters; 0: not at all. Costs state for each query id."));
}
