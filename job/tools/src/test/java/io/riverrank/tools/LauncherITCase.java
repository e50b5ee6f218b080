package io.riverrank.tools;

import static io.riverrank.tools.Script.LAUNCHER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The launcher as a user starts it. Runs after {@code package} made what it starts. */
class LauncherITCase {
  private static final String PAIR = "printf '{\"query\":\"q\",\"document\":\"d\"}\\n' | ";
  private static final long DEADLINE_MINUTES = 2;

  @TempDir Path folder;
  private Path home;
  private Path tmp;

  @BeforeAll
  static void letItFindTheBuild() throws Exception {
    // It builds where a source is newer; Maven leaves a jar alone in which nothing changed.
    Path built = Path.of("target", "riverrank-tools.jar");
    Files.setLastModifiedTime(built, FileTime.from(Instant.now()));
  }

  @BeforeEach
  void makeFolders() throws Exception {
    home = Files.createDirectory(folder.resolve("home"));
    tmp = Files.createDirectory(folder.resolve("tmp"));
  }

  /** What every test has: a home and a temporary folder of its own. */
  private Map<String, String> environment(String... more) {
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("HOME", home.toString());
    environment.put("TMPDIR", tmp.toString());
    environment.put("RIVERRANK_JAVA_OPTS", "-XX:-UsePerfData -Duser.home=" + home);
    for (int i = 0; i < more.length; i += 2) {
      environment.merge(more[i], more[i + 1], (before, value) -> before + ' ' + value);
    }
    return environment;
  }

  private Script run(Map<String, String> environment, String commands) throws Exception {
    return Script.run(folder, environment, commands);
  }

  private Path stub(String name, String script) throws Exception {
    Path bin = Files.createDirectories(folder.resolve("stub/bin"));
    Path file = Files.writeString(bin.resolve(name), "#!/bin/sh\n" + script + "\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
    return bin;
  }

  @Test
  void withoutALocaleArgumentsAndPathsAreWhatTheyAreWithOne() throws Exception {
    String rank =
        "mkdir -p '%1$s/Größe 日本'; printf 'Bread\\n日本の家賃\\n' > '%1$s/Größe 日本/größe.txt'\n"
                .formatted(folder)
            + "exec %s rank --query 'größe 日本' --documents '%s/Größe 日本/größe.txt' --json"
                .formatted(LAUNCHER, folder);
    Script expected = run(environment("LC_ALL", "C.UTF-8"), rank);
    assertThat(expected.out()).contains("\"text\" : \"日本の家賃\"");

    assertThat(run(environment(), rank)).isEqualTo(expected);
    assertThat(run(environment("LC_ALL", "C"), rank)).isEqualTo(expected);
    assertThat(run(environment("LC_ALL", "POSIX", "LANG", "C.UTF-8"), rank)).isEqualTo(expected);
    assertThat(run(environment("LANG", "xx_XX.UTF-8"), rank)).isEqualTo(expected);
  }

  @Test
  void whereThereIsNoUtf8LocaleNothingIsScoredThatCantBeRead() throws Exception {
    Path stubs = stub("locale", "case $1 in charmap) echo ANSI_X3.4-1968 ;; *) echo C ;; esac");
    Map<String, String> environment = environment();
    environment.put("PATH", stubs + ":" + System.getenv("PATH"));
    String rank = "echo d | " + LAUNCHER + " rank --documents - --json --query ";

    Script refused = run(environment, rank + "größe");
    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.out()).isEmpty();
    assertThat(refused.err()).hasLineCount(1).contains("LC_ALL");

    assertThat(run(environment, rank + "size").exitCode()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"11.0.2", "1.8.0_402", "22.0.1", "25"})
  void aJavaThatFlinkDoesNotRunOnIsRefused(String version) throws Exception {
    stub("java", "echo 'openjdk version \"" + version + "\" 2026-01-01' >&2");
    Path javaHome = folder.resolve("stub");

    Script script = run(environment("JAVA_HOME", javaHome.toString()), LAUNCHER + " --version");

    assertThat(script.exitCode()).isEqualTo(1);
    assertThat(script.err())
        .hasLineCount(1)
        .contains(javaHome + "/bin/java is Java ", "17 to 21", "JAVA_HOME");
  }

  @Test
  void aJavaHomeWithoutJavaIsNamed() throws Exception {
    Script script = run(environment("JAVA_HOME", "/nope"), LAUNCHER + " --version");

    assertThat(script.exitCode()).isEqualTo(1);
    assertThat(script.err()).hasLineCount(1).contains("JAVA_HOME is wrong", "/nope/bin/java");
  }

  @Test
  void versionAndCommitAreSaid() throws Exception {
    assertThat(run(environment(), LAUNCHER + " --version").out())
        .matches("riverrank \\d\\S* \\((commit [0-9a-f]{7,}(-dirty)?|unknown commit)\\)\n");
  }

  @Test
  void aFileOfErrorsHasNoColoursThoughTheRestIsATerminal() throws Exception {
    String score = "%s score --input /nope 2> %s/errors".formatted(LAUNCHER, folder);
    run(environment("TERM", "xterm"), "script -qec '%s' /dev/null || true".formatted(score));

    assertThat(folder.resolve("errors")).hasContent("riverrank: there is no file /nope");
  }

  @Test
  void aHeapThatIsTooSmallForFlinkIsRefused() throws Exception {
    Script script = run(environment("RIVERRANK_JAVA_OPTS", "-Xmx128m"), LAUNCHER + " demo");

    assertThat(script.exitCode()).isEqualTo(1);
    // Java leaves out a survivor space of what -Xmx says.
    assertThat(script.err())
        .hasLineCount(1)
        .containsPattern("a heap of 12\\d MB is too small")
        .contains("RIVERRANK_JAVA_OPTS");
  }

  /** As in a root that has no file of hosts. */
  @ParameterizedTest
  @ValueSource(strings = {"demo", "backfill --input log.jsonl --output out"})
  void aMachineWhoseNameHasNoAddressIsToldWhatToDo(String command) throws Exception {
    Path hosts = Files.writeString(folder.resolve("hosts"), "127.0.0.1 localhost\n");
    String request = "{\"query_id\":\"q\",\"query\":\"a\",\"documents\":[\"b\"]}";
    Files.writeString(folder.resolve("log.jsonl"), request + "\n");

    Script script =
        run(
            environment("RIVERRANK_JAVA_OPTS", "-Djdk.net.hosts.file=" + hosts),
            "cd %s; %s %s".formatted(folder, LAUNCHER, command));

    assertThat(script.exitCode()).as(script.err()).isEqualTo(1);
    assertThat(script.err())
        .hasLineCount(1)
        .containsPattern("this machine's own name, .+, has no address.*/etc/hosts");
  }

  @ParameterizedTest
  @CsvSource({
    "-Xmx12m, score --input /dev/stdin, 137",
    "-Xmx200m -XX:MaxDirectMemorySize=64m, demo, 1"
  })
  void outOfMemoryEndsTheProcess(String options, String command, int exitCode) throws Exception {
    Script script =
        run(
            environment("RIVERRANK_JAVA_OPTS", options),
            "cd %s; export TMPDIR=tmp; %s { exec %s %s; }"
                .formatted(folder, PAIR, LAUNCHER, command));

    assertThat(script.exitCode()).isEqualTo(exitCode);
    assertThat(script.out()).doesNotContain("OutOfMemory");
    assertThat(script.err()).containsPattern("riverrank: .*out of memory.*RIVERRANK_JAVA_OPTS");
    awaitEmptyTmp();
  }

  @Test
  void aTemporaryFolderThatTakesNoFilesIsNamed() throws Exception {
    Script script = run(environment(), "TMPDIR=/nope exec " + LAUNCHER + " --version");

    assertThat(script.exitCode()).isEqualTo(1);
    assertThat(script.err()).hasLineCount(1).contains("/nope", "TMPDIR");
  }

  @Test
  void aFinishedRunLeavesNothingButTheTokenizerLibrary() throws Exception {
    Path left = abandonedFolder("riverrank-1-abcdef");

    Script script = run(environment(), PAIR + LAUNCHER + " score");

    assertThat(script.err()).isEmpty();
    assertThat(script.out()).contains("\"score\"");
    assertThat(tmp).as("but what waits at %s", left).isEmptyDirectory();
    assertThat(filesOfHome()).allMatch(file -> file.startsWith(".djl.ai/tokenizers/"));
  }

  @Test
  void theFolderOfARunThatGoesOnStays() throws Exception {
    Path used = abandonedFolder("riverrank-2-abcdef");

    Script script =
        run(environment(), "exec 7>>%s/lock; flock 7; %s --version".formatted(used, LAUNCHER));

    assertThat(script.exitCode()).isZero();
    assertThat(used).exists();
  }

  @ParameterizedTest
  @CsvSource({"INT, 130", "TERM, 143", "KILL, 137"})
  void anInterruptedRunLeavesNothing(String signal, int exitCode) throws Exception {
    Process demo =
        Script.start(
            folder,
            environment(),
            "exec %s demo --keep-running --parallelism 1".formatted(LAUNCHER),
            folder.resolve("err"));
    BufferedReader out = demo.inputReader();
    assertThat(out.lines().anyMatch(line -> line.startsWith("Open groups"))).isTrue();
    assertThat(tmp).isNotEmptyDirectory();

    assertThat(run(environment(), "kill -s " + signal + " " + demo.pid()).exitCode()).isZero();

    assertThat(demo.waitFor(DEADLINE_MINUTES, TimeUnit.MINUTES)).isTrue();
    assertThat(demo.exitValue()).isEqualTo(exitCode);
    awaitEmptyTmp();
    assertThat(filesOfHome()).allMatch(file -> file.startsWith(".djl.ai/tokenizers/"));
  }

  /** The helper of a run that was killed needs a moment. */
  private void awaitEmptyTmp() {
    await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> assertThat(tmp).isEmptyDirectory());
  }

  /** As of a run whose processes were all killed at once. */
  private Path abandonedFolder(String name) throws Exception {
    Path left = Files.createDirectory(tmp.resolve(name));
    Files.createFile(left.resolve("lock"));
    Files.createFile(left.resolve("flink-rpc.jar"));
    Files.setLastModifiedTime(left, FileTime.from(Instant.now().minus(Duration.ofHours(1))));
    return left;
  }

  private List<String> filesOfHome() throws Exception {
    try (Stream<Path> files = Files.walk(home)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> home.relativize(file).toString())
          .toList();
    }
  }
}
