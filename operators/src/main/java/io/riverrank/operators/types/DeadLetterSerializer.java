package io.riverrank.operators.types;

import io.riverrank.schemas.DeadLetter;
import io.riverrank.schemas.DeadLetterCode;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Serializer of {@link DeadLetter}. */
final class DeadLetterSerializer extends VersionedSerializer<DeadLetter> {
  static final DeadLetterSerializer INSTANCE = new DeadLetterSerializer();

  @Override
  protected int version() {
    return 1;
  }

  @Override
  protected void write(DeadLetter record, DataOutputView out) throws IOException {

    Fields.writeText(record.code().name(), out);
    Fields.writeText(record.message(), out);
    WireRecords.writeSource(record.source(), out);
  }

  @Override
  protected DeadLetter read(int version, DataInputView in) throws IOException {

    return new DeadLetter(
        DeadLetterCode.valueOf(Fields.readText(in)),
        Fields.readText(in),
        WireRecords.readSource(in));
  }

  @Override
  public TypeSerializerSnapshot<DeadLetter> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Compatible as long as the class is there: versions are in the records. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<DeadLetter> {
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
