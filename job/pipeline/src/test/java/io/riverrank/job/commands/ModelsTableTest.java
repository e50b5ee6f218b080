package io.riverrank.job.commands;

import static org.assertj.core.api.Assertions.assertThat;

import io.riverrank.schemas.rollout.ControlCommand;
import io.riverrank.schemas.rollout.ModelReference;
import io.riverrank.schemas.rollout.ModelRoles;
import io.riverrank.schemas.rollout.ModelStatus;
import io.riverrank.schemas.rollout.ModelStatusReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import javax.annotation.Nullable;
import org.junit.jupiter.api.Test;

class ModelsTableTest {
  private static final ModelReference FIRST =
      new ModelReference("bundled", null, "sha256:0123456789abcdef");
  private static final ModelReference SECOND =
      new ModelReference("s3://m", "a.onnx", "sha256:00ff");
  private static final ModelReference UNKNOWN = new ModelReference("s3://n", null, null);

  private static List<Integer> indexes(int count) {
    return IntStream.range(0, count).boxed().toList();
  }

  private static ModelStatus active(String taskManager, int subtasks, ModelRoles models) {
    return new ModelStatus(
        "c",
        ModelStatus.State.ACTIVE,
        null,
        "sha256:0",
        taskManager,
        indexes(subtasks),
        4,
        0,
        models);
  }

  private static final ModelRoles INTERLEAVED =
      new ModelRoles(
          FIRST,
          SECOND,
          ModelRoles.Role.CHALLENGER,
          ControlCommand.Kind.INTERLEAVE,
          0.1,
          List.of());
  private static final ModelRoles LOADING =
      new ModelRoles(FIRST, UNKNOWN, ModelRoles.Role.LOADING, null, null, List.of(SECOND));

  private static String written(boolean json, @Nullable ModelStatus... statuses) {
    StringWriter text = new StringWriter();
    ModelsTable table = new ModelsTable(new PrintWriter(text), json);
    for (ModelStatus status : statuses) {
      table.answered(status);
    }
    table.end();
    return text.toString();
  }

  @Test
  void everyModelOfEveryTaskManagerHasARow() {
    assertThat(
            written(
                false,
                active("tm-2", 1, LOADING),
                active("tm-1", 1, INTERLEAVED),
                active("tm-1", 2, INTERLEAVED)))
        .isEqualToNormalizingNewlines(
            """
            task manager  subtasks  role        model                 from           trial
            tm-1          2 of 4    champion    sha256:0123456789ab…  bundled
            tm-1          2 of 4    challenger  sha256:00ff           s3://m a.onnx  interleave 0.1
            tm-2          1 of 4    champion    sha256:0123456789ab…  bundled
            tm-2          1 of 4    loading                           s3://n
            tm-2          1 of 4    draining    sha256:00ff           s3://m a.onnx
            """);
  }

  @Test
  void jsonIsWhatTheStatusTopicHas() throws IOException {
    ModelStatus status = active("tm-1", 2, INTERLEAVED);
    String line = written(true, active("tm-1", 1, INTERLEAVED), status).strip();
    assertThat(line).doesNotContain("\n");
    assertThat(new ModelStatusReader().read(line.getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(status);
  }

  @Test
  void aRefusalSaysWhyAndThereIsNoTableWithoutModels() {
    assertThat(
            written(
                false,
                new ModelStatus(
                    "c", ModelStatus.State.REFUSED, "used before", null, "tm-1", indexes(4), 4, 0)))
        .isEqualToNormalizingNewlines("refused   4 of 4 subtasks on tm-1: used before\n");
    assertThat(written(false)).isEmpty();
  }
}
