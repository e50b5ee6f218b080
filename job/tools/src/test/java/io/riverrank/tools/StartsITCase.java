package io.riverrank.tools;

import static io.riverrank.tools.Script.REPOSITORY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the launcher keeps beside a build so that it starts fast, on a build of the test's own. */
class StartsITCase {
  private static final String PAIR = "printf '{\"query\":\"q\",\"document\":\"d\"}\\n' | ";
  private static final String FROM_ARCHIVE =
      "io.riverrank.tools.Riverrank source: shared objects file";

  @TempDir Path folder;
  private Path launcher;
  private Path target;
  private Path cache;

  /** Links to this build, and a folder beside it that is empty. */
  @BeforeEach
  void linkBuild() throws Exception {
    Path root = Files.createDirectory(folder.resolve("riverrank"));
    for (String each :
        List.of(
            "pom.xml",
            "schemas",
            "operators",
            "deploy",
            "job/pom.xml",
            "job/broker",
            "job/pipeline",
            "job/tools/pom.xml",
            "job/tools/src")) {
      link(root, each);
    }
    launcher = Files.copy(REPOSITORY.resolve("riverrank"), root.resolve("riverrank"));
    target = Files.createDirectories(root.resolve("job/tools/target"));
    cache = target.resolve("cache");
    link(root, "job/tools/target/lib");
    // Nothing is newer than it.
    Files.copy(
        REPOSITORY.resolve("job/tools/target/riverrank-tools.jar"),
        target.resolve("riverrank-tools.jar"));
  }

  private static void link(Path root, String file) throws Exception {
    Path link = root.resolve(file);
    Files.createDirectories(link.getParent());
    Files.createSymbolicLink(link, REPOSITORY.resolve(file));
  }

  /** The archive is made while the test may be over. */
  @AfterEach
  void letNothingBeMade() throws Exception {
    await().atMost(Duration.ofMinutes(2)).until(() -> making().isEmpty());
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path link : files.filter(Files::isSymbolicLink).toList()) {
        Files.delete(link);
      }
    }
  }

  private List<Path> making() throws Exception {
    return files("making-");
  }

  private List<Path> files(String prefix) throws Exception {
    if (!Files.isDirectory(cache)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(cache)) {
      return files.filter(file -> file.getFileName().toString().startsWith(prefix)).toList();
    }
  }

  private Script run(String options, String command) throws Exception {
    return Script.run(
        folder,
        Map.of(
            "HOME", folder.toString(),
            "TMPDIR", folder.toString(),
            "RIVERRANK_JAVA_OPTS", "-Duser.home=" + folder + ' ' + options),
        command.formatted(launcher));
  }

  private void assertRunsWithoutIt() throws Exception {
    Script script = run("-Xlog:class+load:stdout", "%s --version");

    assertThat(script.exitCode()).isZero();
    assertThat(script.err()).isEmpty();
    assertThat(script.out()).contains("riverrank ").doesNotContain(FROM_ARCHIVE);
  }

  @Test
  void theFirstRunMakesAnArchiveThatLaterOnesUseAndADamagedOneIsPassedOver() throws Exception {
    assertRunsWithoutIt();
    await().atMost(Duration.ofMinutes(2)).until(() -> files("classes-").size() == 1);
    Path archive = files("classes-").get(0);

    assertThat(run("-Xlog:class+load:stdout", "%s --version").out()).contains(FROM_ARCHIVE);
    assertThat(folder.resolve(".djl.ai")).doesNotExist();

    byte[] good = Files.readAllBytes(archive);
    Files.delete(archive);
    Files.write(archive, new byte[1000]);
    assertRunsWithoutIt();
    Files.write(archive, new byte[0]);
    assertRunsWithoutIt();
    Files.write(archive, good);
    assertThat(run("-Xlog:class+load:stdout", "%s --version").out()).contains(FROM_ARCHIVE);
  }

  /** Whose JVM only says what it is started with. */
  private Path fakeJdk() throws Exception {
    Path java = folder.resolve("jdk/bin/java");
    Files.createDirectories(java.getParent());
    Files.writeString(
        java,
        """
        #!/bin/sh
        [ "$1" != -version ] || exec echo 'openjdk version "17.0.1"' >&2
        echo "threshold=$MALLOC_MMAP_THRESHOLD_ $*"
        """);
    assertThat(java.toFile().setExecutable(true)).isTrue();
    return java.getParent().getParent();
  }

  /** What a JVM is started with. */
  private String startOf(String command) throws Exception {
    return run("", "JAVA_HOME=" + fakeJdk() + " " + command).out();
  }

  @Test
  void helpIsKeptUntilTheNextBuild() throws Exception {
    String help = run("", "%s --help").out();
    await().atMost(Duration.ofMinutes(2)).until(() -> files("help").size() == 2);
    String withoutJava = "RIVERRANK_JAVA_OPTS= JAVA_HOME=" + fakeJdk() + " %s ";

    assertThat(help).contains("Commands:");
    assertThat(run("", withoutJava + "--help").out()).isEqualTo(help);
    assertThat(run("", withoutJava + "-h").out()).isEqualTo(help);

    Path jar = target.resolve("riverrank-tools.jar");
    FileTime built = Files.getLastModifiedTime(jar);
    Files.setLastModifiedTime(jar, FileTime.from(Instant.now().plus(Duration.ofMinutes(5))));
    assertThat(run("", withoutJava + "--help").out()).startsWith("threshold=");
    Files.setLastModifiedTime(jar, built);

    assertThat(startOf("%s --help")).as("the user's own options").startsWith("threshold=");
    assertThat(run("", withoutJava + "--help score").out()).startsWith("threshold=");
  }

  @Test
  void shortCommandsGiveMemoryBackThatTheyFree() throws Exception {
    assertThat(startOf("%s score")).contains("threshold=131072 ");
    assertThat(startOf("MALLOC_MMAP_THRESHOLD_=7 %s rank")).contains("threshold=7 ");
    assertThat(startOf("%s demo")).contains("threshold= ");
  }

  @Test
  void onlyTheBundledModelIsHashedWithoutTheCompilerThatOptimises() throws Exception {
    String none = "TieredStopAtLevel=1";
    String late = "Tier4InvocationThreshold=50000";

    assertThat(startOf("%s score")).contains(none).doesNotContain(late);
    assertThat(startOf("%s demo --show 1")).contains(none).doesNotContain(late);
    for (String model :
        List.of("--model /m", "-D rerank.model.uri=/m", "-Drerank.model.uri=/m", "--config=c")) {
      assertThat(startOf("%s rank " + model)).contains(late).doesNotContain(none);
      assertThat(startOf("%s demo " + model)).contains(late).doesNotContain(none);
    }
    assertThat(startOf("%s run")).doesNotContain(none, late);
  }

  @Test
  void whereNothingCanBeKeptRunsDoWithout() throws Exception {
    Files.createFile(cache);

    Script script = run("", PAIR + "%s score");

    assertThat(script.err()).isEmpty();
    assertThat(script.out()).contains("\"score\"");
  }
}
