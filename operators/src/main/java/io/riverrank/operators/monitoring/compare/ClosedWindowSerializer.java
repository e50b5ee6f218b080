package io.riverrank.operators.monitoring.compare;

import io.riverrank.operators.types.Fields;
import io.riverrank.operators.types.VersionedSerializer;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Serializer of {@link ClosedWindow}. */
final class ClosedWindowSerializer extends VersionedSerializer<ClosedWindow> {
  static final ClosedWindowSerializer INSTANCE = new ClosedWindowSerializer();

  @Override
  protected int version() {
    return 1;
  }

  @Override
  protected void write(ClosedWindow window, DataOutputView out) throws IOException {
    Fields.writeText(window.series(), out);
    out.writeLong(window.startMs());
    out.writeLong(window.endMs());
    out.writeInt(window.segment().size());
    for (Map.Entry<String, String> field : window.segment().entrySet()) {
      Fields.writeText(field.getKey(), out);
      Fields.writeText(field.getValue(), out);
    }
    out.writeBoolean(window.overflow());
    Fields.writeText(window.model(), out);
    out.writeInt(window.revision());
    Fields.writeBytes(window.summary(), out);
  }

  @Override
  protected ClosedWindow read(int version, DataInputView in) throws IOException {
    String series = Fields.readText(in);
    long startMs = in.readLong();
    long endMs = in.readLong();
    Map<String, String> segment = new LinkedHashMap<>();
    for (int fields = in.readInt(); fields > 0; fields--) {
      segment.put(Fields.readText(in), Fields.readText(in));
    }
    return new ClosedWindow(
        series,
        startMs,
        endMs,
        segment,
        in.readBoolean(),
        Fields.readText(in),
        in.readInt(),
        Fields.readBytes(in));
  }

  @Override
  public TypeSerializerSnapshot<ClosedWindow> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Compatible as long as the class is there: versions are in the records. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<ClosedWindow> {
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
