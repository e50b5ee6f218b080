package io.riverrank.schemas.rollout;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.JsonSchema;
import io.riverrank.schemas.JsonSchemas;
import io.riverrank.schemas.SourceRecord;
import io.riverrank.schemas.rollout.ControlCommand.Kind;
import io.riverrank.schemas.rollout.ModelRoles.Role;
import java.io.IOException;
import java.util.List;
import javax.annotation.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RolloutRecordsTest {
  private static final JsonSchema CONTROL = JsonSchemas.load("rollout/control.schema.json");
  private static final JsonSchema STATUS = JsonSchemas.load("rollout/model-status.schema.json");

  private static final ModelReference MODEL = new ModelReference("bundled", null, "sha256:1");
  private static final ModelReference OTHER = new ModelReference("s3://m", "a.onnx", null);

  private static ModelStatus active(ModelRoles models) {
    return new ModelStatus(
        "c", ModelStatus.State.ACTIVE, null, "sha256:1", "tm", List.of(0, 2), 4, 1_000, models);
  }

  private static ControlMessage decode(@Nullable String json) {
    return new ControlDecoder()
        .decode(
            new SourceRecord(
                "control", 0, 5, 17, null, json == null ? null : json.getBytes(UTF_8), List.of()));
  }

  @Test
  void readsTheCommandsThatTheEncoderWrote() {
    for (ControlCommand command :
        List.of(
            new ControlCommand(
                "c1", Kind.LOAD, new ModelReference("s3://m", "a.onnx", "sha256:1"), null, "ada"),
            new ControlCommand("c2", Kind.LOAD, new ModelReference("m", null, null), null, null),
            new ControlCommand("c3", Kind.SPLIT, null, 0.25, null),
            new ControlCommand("c4", Kind.ROLLBACK, null, null, null),
            new ControlCommand(
                "c5", Kind.PROMOTE, new ModelReference(null, null, "sha256:1"), null, null),
            new ControlCommand("c6", Kind.STATUS, null, null, null))) {
      String json = new String(new ControlEncoder().encode(command), UTF_8);

      assertThat(JsonSchemas.violations(CONTROL, json)).isEmpty();
      assertThat(decode(json)).isEqualTo(ControlMessage.of(command, 17));
    }
  }

  @Test
  void readsTheStatusesThatTheEncoderWrote() throws IOException {
    for (ModelStatus status :
        List.of(
            new ModelStatus(
                "c", ModelStatus.State.READY, null, "sha256:1", "tm", List.of(0, 3), 4, 1_000),
            new ModelStatus(
                null, ModelStatus.State.REFUSED, "why", null, "tm", List.of(0), 1, 1_001),
            active(new ModelRoles(MODEL, null, null, null, null, List.of())),
            active(new ModelRoles(MODEL, OTHER, Role.LOADING, null, null, List.of(MODEL))),
            active(
                new ModelRoles(MODEL, OTHER, Role.CHALLENGER, Kind.INTERLEAVE, 0.25, List.of())))) {
      byte[] json = new ModelStatusEncoder().encode(status);

      assertThat(JsonSchemas.violations(STATUS, new String(json, UTF_8))).isEmpty();
      assertThat(new ModelStatusReader().read(json)).isEqualTo(status);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      nullValues = "null",
      value = {
        "null | null | no value",
        "not json | null | offset 5 of control",
        "{\"command\":\"promote\"} | null | no command_id",
        "{\"command_id\":\"c\"} | c | no command",
        "{\"command_id\":\"c\",\"command\":\"explode\"} | c | load or split",
        "{\"command_id\":\"c\",\"command\":\"load\",\"model\":{}} | c | no uri",
        "{\"command_id\":\"c\",\"command\":\"split\",\"share\":\"much\"} | c | share",
        "{\"command_id\":\"\",\"command\":\"promote\"} | null | command_id",
        "[] | null | object",
      })
  void whatIsNoCommandSaysWhy(@Nullable String json, @Nullable String commandId, String reason) {
    ControlMessage message = decode(json);

    assertThat(message.command()).isNull();
    assertThat(message.commandId()).isEqualTo(commandId);
    assertThat(message.problem()).contains(reason);
  }
}
