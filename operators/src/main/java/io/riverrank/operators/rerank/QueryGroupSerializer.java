package io.riverrank.operators.rerank;

import io.riverrank.operators.rollout.Assignment;
import io.riverrank.operators.types.Fields;
import io.riverrank.operators.types.VersionedSerializer;
import io.riverrank.operators.types.WireRecords;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Serializer of {@link QueryGroup}. Version 2 added the challenger of an interleaved group. */
final class QueryGroupSerializer extends VersionedSerializer<QueryGroup> {
  static final QueryGroupSerializer INSTANCE = new QueryGroupSerializer();

  @Override
  protected int version() {
    return 2;
  }

  @Override
  protected void write(QueryGroup record, DataOutputView out) throws IOException {

    Fields.writeText(record.query(), out);
    Fields.writeInteger(record.topK(), out);
    Fields.writeText(record.metadata(), out);
    WireRecords.writeHeaders(record.headers(), out);
    out.writeBoolean(record.whole());
    Fields.writeInteger(record.expected(), out);
    out.writeInt(record.received());
    out.writeInt(record.superseded());
    Fields.writeList(record.rejected(), WireRecords::writeFailed, out);
    out.writeLong(record.eventTimeMs());
    Fields.writeText(record.phase().name(), out);
    Fields.writeText(record.models().model(), out);
    Fields.writeText(record.models().challenger(), out);
  }

  @Override
  protected QueryGroup read(int version, DataInputView in) throws IOException {

    return new QueryGroup(
        Fields.readText(in),
        Fields.readInteger(in),
        Fields.readText(in),
        WireRecords.readHeaders(in),
        in.readBoolean(),
        Fields.readInteger(in),
        in.readInt(),
        in.readInt(),
        Fields.readList(WireRecords::readFailed, in),
        in.readLong(),
        QueryGroup.Phase.valueOf(Fields.readText(in)),
        new Assignment(Fields.readText(in), version < 2 ? null : Fields.readText(in)));
  }

  @Override
  public TypeSerializerSnapshot<QueryGroup> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Compatible as long as the class is there: versions are in the records. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<QueryGroup> {
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
