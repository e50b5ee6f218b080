package io.riverrank.operators.rollout;

import io.riverrank.operators.types.VersionedSerializer;
import io.riverrank.schemas.rollout.ControlMessage;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Serializer of {@link ControlMessage}. */
final class ControlMessageSerializer extends VersionedSerializer<ControlMessage> {
  static final ControlMessageSerializer INSTANCE = new ControlMessageSerializer();

  @Override
  protected int version() {
    return 1;
  }

  @Override
  protected void write(ControlMessage record, DataOutputView out) throws IOException {
    ControlFields.writeMessage(record, out);
  }

  @Override
  protected ControlMessage read(int version, DataInputView in) throws IOException {
    return ControlFields.readMessage(in);
  }

  @Override
  public TypeSerializerSnapshot<ControlMessage> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Compatible as long as the class is there: versions are in the records. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<ControlMessage> {
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
