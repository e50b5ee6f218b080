package io.riverrank.job.backfill.source;

import io.riverrank.operators.types.Fields;
import io.riverrank.operators.types.VersionedSerializer;
import io.riverrank.schemas.DeadLetterCode;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Serializer of {@link FileRecord}; used only where operators aren't chained. */
final class FileRecordSerializer extends VersionedSerializer<FileRecord> {
  static final FileRecordSerializer INSTANCE = new FileRecordSerializer();

  @Override
  protected int version() {
    return 1;
  }

  @Override
  protected void write(FileRecord record, DataOutputView out) throws IOException {
    out.writeInt(record.file());
    out.writeLong(record.place());
    out.writeLong(record.readBytes());
    Fields.writeBytes(record.value(), out);
    Fields.writeText(record.fault() == null ? null : record.fault().name(), out);
    Fields.writeText(record.message(), out);
  }

  @Override
  protected FileRecord read(int version, DataInputView in) throws IOException {
    int file = in.readInt();
    long place = in.readLong();
    long readBytes = in.readLong();
    byte[] value = Fields.readBytes(in);
    String fault = Fields.readText(in);
    return new FileRecord(
        file,
        place,
        readBytes,
        value,
        fault == null ? null : DeadLetterCode.valueOf(fault),
        Fields.readText(in));
  }

  @Override
  public TypeSerializerSnapshot<FileRecord> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Compatible as long as the class is there: versions are in the records. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<FileRecord> {
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
