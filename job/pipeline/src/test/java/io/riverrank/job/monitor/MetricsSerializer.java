package io.riverrank.job.monitor;

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

/** Metrics records between tasks of a test, as they are on the wire. */
final class MetricsSerializer extends VersionedSerializer<WindowMetrics> {

  private static final long serialVersionUID = 1;

  @Override
  protected int version() {
    return 1;
  }

  @Override
  protected void write(WindowMetrics record, DataOutputView out) throws IOException {
    Fields.writeBytes(new WindowMetricsEncoder().encode(record), out);
  }

  @Override
  protected WindowMetrics read(int version, DataInputView in) throws IOException {
    return new WindowMetricsReader().read(Fields.readBytes(in));
  }

  @Override
  public TypeSerializerSnapshot<WindowMetrics> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Of no state. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<WindowMetrics> {
    public Snapshot() {
      super(MetricsSerializer::new);
    }
  }
}
