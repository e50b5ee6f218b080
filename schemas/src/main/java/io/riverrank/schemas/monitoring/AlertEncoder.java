package io.riverrank.schemas.monitoring;

import io.riverrank.schemas.FieldWriter;
import io.riverrank.schemas.RecordEncoder;
import java.io.IOException;

/** Writes alerts as JSON; {@code alert.schema.json} describes it. Not thread safe. */
public final class AlertEncoder {

  private final RecordEncoder<Alert> encoder = new RecordEncoder<>(AlertEncoder::write);

  /**
   * @throws IllegalArgumentException if a number is NaN or infinite
   */
  public byte[] encode(Alert alert) {
    return encoder.encode(alert);
  }

  private static void write(Alert alert, FieldWriter out) throws IOException {
    out.text("rule", alert.rule());
    out.text("figure", alert.figure());
    out.map("segment", alert.segment(), out::text);
    out.text("model", alert.model());
    out.text("status", alert.status().toString());
    out.numberOrNull("value", alert.value());
    out.number("threshold", alert.threshold());
    out.number("e_value", alert.eValue());
    out.wholeNumber("n", alert.n());
    out.time("starts_at", alert.startsAtMs());
    out.time("window_end", alert.windowEndMs());
  }
}
