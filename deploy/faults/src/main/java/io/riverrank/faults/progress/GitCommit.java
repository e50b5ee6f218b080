package io.riverrank.faults.progress;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Which commit of a repository is checked out. */
public final class GitCommit {

  private GitCommit() {}

  /**
   * Its full name.
   *
   * @throws SavedTableException if there are changes that no commit has: the table would be of
   *     nothing that can be found again
   * @throws IOException if this is no repository of git's, or git is not there
   */
  public static String of(Path repository) throws IOException, SavedTableException {
    if (!git(repository, "status", "--porcelain").isEmpty()) {
      throw new SavedTableException(
          "takes the table of a commit, and %s has changes; commit them, or leave --out out"
              .formatted(repository));
    }
    return git(repository, "rev-parse", "HEAD");
  }

  private static String git(Path repository, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("git", "-C", repository.toString()));
    command.addAll(List.of(arguments));
    Process git = new ProcessBuilder(command).redirectErrorStream(true).start();
    String printed = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (git.waitFor() != 0) {
        throw new IOException("%s failed: %s".formatted(command, printed.strip()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while git ran", e);
    }
    return printed.strip();
  }
}
