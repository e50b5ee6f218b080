package io.riverrank.operators.types;

import io.riverrank.schemas.QueryEvent;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Serializer of {@link QueryEvent}. */
final class QueryEventSerializer extends VersionedSerializer<QueryEvent> {
  static final QueryEventSerializer INSTANCE = new QueryEventSerializer();

  @Override
  protected int version() {
    return 1;
  }

  @Override
  protected void write(QueryEvent record, DataOutputView out) throws IOException {

    Fields.writeText(record.queryId(), out);
    Fields.writeText(record.query(), out);
    out.writeLong(record.eventTimeMs());
    Fields.writeInteger(record.topK(), out);
    Fields.writeText(record.metadata(), out);
    out.writeBoolean(record.whole());
    Fields.writeList(record.candidates(), WireRecords::writeCandidate, out);
    Fields.writeList(record.rejected(), WireRecords::writeFailed, out);
    Fields.writeInteger(record.candidateCount(), out);
    out.writeInt(record.superseded());
    WireRecords.writeSource(record.source(), out);
  }

  @Override
  protected QueryEvent read(int version, DataInputView in) throws IOException {

    return new QueryEvent(
        Fields.readText(in),
        Fields.readText(in),
        in.readLong(),
        Fields.readInteger(in),
        Fields.readText(in),
        in.readBoolean(),
        Fields.readList(WireRecords::readCandidate, in),
        Fields.readList(WireRecords::readFailed, in),
        Fields.readInteger(in),
        in.readInt(),
        WireRecords.readSource(in));
  }

  @Override
  public TypeSerializerSnapshot<QueryEvent> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Compatible as long as the class is there: versions are in the records. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<QueryEvent> {
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
