package io.riverrank.job.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import io.riverrank.job.testing.TestCommandLine;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong before a job is submitted: one sentence, exit code 2, and nothing is written. */
class BackfillArgumentsTest {

  @TempDir Path folder;

  private TestCommandLine run(String... args) {
    return TestCommandLine.run(
        Stream.concat(Stream.of("backfill"), Stream.of(args)).toArray(String[]::new));
  }

  private String error(String... args) {
    TestCommandLine run = run(args);
    assertThat(run.exitCode()).as(run.err()).isEqualTo(2);
    assertThat(run.err()).startsWith("riverrank: ").doesNotContain("\tat ");
    return run.err();
  }

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  @Test
  void inputsThatAreNone() throws Exception {
    Files.createDirectories(folder.resolve("empty"));
    Files.writeString(folder.resolve("notes.txt"), "x");
    String out = path("out");

    assertThat(error("--output", out)).contains("say --input");
    assertThat(error("--input", path("none"), "--output", out)).contains("no file or folder");
    assertThat(error("--input", path("empty"), "--output", out)).contains("has no files to read");
    assertThat(error("--input", path("*.jsonl"), "--output", out)).contains("has no files to read");
    assertThat(error("--input", path("[a"), "--output", out)).contains("is no glob");
    assertThat(error("--input", "gopher://x/y", "--output", out)).contains("doesn't know");
    assertThat(error("--input", path("notes.txt"), "--output", out)).contains("say --format");
    assertThat(error("--input", path("notes.txt"), "--format", "xls", "--output", out))
        .contains("backfill.format is 'xls'");
    assertThat(folder.resolve("out")).doesNotExist();
  }

  @Test
  void commandsAboutModels() throws Exception {
    Files.writeString(folder.resolve("in.jsonl"), "{}\n");
    assertThat(
            error(
                "--input",
                path("in.jsonl"),
                "--output",
                path("out"),
                "-D",
                "kafka.topics.control=c"))
        .contains("a backfill takes no commands");
  }

  @Test
  void outputsThatCantBe() throws Exception {
    Path in = Files.createDirectories(folder.resolve("in"));
    Files.writeString(in.resolve("1.jsonl"), "{}\n");
    Path used = Files.createDirectories(folder.resolve("used"));
    Files.writeString(used.resolve("mine.txt"), "mine");

    assertThat(error("--input", in.toString())).contains("say --output");
    assertThat(error("--input", in.toString(), "--output", in.toString()))
        .contains("is in the input");
    assertThat(error("--input", in.toString(), "--output", path("in/out")))
        .contains("is in the input");
    assertThat(error("--input", in + "/**.jsonl", "--output", path("in/out")))
        .contains("is in the input");
    assertThat(error("--input", in.toString(), "--output", used.toString()))
        .contains("files that no backfill made", "mine.txt");
    assertThat(used.resolve("_riverrank")).doesNotExist();
    assertThat(error("--input", in.toString(), "--output", path("used/mine.txt")))
        .contains("can't be written");
    assertThat(error("--input", in.toString(), "--output", "gopher://x/y"))
        .contains("doesn't know");
  }

  @Test
  void optionsThatCantBe() throws Exception {
    Path in = Files.writeString(folder.resolve("1.jsonl"), "{}\n");
    Path run = Files.writeString(folder.resolve("bm25.run"), "q Q0 d 1 1.0 x\n");
    String[] base = {"--input", in.toString(), "--output", path("out")};

    assertThat(error(with(base, "--max-errors", "many"))).contains("0.5%");
    assertThat(error(with(base, "--columns", "text"))).contains("field=name");
    assertThat(error(with(base, "--columns", "txt=body"))).contains("names the field 'txt'");
    assertThat(error(with(base, "--rows", "sorted"))).contains("contiguous, by-key");
    assertThat(error(with(base, "--output-format", "csv"))).contains("backfill.output-format");
    assertThat(error(with(base, "--queries", in.toString())))
        .contains("backfill.trec.corpus is not");
    assertThat(error("--input", run.toString(), "--output", path("out")))
        .contains("say where they are by --queries and --corpus");
    assertThat(run(with(base, "--resume", "--overwrite")).exitCode()).isEqualTo(2);
  }

  private static String[] with(String[] base, String... more) {
    return Stream.concat(Stream.of(base), Stream.of(more)).toArray(String[]::new);
  }

  @Test
  void aFolderThatAnotherBackfillWritesInto() throws Exception {
    Path in = Files.writeString(folder.resolve("1.jsonl"), "{}\n");
    Path lock = folder.resolve("out/_riverrank/lock");
    Files.createDirectories(lock.getParent());
    try (FileChannel channel =
            FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        var held = channel.lock()) {
      assertThat(held.isValid()).isTrue();
      assertThat(error("--input", in.toString(), "--output", path("out")))
          .contains("another backfill writes into");
    }
  }
}
