package io.riverrank.operators.rerank;

import io.riverrank.operators.types.VersionedSerializer;
import io.riverrank.operators.types.WireRecords;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Serializer of {@link StoredCandidate}. */
final class StoredCandidateSerializer extends VersionedSerializer<StoredCandidate> {
  static final StoredCandidateSerializer INSTANCE = new StoredCandidateSerializer();

  @Override
  protected int version() {
    return 1;
  }

  @Override
  protected void write(StoredCandidate record, DataOutputView out) throws IOException {

    WireRecords.writeCandidate(record.candidate(), out);
    out.writeInt(record.version());
  }

  @Override
  protected StoredCandidate read(int version, DataInputView in) throws IOException {

    return new StoredCandidate(WireRecords.readCandidate(in), in.readInt());
  }

  @Override
  public TypeSerializerSnapshot<StoredCandidate> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Compatible as long as the class is there: versions are in the records. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<StoredCandidate> {
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
