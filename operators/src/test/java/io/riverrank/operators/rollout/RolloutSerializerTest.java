package io.riverrank.operators.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.riverrank.operators.types.Fields;
import io.riverrank.schemas.rollout.ControlCommand;
import io.riverrank.schemas.rollout.ControlMessage;
import io.riverrank.schemas.rollout.ModelReference;
import io.riverrank.schemas.rollout.ModelRoles;
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
            new Trial(Trial.Mode.SHADOW, 0.5),
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
    for (ModelRoles roles :
        List.of(
            new ModelRoles(MODEL, null, null, null, null, List.of(BARE)),
            new ModelRoles(
                MODEL,
                BARE,
                ModelRoles.Role.CHALLENGER,
                ControlCommand.Kind.INTERLEAVE,
                0.5,
                List.of()))) {
      assertKept(
          ModelStatusSerializer.INSTANCE,
          new ModelStatus(
              "c", ModelStatus.State.ACTIVE, null, "sha256:1", "tm", List.of(0), 1, 5, roles));
    }
  }

  @Test
  void aStatusOfTheFirstVersionHasNoModels() throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(64);
    out.writeByte(1);
    for (String text : new String[] {"c", "READY", null, "sha256:1", "tm"}) {
      Fields.writeText(text, out);
    }
    out.writeInt(2);
    out.writeInt(4);
    out.writeLong(5);
    DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());
    assertThat(ModelStatusSerializer.INSTANCE.deserialize(in))
        .isEqualTo(
            new ModelStatus("c", ModelStatus.State.READY, null, "sha256:1", "tm", List.of(), 4, 5));
  }

  @Test
  void aShareOfTheFirstVersionIsASplits() throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(64);
    out.writeByte(1);
    ControlFields.writeModel(MODEL, out);
    out.writeBoolean(false);
    out.writeDouble(0.5);
    Fields.writeList(List.<ModelReference>of(), ControlFields::writeModel, out);
    Fields.writeList(List.<ModelReference>of(), ControlFields::writeModel, out);
    Fields.writeList(List.of("c1"), Fields::writeText, out);
    Rollout read =
        RolloutSerializer.INSTANCE.deserialize(new DataInputDeserializer(out.getCopyOfBuffer()));
    assertThat(read.trial()).isEqualTo(new Trial(Trial.Mode.SPLIT, 0.5));
    assertThat(read.seen()).containsExactly("c1");
  }
}
