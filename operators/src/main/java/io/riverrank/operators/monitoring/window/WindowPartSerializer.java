package io.riverrank.operators.monitoring.window;

import io.riverrank.operators.types.Fields;
import io.riverrank.operators.types.RecordTypeInfo;
import io.riverrank.operators.types.VersionedSerializer;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Serializer of {@link WindowPart}. */
final class WindowPartSerializer extends VersionedSerializer<WindowPart> {
  static final WindowPartSerializer INSTANCE = new WindowPartSerializer();

  static final TypeInformation<WindowPart> TYPE = new RecordTypeInfo<>(WindowPart.class, INSTANCE);

  @Override
  protected int version() {
    return 1;
  }

  @Override
  protected void write(WindowPart part, DataOutputView out) throws IOException {
    out.writeLong(part.startMs());
    out.writeLong(part.endMs());
    out.writeInt(part.segment().size());
    for (Map.Entry<String, String> field : part.segment().entrySet()) {
      Fields.writeText(field.getKey(), out);
      Fields.writeText(field.getValue(), out);
    }
    Fields.writeText(part.model(), out);
    out.writeBoolean(part.overflow());
    Fields.writeBytes(part.summary(), out);
  }

  @Override
  protected WindowPart read(int version, DataInputView in) throws IOException {
    long startMs = in.readLong();
    long endMs = in.readLong();
    Map<String, String> segment = new LinkedHashMap<>();
    for (int fields = in.readInt(); fields > 0; fields--) {
      segment.put(Fields.readText(in), Fields.readText(in));
    }
    return new WindowPart(
        startMs, endMs, segment, Fields.readText(in), in.readBoolean(), Fields.readBytes(in));
  }

  @Override
  public TypeSerializerSnapshot<WindowPart> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Compatible as long as the class is there: versions are in the records. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<WindowPart> {
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
