package io.riverrank.job.kafka.settings;

import java.util.Locale;
import org.apache.flink.connector.base.DeliveryGuarantee;

/** How often a result and a dead letter are in their topics after a crash. */
public enum Delivery {
  AT_LEAST_ONCE(DeliveryGuarantee.AT_LEAST_ONCE),
  EXACTLY_ONCE(DeliveryGuarantee.EXACTLY_ONCE);

  private final DeliveryGuarantee flink;

  Delivery(DeliveryGuarantee flink) {
    this.flink = flink;
  }

  /** The same in the words of Flink's connectors. */
  public DeliveryGuarantee toFlink() {
    return flink;
  }

  /** As it is written in options. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
