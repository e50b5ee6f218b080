package io.riverrank.operators.rerank;

import io.riverrank.operators.types.Fields;
import io.riverrank.operators.types.VersionedSerializer;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Serializer of {@link StoredScore}. */
final class StoredScoreSerializer extends VersionedSerializer<StoredScore> {
  static final StoredScoreSerializer INSTANCE = new StoredScoreSerializer();

  @Override
  protected int version() {
    return 1;
  }

  @Override
  protected void write(StoredScore record, DataOutputView out) throws IOException {

    out.writeInt(record.version());
    out.writeFloat(record.logit());
    out.writeFloat(record.score());
    out.writeBoolean(record.truncated());
    Fields.writeText(record.error(), out);
  }

  @Override
  protected StoredScore read(int version, DataInputView in) throws IOException {

    return new StoredScore(
        in.readInt(), in.readFloat(), in.readFloat(), in.readBoolean(), Fields.readText(in));
  }

  @Override
  public TypeSerializerSnapshot<StoredScore> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Compatible as long as the class is there: versions are in the records. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<StoredScore> {
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
