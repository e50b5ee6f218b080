package io.riverrank.faults.progress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitCommitTest {

  @TempDir private Path folder;

  private void git(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("git", "-C", folder.toString()));
    command.addAll(List.of("-c", "user.name=ada", "-c", "user.email=ada@example.org"));
    command.addAll(List.of(arguments));
    Process git =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(git.waitFor()).isZero();
  }

  @Test
  void isTheOneThatIsCheckedOut() throws Exception {
    git("init");
    git("commit", "--allow-empty", "-m", "first");
    assertThat(GitCommit.of(folder)).matches("[0-9a-f]{40}");
  }

  @Test
  void changesThatNoCommitHasAreRefused() throws Exception {
    git("init");
    git("commit", "--allow-empty", "-m", "first");
    Files.writeString(folder.resolve("new"), "x");
    assertThatThrownBy(() -> GitCommit.of(folder))
        .isInstanceOf(SavedTableException.class)
        .hasMessageContaining("has changes; commit them");
  }

  @Test
  void aFolderWithoutGitHasNone() {
    assertThatThrownBy(() -> GitCommit.of(folder)).isInstanceOf(IOException.class);
  }
}
