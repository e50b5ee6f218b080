package io.riverrank.operators.rollout.watch;

import io.riverrank.operators.types.Fields;
import java.io.IOException;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.core.memory.DataOutputView;

/** Versions between enumerator and reader, and in the reader's state. */
final class ModelVersionSerializer implements SimpleVersionedSerializer<ModelVersion> {
  static final ModelVersionSerializer INSTANCE = new ModelVersionSerializer();

  private static final int BYTES = 256;

  private ModelVersionSerializer() {}

  @Override
  public int getVersion() {
    return 1;
  }

  @Override
  public byte[] serialize(ModelVersion version) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(BYTES);
    write(version, out);
    return out.getCopyOfBuffer();
  }

  @Override
  public ModelVersion deserialize(int format, byte[] bytes) throws IOException {
    return read(new DataInputDeserializer(bytes));
  }

  static void write(ModelVersion version, DataOutputView out) throws IOException {
    Fields.writeText(version.uri(), out);
    Fields.writeText(version.fingerprint(), out);
    Fields.writeLong(version.pointedAtMs(), out);
  }

  static ModelVersion read(DataInputView in) throws IOException {
    return new ModelVersion(Fields.readText(in), Fields.readText(in), Fields.readLong(in));
  }
}
