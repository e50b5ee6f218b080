package io.riverrank.operators.monitoring.join;

import io.riverrank.operators.types.VersionedSerializer;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Serializer of {@link HeldEvidence}. */
final class HeldEvidenceSerializer extends VersionedSerializer<HeldEvidence> {
  static final HeldEvidenceSerializer INSTANCE = new HeldEvidenceSerializer();

  @Override
  protected int version() {
    return 1;
  }

  @Override
  protected void write(HeldEvidence record, DataOutputView out) throws IOException {
    EvidenceSerializer.INSTANCE.serialize(record.evidence(), out);
    out.writeBoolean(record.late());
    out.writeBoolean(record.used());
  }

  @Override
  protected HeldEvidence read(int version, DataInputView in) throws IOException {
    return new HeldEvidence(
        EvidenceSerializer.INSTANCE.deserialize(in), in.readBoolean(), in.readBoolean());
  }

  @Override
  public TypeSerializerSnapshot<HeldEvidence> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Compatible as long as the class is there: versions are in the records. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<HeldEvidence> {
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
