package io.riverrank.operators.rollout;

import io.riverrank.operators.types.Fields;
import io.riverrank.operators.types.VersionedSerializer;
import io.riverrank.schemas.rollout.ControlCommand;
import io.riverrank.schemas.rollout.ModelReference;
import io.riverrank.schemas.rollout.ModelRoles;
import io.riverrank.schemas.rollout.ModelStatus;
import java.io.IOException;
import java.util.List;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Serializer of {@link ModelStatus}. Version 2 added the models. */
final class ModelStatusSerializer extends VersionedSerializer<ModelStatus> {
  static final ModelStatusSerializer INSTANCE = new ModelStatusSerializer();

  @Override
  protected int version() {
    return 2;
  }

  @Override
  protected void write(ModelStatus record, DataOutputView out) throws IOException {
    Fields.writeText(record.commandId(), out);
    Fields.writeText(record.state().name(), out);
    Fields.writeText(record.reason(), out);
    Fields.writeText(record.model(), out);
    Fields.writeText(record.taskManager(), out);
    Fields.writeList(record.indexes(), (index, to) -> to.writeInt(index), out);
    out.writeInt(record.of());
    out.writeLong(record.atMs());
    out.writeBoolean(record.models() != null);
    if (record.models() != null) {
      writeRoles(record.models(), out);
    }
  }

  @Override
  protected ModelStatus read(int version, DataInputView in) throws IOException {
    return new ModelStatus(
        Fields.readText(in),
        ModelStatus.State.valueOf(Fields.readText(in)),
        Fields.readText(in),
        Fields.readText(in),
        Fields.readText(in),
        version < 2 ? unnamed(in.readInt()) : Fields.readList(DataInputView::readInt, in),
        in.readInt(),
        in.readLong(),
        version > 1 && in.readBoolean() ? readRoles(in) : null);
  }

  private static void writeRoles(ModelRoles roles, DataOutputView out) throws IOException {
    ControlFields.writeModel(roles.champion(), out);
    out.writeBoolean(roles.other() != null);
    if (roles.other() != null) {
      ControlFields.writeModel(roles.other(), out);
      Fields.writeText(roles.role().name(), out);
    }
    Fields.writeText(roles.trial() == null ? null : roles.trial().name(), out);
    Fields.writeDouble(roles.share(), out);
    Fields.writeList(roles.draining(), ControlFields::writeModel, out);
  }

  private static ModelRoles readRoles(DataInputView in) throws IOException {
    ModelReference champion = ControlFields.readModel(in);
    boolean hasOther = in.readBoolean();
    ModelReference other = hasOther ? ControlFields.readModel(in) : null;
    ModelRoles.Role role = hasOther ? ModelRoles.Role.valueOf(Fields.readText(in)) : null;
    String trial = Fields.readText(in);
    return new ModelRoles(
        champion,
        other,
        role,
        trial == null ? null : ControlCommand.Kind.valueOf(trial),
        Fields.readDouble(in),
        Fields.readList(ControlFields::readModel, in));
  }

  /** The first version had a number of subtasks only; they answer nothing for good. */
  private static List<Integer> unnamed(int subtasks) {
    return List.of();
  }

  @Override
  public TypeSerializerSnapshot<ModelStatus> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Compatible as long as the class is there: versions are in the records. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<ModelStatus> {
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
