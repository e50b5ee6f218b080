package io.riverrank.job.backfill.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a file system takes as a name is found under that name. */
class InputFilesTest {

  @TempDir Path folder;

  static List<String> names() {
    return List.of(
        "plain",
        "My Docs",
        "100%",
        "My%20Docs",
        "%C3%A9",
        "a+b",
        "a#b?c",
        "a:b",
        "2026-03-01T12:00:00",
        "q=1&r=2",
        "[x] {y}",
        "größe 日本");
  }

  @BeforeEach
  void makeDecoys() throws Exception {
    // What one would get by taking escapes for what they stand for.
    Files.createDirectories(folder.resolve("My%2520Docs"));
    Files.createDirectories(folder.resolve("é"));
  }

  @ParameterizedTest
  @MethodSource("names")
  void folderFileAndGlobAreFound(String name) throws Exception {
    assumeThat(Charset.forName(System.getProperty("sun.jnu.encoding")).newEncoder().canEncode(name))
        .isTrue();
    Path in = Files.createDirectories(folder.resolve(name));
    Path file = Files.writeString(in.resolve(name + ".jsonl"), "{}");

    var inside = new org.apache.flink.core.fs.Path("file", null, in.resolve("x.jsonl").toString());
    for (String input : inputs(in, file)) {
      assertThat(found(input)).as(input).containsExactly(file.toString());
      assertThat(InputFiles.covers(input, inside)).as(input).isEqualTo(!input.endsWith(".jsonl"));
    }
    assertThat(InputFiles.absolute(in.toString()).getPath()).isEqualTo(in.toString());
  }

  private static List<String> inputs(Path folder, Path file) {
    String glob =
        folder.getFileName().toString().matches(".*[\\[{*?].*") ? folder + "" : folder + "/*";
    return List.of(
        folder.toString(),
        folder + "/",
        "file:" + folder,
        "file://" + folder,
        glob,
        file.toString());
  }

  private static Stream<String> found(String input) {
    return InputFiles.find(List.of(input), null).stream()
        .map(file -> new org.apache.flink.core.fs.Path(file.path()).getPath());
  }

  @Test
  void aRelativeNameWithAColonIsNoFileSystem() throws Exception {
    Path here = Path.of("").toAbsolutePath();
    assertThat(InputFiles.absolute("12:00.jsonl").getPath()).isEqualTo(here + "/12:00.jsonl");
    assertThat(InputFiles.absolute("12:00.jsonl").toUri().getScheme()).isEqualTo("file");
  }

  /** An unfinished backfill of before goes on only where its paths are the same. */
  @Test
  void pathsAreWrittenAsEver() throws Exception {
    assertThat(InputFiles.absolute("/data/log").toString()).isEqualTo("file:/data/log");
    assertThat(InputFiles.absolute("file:///data/log/").toString()).isEqualTo("file:/data/log");
    assertThat(InputFiles.absolute("/").toString()).isEqualTo("file:/");
  }
}
