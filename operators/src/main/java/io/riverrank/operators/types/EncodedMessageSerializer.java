package io.riverrank.operators.types;

import io.riverrank.schemas.EncodedMessage;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Serializer of {@link EncodedMessage}. */
final class EncodedMessageSerializer extends VersionedSerializer<EncodedMessage> {
  static final EncodedMessageSerializer INSTANCE = new EncodedMessageSerializer();

  @Override
  protected int version() {
    return 1;
  }

  @Override
  protected void write(EncodedMessage record, DataOutputView out) throws IOException {
    Fields.writeBytes(record.key(), out);
    Fields.writeBytes(record.value(), out);
    WireRecords.writeHeaders(record.headers(), out);
    out.writeLong(record.timestampMs());
  }

  @Override
  protected EncodedMessage read(int version, DataInputView in) throws IOException {
    return new EncodedMessage(
        Fields.readBytes(in), Fields.readBytes(in), WireRecords.readHeaders(in), in.readLong());
  }

  @Override
  public TypeSerializerSnapshot<EncodedMessage> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Compatible as long as the class is there: versions are in the records. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<EncodedMessage> {
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
