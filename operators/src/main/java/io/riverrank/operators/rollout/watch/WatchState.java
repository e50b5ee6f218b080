package io.riverrank.operators.rollout.watch;

import io.riverrank.operators.types.Fields;
import java.io.IOException;
import java.util.List;
import javax.annotation.Nullable;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * What a checkpoint keeps of a watch.
 *
 * @param last version that was seen; null for none
 * @param waiting versions that no reader has yet, in order
 */
record WatchState(@Nullable ModelVersion last, List<ModelVersion> waiting) {

  WatchState {
    waiting = List.copyOf(waiting);
  }

  /** Of the enumerator's state. */
  static final class Serializer implements SimpleVersionedSerializer<WatchState> {
    private static final int BYTES = 512;

    @Override
    public int getVersion() {
      return 1;
    }

    @Override
    public byte[] serialize(WatchState state) throws IOException {
      DataOutputSerializer out = new DataOutputSerializer(BYTES);
      out.writeBoolean(state.last() != null);
      if (state.last() != null) {
        ModelVersionSerializer.write(state.last(), out);
      }
      Fields.writeList(state.waiting(), ModelVersionSerializer::write, out);
      return out.getCopyOfBuffer();
    }

    @Override
    public WatchState deserialize(int format, byte[] bytes) throws IOException {
      DataInputDeserializer in = new DataInputDeserializer(bytes);
      return new WatchState(
          in.readBoolean() ? ModelVersionSerializer.read(in) : null,
          Fields.readList(ModelVersionSerializer::read, in));
    }
  }
}
