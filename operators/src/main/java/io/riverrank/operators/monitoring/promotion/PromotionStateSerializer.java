package io.riverrank.operators.monitoring.promotion;

import io.riverrank.operators.monitoring.alerts.EvidenceFields;
import io.riverrank.operators.types.Fields;
import io.riverrank.operators.types.VersionedSerializer;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Serializer of {@link PromotionState}. */
final class PromotionStateSerializer extends VersionedSerializer<PromotionState> {
  static final PromotionStateSerializer INSTANCE = new PromotionStateSerializer();

  private static final long serialVersionUID = 1;

  @Override
  protected int version() {
    return 1;
  }

  @Override
  protected void write(PromotionState state, DataOutputView out) throws IOException {
    Fields.writeText(state.definition(), out);
    Fields.writeText(state.champion(), out);
    Fields.writeText(state.alone(), out);
    out.writeLong(state.aloneQueries());
    writeArm(state.centre(), out);
    Fields.writeList(state.trials(), PromotionStateSerializer::writeTrial, out);
  }

  private static void writeTrial(Trial trial, DataOutputView out) throws IOException {
    Fields.writeText(trial.challenger(), out);
    out.writeLong(trial.beganMs());
    out.writeLong(trial.lastEndMs());
    writeArm(trial.own(), out);
    writeArm(trial.champion(), out);
    EvidenceFields.write(trial.notWorse(), out);
    EvidenceFields.write(trial.worse(), out);
    Fields.writeText(trial.verdict() == null ? null : trial.verdict().name(), out);
    out.writeBoolean(trial.firing());
  }

  private static void writeArm(Arm arm, DataOutputView out) throws IOException {
    out.writeLong(arm.n());
    out.writeDouble(arm.mean());
  }

  @Override
  protected PromotionState read(int version, DataInputView in) throws IOException {
    return new PromotionState(
        Fields.readText(in),
        Fields.readText(in),
        Fields.readText(in),
        in.readLong(),
        readArm(in),
        Fields.readList(PromotionStateSerializer::readTrial, in));
  }

  private static Trial readTrial(DataInputView in) throws IOException {
    return new Trial(
        Fields.readText(in),
        in.readLong(),
        in.readLong(),
        readArm(in),
        readArm(in),
        EvidenceFields.read(in),
        EvidenceFields.read(in),
        readVerdict(in),
        in.readBoolean());
  }

  private static Trial.Verdict readVerdict(DataInputView in) throws IOException {
    String name = Fields.readText(in);
    return name == null ? null : Trial.Verdict.valueOf(name);
  }

  private static Arm readArm(DataInputView in) throws IOException {
    return new Arm(in.readLong(), in.readDouble());
  }

  @Override
  public TypeSerializerSnapshot<PromotionState> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Compatible as long as the class is there: versions are in the records. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<PromotionState> {
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
