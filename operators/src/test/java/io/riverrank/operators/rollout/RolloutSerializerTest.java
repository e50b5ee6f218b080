package io.riverrank.operators.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.riverrank.schemas.rollout.ControlCommand;
import io.riverrank.schemas.rollout.ControlMessage;
import io.riverrank.schemas.rollout.ModelReference;
import io.riverrank.schemas.rollout.ModelStatus;
import java.io.IOException;
import java.util.List;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class RolloutSerializerTest {
  private static final ModelReference MODEL = new ModelReference("s3://m", "a.onnx", "sha256:1");
  private static final ModelReference BARE = new ModelReference("m", null, null);
  private static final ControlMessage COMMAND =
      ControlMessage.of(new ControlCommand("c", ControlCommand.Kind.SPLIT, MODEL, 0.25, "ada"), 17);
  private static final ControlMessage BAD = ControlMessage.malformed(null, "not JSON", 18);

  private static <T> void assertKept(TypeSerializer<T> serializer, T value) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(64);
    serializer.serialize(value, out);
    DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());
    assertThat(serializer.deserialize(in)).isEqualTo(value);
    assertThat(in.available()).isZero();
  }

  @Test
  void everyFieldIsKept() throws IOException {
    assertKept(ControlMessageSerializer.INSTANCE, COMMAND);
    assertKept(ControlMessageSerializer.INSTANCE, BAD);
    assertKept(RolloutSerializer.INSTANCE, Rollout.of(BARE));
    assertKept(
        RolloutSerializer.INSTANCE,
        new Rollout(
            MODEL,
            new OtherModel(BARE, OtherModel.Role.KEPT, "c1", 9),
            0.5,
            List.of(new DrainingModel(MODEL, "c2"), new DrainingModel(BARE, null)),
            List.of(COMMAND),
            List.of("c1", "c2")));
    assertKept(
        ModelStatusSerializer.INSTANCE,
        new ModelStatus(
            "c", ModelStatus.State.REFUSED, "why", "sha256:1", "tm", List.of(0, 2), 4, 5));
    assertKept(
        ModelStatusSerializer.INSTANCE,
        new ModelStatus(null, ModelStatus.State.LOADING, null, null, "tm", List.of(0), 1, 5));
  }
}
