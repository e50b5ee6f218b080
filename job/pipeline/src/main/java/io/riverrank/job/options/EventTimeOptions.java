package io.riverrank.job.options;

import static io.riverrank.operators.options.Decides.OUTPUT;
import static io.riverrank.operators.options.Decides.STREAM;
import static org.apache.flink.configuration.ConfigOptions.key;

import io.riverrank.operators.options.OptionSection;
import io.riverrank.schemas.EpochNumbers;
import io.riverrank.schemas.EventTimeUnit;
import java.time.Duration;
import org.apache.flink.configuration.ConfigOption;

/** How time goes by. */
public final class EventTimeOptions {

  static final OptionSection SECTION = new OptionSection("Event time", EventTimeOptions.class);

  private EventTimeOptions() {}

  public static final ConfigOption<Duration> MAX_AHEAD =
      SECTION.add(
          OUTPUT,
          key("rerank.event-time.max-ahead")
              .durationType()
              .defaultValue(Duration.ofHours(1))
              .withDescription(
                  "How far a message's time may be after its Kafka timestamp and after the clock; further"
                      + " is a dead letter. Not above `message.timestamp.after.max.ms` of the results"
                      + " topic."));

  public static final ConfigOption<EventTimeUnit> UNIT =
      SECTION.add(
          OUTPUT,
          key("rerank.event-time.unit")
              .enumType(EventTimeUnit.class)
              .defaultValue(EventTimeUnit.MILLISECONDS)
              .withDescription(
                  "What a number in event_time counts since 1970. One that is a time from 2000 to"
                      + " 2099 in another of these units, and not in this one, is a dead letter."));

  public static final ConfigOption<Integer> FIRST_YEAR =
      SECTION.add(
          OUTPUT,
          key("rerank.event-time.first-year")
              .intType()
              .defaultValue(EpochNumbers.DEFAULT.firstYear())
              .withDescription(
                  "Year (UTC) before which a number in event_time is no time but, say, a counter or"
                      + " a duration, and a dead letter. Lower it for clocks that begin in 1970,"
                      + " such as those of simulations."));

  public static final ConfigOption<Duration> MAX_OUT_OF_ORDERNESS =
      SECTION.add(
          OUTPUT,
          key("rerank.event-time.max-out-of-orderness")
              .durationType()
              .defaultValue(Duration.ofSeconds(5))
              .withDescription(
                  "How far the watermark stays behind the largest event time of a partition. Raise it"
                      + " where members of a group arrive far out of order."));

  public static final ConfigOption<Duration> IDLENESS =
      SECTION.add(
          STREAM,
          key("rerank.event-time.idleness")
              .durationType()
              .defaultValue(Duration.ofMinutes(1))
              .withDescription(
                  "Processing time without an accepted event after which a partition no longer holds"
                      + " the watermark back; 0: never, which stops all where there are more subtasks than"
                      + " partitions, and leaves groups open without input."));
}
