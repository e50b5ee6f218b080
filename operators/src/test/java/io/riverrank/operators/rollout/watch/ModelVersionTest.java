package io.riverrank.operators.rollout.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.riverrank.schemas.EncodedMessage;
import io.riverrank.schemas.SourceRecord;
import io.riverrank.schemas.rollout.ControlCommand;
import io.riverrank.schemas.rollout.ControlDecoder;
import java.util.List;
import org.junit.jupiter.api.Test;

class ModelVersionTest {
  private static final ModelVersion A = new ModelVersion("s3://m/a", null, 1L);
  private static final ModelVersion B = new ModelVersion("s3://m/b", null, 2L);

  private static ModelVersion inFolder(String name) {
    return new ModelVersion("s3://m/" + name, null, null);
  }

  @Test
  void aPointerThatIsWrittenAgainSaysNothingNew() {
    assertThat(A.isNewAfter(null)).isTrue();
    assertThat(B.isNewAfter(A)).isTrue();
    assertThat(new ModelVersion(A.uri(), null, 9L).isNewAfter(A)).isFalse();
    assertThat(new ModelVersion(A.uri(), "sha256:00", 9L).isNewAfter(A)).isTrue();
  }

  /** Otherwise the second command for a model would never be applied. */
  @Test
  void aPointerThatComesBackHasAnotherId() {
    ModelVersion again = new ModelVersion(A.uri(), null, 3L);
    assertThat(again.isNewAfter(B)).isTrue();
    assertThat(again.commandId()).isNotEqualTo(A.commandId());
  }

  @Test
  void aVersionHasOneIdWhoeverSeesIt() {
    assertThat(new ModelVersion("s3://m/a", null, 1L).commandId()).isEqualTo(A.commandId());
    // By printf 's3://m/a\nnull\n1' | sha256sum
    assertThat(A.commandId()).isEqualTo("watch-e25b83c08bcf0b0aa121edf5eadee87c");
  }

  @Test
  void aFolderGoesForwardOnly() {
    assertThat(inFolder("v10").isNewAfter(inFolder("v9"))).isTrue();
    assertThat(inFolder("v10").isNewAfter(inFolder("v10"))).isFalse();
    assertThat(inFolder("v9").isNewAfter(inFolder("v10"))).isFalse();
    assertThat(A.isNewAfter(inFolder("v10"))).isTrue();
  }

  @Test
  void anotherFolderBeginsAnew() {
    ModelVersion elsewhere = new ModelVersion("s3://a/v1", null, null);
    assertThat(elsewhere.isNewAfter(inFolder("v10"))).isTrue();
    assertThat(new ModelVersion("s3://m/v1/", null, null).isNewAfter(inFolder("v10"))).isFalse();
  }

  @Test
  void commandsNameTheModelAndItsFingerprint() {
    ModelVersion version = new ModelVersion("s3://m/a", "sha256:00ff", 1L);
    List<EncodedMessage> messages = new WatchCommands(WatchThen.PROMOTE).of(version);
    List<ControlCommand> commands =
        messages.stream().map(message -> command(message.value())).toList();
    assertThat(commands)
        .extracting(ControlCommand::command)
        .containsExactly(ControlCommand.Kind.LOAD, ControlCommand.Kind.PROMOTE);
    assertThat(commands).allMatch(command -> command.model().uri().equals("s3://m/a"));
    assertThat(commands).allMatch(command -> command.model().fingerprint().equals("sha256:00ff"));
    assertThat(new WatchCommands(WatchThen.LOAD).of(version)).hasSize(1);
  }

  private static ControlCommand command(byte[] json) {
    return new ControlDecoder()
        .decode(new SourceRecord("control", 0, 0, 0, null, json, List.of()))
        .command();
  }
}
