package io.riverrank.operators.monitoring.alerts;

import io.riverrank.operators.types.Fields;
import io.riverrank.operators.types.VersionedSerializer;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Serializer of {@link SeriesState}. */
final class SeriesStateSerializer extends VersionedSerializer<SeriesState> {
  static final SeriesStateSerializer INSTANCE = new SeriesStateSerializer();

  private static final long serialVersionUID = 1;

  @Override
  protected int version() {
    return 1;
  }

  @Override
  protected void write(SeriesState state, DataOutputView out) throws IOException {
    Fields.writeText(state.definition(), out);
    out.writeBoolean(state.firing());
    out.writeLong(state.startsAtMs());
    out.writeInt(state.row());
    out.writeLong(state.lastEndMs());
    EvidenceFields.write(state.evidence(), out);
    out.writeDouble(state.firedLogValue());
  }

  @Override
  protected SeriesState read(int version, DataInputView in) throws IOException {
    return new SeriesState(
        Fields.readText(in),
        in.readBoolean(),
        in.readLong(),
        in.readInt(),
        in.readLong(),
        EvidenceFields.read(in),
        in.readDouble());
  }

  @Override
  public TypeSerializerSnapshot<SeriesState> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Compatible as long as the class is there: versions are in the records. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<SeriesState> {
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
