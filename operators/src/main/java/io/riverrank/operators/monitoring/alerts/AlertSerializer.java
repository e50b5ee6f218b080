package io.riverrank.operators.monitoring.alerts;

import io.riverrank.operators.types.Fields;
import io.riverrank.operators.types.VersionedSerializer;
import io.riverrank.schemas.monitoring.Alert;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Serializer of {@link Alert}. */
final class AlertSerializer extends VersionedSerializer<Alert> {
  static final AlertSerializer INSTANCE = new AlertSerializer();

  private static final long serialVersionUID = 1;

  @Override
  protected int version() {
    return 1;
  }

  @Override
  protected void write(Alert alert, DataOutputView out) throws IOException {
    Fields.writeText(alert.rule(), out);
    Fields.writeText(alert.figure(), out);
    out.writeInt(alert.segment().size());
    for (Map.Entry<String, String> field : alert.segment().entrySet()) {
      Fields.writeText(field.getKey(), out);
      Fields.writeText(field.getValue(), out);
    }
    Fields.writeText(alert.model(), out);
    Fields.writeText(alert.status().name(), out);
    Fields.writeDouble(alert.value(), out);
    Fields.writeDouble(alert.threshold(), out);
    Fields.writeDouble(alert.eValue(), out);
    out.writeLong(alert.n());
    out.writeLong(alert.startsAtMs());
    out.writeLong(alert.windowEndMs());
  }

  @Override
  protected Alert read(int version, DataInputView in) throws IOException {
    String rule = Fields.readText(in);
    String figure = Fields.readText(in);
    Map<String, String> segment = new LinkedHashMap<>();
    for (int left = in.readInt(); left > 0; left--) {
      segment.put(Fields.readText(in), Fields.readText(in));
    }
    return new Alert(
        rule,
        figure,
        segment,
        Fields.readText(in),
        Alert.Status.valueOf(Fields.readText(in)),
        Fields.readDouble(in),
        Fields.readDouble(in),
        Fields.readDouble(in),
        in.readLong(),
        in.readLong(),
        in.readLong());
  }

  @Override
  public TypeSerializerSnapshot<Alert> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Compatible as long as the class is there: versions are in the records. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<Alert> {
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
