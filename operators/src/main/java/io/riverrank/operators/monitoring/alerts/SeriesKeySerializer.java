package io.riverrank.operators.monitoring.alerts;

import io.riverrank.operators.types.Fields;
import io.riverrank.operators.types.VersionedSerializer;
import java.io.IOException;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Serializer of {@link SeriesKey}. */
final class SeriesKeySerializer extends VersionedSerializer<SeriesKey> {
  static final SeriesKeySerializer INSTANCE = new SeriesKeySerializer();

  private static final long serialVersionUID = 1;

  @Override
  protected int version() {
    return 1;
  }

  @Override
  protected void write(SeriesKey key, DataOutputView out) throws IOException {
    Fields.writeText(key.rule(), out);
    out.writeInt(key.segment().size());
    for (Map.Entry<String, String> field : key.segment().entrySet()) {
      Fields.writeText(field.getKey(), out);
      Fields.writeText(field.getValue(), out);
    }
    Fields.writeText(key.model(), out);
  }

  @Override
  protected SeriesKey read(int version, DataInputView in) throws IOException {
    String rule = Fields.readText(in);
    SortedMap<String, String> segment = new TreeMap<>();
    for (int left = in.readInt(); left > 0; left--) {
      segment.put(Fields.readText(in), Fields.readText(in));
    }
    return new SeriesKey(rule, segment, Fields.readText(in));
  }

  @Override
  public TypeSerializerSnapshot<SeriesKey> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Compatible as long as the class is there: versions are in the records. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<SeriesKey> {
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
