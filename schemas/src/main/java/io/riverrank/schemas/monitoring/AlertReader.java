package io.riverrank.schemas.monitoring;

import io.riverrank.schemas.EventTimeUnit;
import io.riverrank.schemas.FieldReader;
import io.riverrank.schemas.MalformedRecordException;
import io.riverrank.schemas.RecordReader;
import java.io.IOException;
import java.util.Map;

/** Reads alerts, also those of later versions. Not thread safe. */
public final class AlertReader {

  private final RecordReader<Alert> reader =
      new RecordReader<>("an alert", Integer.MAX_VALUE, AlertReader::alert);

  /**
   * @throws MalformedRecordException if this isn't an alert; the message says where and why
   */
  public Alert read(byte[] value) throws MalformedRecordException {
    return reader.read(value);
  }

  private static Alert alert(FieldReader in) throws IOException {
    var read =
        new Object() {
          String rule;
          String figure;
          Map<String, String> segment;
          String model;
          Alert.Status status;
          Double value;
          Double threshold;
          Double eValue;
          Long n;
          Long startsAtMs;
          Long windowEndMs;
        };
    in.object(
        name -> {
          switch (name) {
            case "rule" -> read.rule = in.text();
            case "figure" -> read.figure = in.text();
            case "segment" -> read.segment = in.map(in::text);
            case "model" -> read.model = in.text();
            case "status" -> read.status = in.oneOf(Alert.Status.values());
            case "value" -> read.value = in.number();
            case "threshold" -> read.threshold = in.number();
            case "e_value" -> read.eValue = in.number();
            case "n" -> read.n = in.wholeNumber(0);
            case "starts_at" -> read.startsAtMs = in.time(EventTimeUnit.MILLISECONDS);
            case "window_end" -> read.windowEndMs = in.time(EventTimeUnit.MILLISECONDS);
            default -> in.skip();
          }
        });
    return new Alert(
        in.required("rule", read.rule),
        read.figure,
        in.required("segment", read.segment),
        read.model,
        in.required("status", read.status),
        read.value,
        read.threshold,
        read.eValue,
        in.required("n", read.n),
        in.required("starts_at", read.startsAtMs),
        in.required("window_end", read.windowEndMs));
  }
}
