package io.riverrank.operators.types;

import io.riverrank.schemas.RerankResult;
import java.io.IOException;
import java.util.List;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Serializer of {@link RerankResult}. Version 2 added the lengths of texts, teams and {@code
 * allScores}, version 3 the models of interleaved rankings.
 */
final class RerankResultSerializer extends VersionedSerializer<RerankResult> {
  static final RerankResultSerializer INSTANCE = new RerankResultSerializer();

  @Override
  protected int version() {
    return 3;
  }

  @Override
  protected void write(RerankResult record, DataOutputView out) throws IOException {

    Fields.writeText(record.queryId(), out);
    Fields.writeText(record.query(), out);
    out.writeLong(record.eventTimeMs());
    out.writeBoolean(record.complete());
    out.writeInt(record.candidatesReceived());
    Fields.writeInteger(record.candidatesExpected(), out);
    out.writeInt(record.superseded());
    WireRecords.writeModel(record.model(), out);
    Fields.writeList(record.models(), WireRecords::writeModel, out);
    Fields.writeList(record.results(), WireRecords::writeRanked, out);
    Fields.writeListOrNull(record.allScores(), WireRecords::writeScore, out);
    Fields.writeList(record.failed(), WireRecords::writeFailed, out);
    Fields.writeInteger(record.topK(), out);
    out.writeLong(record.scoredAtMs());
    Fields.writeText(record.metadata(), out);
    WireRecords.writeHeaders(record.headers(), out);
  }

  @Override
  protected RerankResult read(int version, DataInputView in) throws IOException {

    return new RerankResult(
        Fields.readText(in),
        Fields.readText(in),
        in.readLong(),
        in.readBoolean(),
        in.readInt(),
        Fields.readInteger(in),
        in.readInt(),
        WireRecords.readModel(in),
        version < 3 ? List.of() : Fields.readList(WireRecords::readModel, in),
        Fields.readList(
            version == 1 ? WireRecords::readRankedWithoutText : WireRecords::readRanked, in),
        version == 1 ? null : Fields.readListOrNull(WireRecords::readScore, in),
        Fields.readList(WireRecords::readFailed, in),
        Fields.readInteger(in),
        in.readLong(),
        Fields.readText(in),
        WireRecords.readHeaders(in));
  }

  @Override
  public TypeSerializerSnapshot<RerankResult> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Compatible as long as the class is there: versions are in the records. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<RerankResult> {
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
