package io.riverrank.operators.rollout;

import io.riverrank.operators.types.Fields;
import io.riverrank.operators.types.VersionedSerializer;
import io.riverrank.schemas.rollout.ModelStatus;
import java.io.IOException;
import java.util.List;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Serializer of {@link ModelStatus}. */
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
        in.readLong());
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
