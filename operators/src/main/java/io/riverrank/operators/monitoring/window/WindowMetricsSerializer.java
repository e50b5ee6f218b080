package io.riverrank.operators.monitoring.window;

import io.riverrank.operators.types.Fields;
import io.riverrank.operators.types.VersionedSerializer;
import io.riverrank.schemas.monitoring.WindowMetrics;
import io.riverrank.schemas.monitoring.WindowMetricsEncoder;
import io.riverrank.schemas.monitoring.WindowMetricsReader;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Serializer of {@link WindowMetrics}: their JSON, which has every digit. */
final class WindowMetricsSerializer extends VersionedSerializer<WindowMetrics> {
  static final WindowMetricsSerializer INSTANCE = new WindowMetricsSerializer();

  @Override
  protected int version() {
    return 1;
  }

  @Override
  protected void write(WindowMetrics metrics, DataOutputView out) throws IOException {
    Fields.writeBytes(new WindowMetricsEncoder().encode(metrics), out);
  }

  @Override
  protected WindowMetrics read(int version, DataInputView in) throws IOException {
    return new WindowMetricsReader().read(Fields.readBytes(in));
  }

  @Override
  public TypeSerializerSnapshot<WindowMetrics> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Compatible as long as the class is there: versions are in the records. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<WindowMetrics> {
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
