package io.riverrank.operators.monitoring.join;

import io.riverrank.operators.types.Fields;
import io.riverrank.operators.types.VersionedSerializer;
import io.riverrank.operators.types.WireRecords;
import io.riverrank.schemas.monitoring.Interaction;
import io.riverrank.schemas.monitoring.Judgement;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Serializer of {@link MonitorEvent.Evidence}. */
final class EvidenceSerializer extends VersionedSerializer<MonitorEvent.Evidence> {
  static final EvidenceSerializer INSTANCE = new EvidenceSerializer();

  @Override
  protected int version() {
    return 1;
  }

  @Override
  protected void write(MonitorEvent.Evidence record, DataOutputView out) throws IOException {
    Fields.writeText(record.key(), out);
    out.writeBoolean(record.judgement() != null);
    if (record.judgement() != null) {
      EvidenceRecords.writeJudgement(record.judgement(), out);
    } else {
      EvidenceRecords.writeInteraction(record.interaction(), out);
    }
    WireRecords.writeSource(record.source(), out);
  }

  @Override
  protected MonitorEvent.Evidence read(int version, DataInputView in) throws IOException {
    String key = Fields.readText(in);
    boolean judged = in.readBoolean();
    Judgement judgement = judged ? EvidenceRecords.readJudgement(in) : null;
    Interaction interaction = judged ? null : EvidenceRecords.readInteraction(in);
    return new MonitorEvent.Evidence(key, judgement, interaction, WireRecords.readSource(in));
  }

  @Override
  public TypeSerializerSnapshot<MonitorEvent.Evidence> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Compatible as long as the class is there: versions are in the records. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<MonitorEvent.Evidence> {
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
