package io.riverrank.operators.monitoring.join;

import io.riverrank.operators.types.Fields;
import io.riverrank.operators.types.VersionedSerializer;
import io.riverrank.operators.types.WireRecords;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Serializer of {@link JoinedResult}. */
final class JoinedResultSerializer extends VersionedSerializer<JoinedResult> {
  static final JoinedResultSerializer INSTANCE = new JoinedResultSerializer();

  @Override
  protected int version() {
    return 1;
  }

  @Override
  protected void write(JoinedResult record, DataOutputView out) throws IOException {
    WireRecords.writeResult(record.result(), out);
    WireRecords.writeSource(record.source(), out);
    Fields.writeList(record.judgements(), EvidenceRecords::writeJudgement, out);
    Fields.writeList(record.interactions(), EvidenceRecords::writeInteraction, out);
  }

  @Override
  protected JoinedResult read(int version, DataInputView in) throws IOException {
    return new JoinedResult(
        WireRecords.readResult(in),
        WireRecords.readSource(in),
        Fields.readList(EvidenceRecords::readJudgement, in),
        Fields.readList(EvidenceRecords::readInteraction, in));
  }

  @Override
  public TypeSerializerSnapshot<JoinedResult> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Compatible as long as the class is there: versions are in the records. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<JoinedResult> {
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
