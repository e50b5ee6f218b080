package io.riverrank.operators.rollout;

import io.riverrank.operators.types.Fields;
import io.riverrank.operators.types.VersionedSerializer;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Serializer of {@link Rollout}. */
final class RolloutSerializer extends VersionedSerializer<Rollout> {
  static final RolloutSerializer INSTANCE = new RolloutSerializer();

  @Override
  protected int version() {
    return 2;
  }

  @Override
  protected void write(Rollout record, DataOutputView out) throws IOException {
    ControlFields.writeModel(record.champion(), out);
    out.writeBoolean(record.other() != null);
    if (record.other() != null) {
      ControlFields.writeModel(record.other().model(), out);
      Fields.writeText(record.other().role().name(), out);
      Fields.writeText(record.other().commandId(), out);
      out.writeLong(record.other().sinceMs());
    }
    Fields.writeText(record.trial().mode().name(), out);
    out.writeDouble(record.trial().share());
    Fields.writeList(record.draining(), RolloutSerializer::writeDraining, out);
    Fields.writeList(record.waiting(), ControlFields::writeMessage, out);
    Fields.writeList(record.seen(), Fields::writeText, out);
  }

  @Override
  protected Rollout read(int version, DataInputView in) throws IOException {
    return new Rollout(
        ControlFields.readModel(in),
        in.readBoolean()
            ? new OtherModel(
                ControlFields.readModel(in),
                OtherModel.Role.valueOf(Fields.readText(in)),
                Fields.readText(in),
                in.readLong())
            : null,
        new Trial(
            version < 2 ? Trial.Mode.SPLIT : Trial.Mode.valueOf(Fields.readText(in)),
            in.readDouble()),
        Fields.readList(RolloutSerializer::readDraining, in),
        Fields.readList(ControlFields::readMessage, in),
        Fields.readList(Fields::readText, in));
  }

  private static void writeDraining(DrainingModel draining, DataOutputView out) throws IOException {
    ControlFields.writeModel(draining.model(), out);
    Fields.writeText(draining.commandId(), out);
  }

  private static DrainingModel readDraining(DataInputView in) throws IOException {
    return new DrainingModel(ControlFields.readModel(in), Fields.readText(in));
  }

  @Override
  public TypeSerializerSnapshot<Rollout> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Compatible as long as the class is there: versions are in the records. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<Rollout> {
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
