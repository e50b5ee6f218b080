package io.riverrank.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the scripts for clusters say when they can't do what they should. */
class ClusterScriptsITCase {
  private static final Path SCRIPTS = Script.REPOSITORY.resolve("deploy/cluster");

  @TempDir Path folder;
  private Path flink;
  private Path tmp;

  @BeforeEach
  void makeFolders() throws Exception {
    flink = Files.createDirectory(folder.resolve("flink"));
    Files.createDirectories(flink.resolve("bin"));
    Files.createDirectories(flink.resolve("lib"));
    tmp = Files.createDirectory(folder.resolve("tmp"));
  }

  private Script run(String commands) throws Exception {
    return Script.run(folder, Map.of("TMPDIR", tmp.toString()), commands);
  }

  /** A Flink whose client says something. */
  private Script submit(String client, String arguments) throws Exception {
    for (String jar : List.of("onnxruntime", "tokenizers", "api", "gson", "jna")) {
      Files.createFile(flink.resolve("lib").resolve(jar + ".jar"));
    }
    Path script = Files.writeString(flink.resolve("bin/flink"), "#!/bin/sh\n" + client);
    assertThat(script.toFile().setExecutable(true)).isTrue();
    return run(
        "RIVERRANK_JAR=%s exec %s/submit.sh %s %s".formatted(script, SCRIPTS, flink, arguments));
  }

  @Test
  void submitTakesNoOptionForAFolder() throws Exception {
    Script script = run(SCRIPTS + "/submit.sh --bogus run");

    assertThat(script.exitCode()).isEqualTo(1);
    assertThat(script.err()).hasLineCount(1).contains("--bogus", "--help");
  }

  @Test
  void whatFlinksClientRefusesIsShown() throws Exception {
    Script script =
        submit("echo usage; echo 'Unrecognized option: --bogus' >&2; exit 1", "--bogus run");

    assertThat(script.exitCode()).isEqualTo(1);
    assertThat(script.err())
        .contains("usage")
        .endsWith(
            "submit: flink run failed: Unrecognized option: --bogus; its output stands above\n");
    assertThat(tmp).isEmptyDirectory();
  }

  @Test
  void whatRiverrankRefusesIsOneSentence() throws Exception {
    Script script = submit("echo noise; echo 'riverrank: no broker' >&2; exit 1", "run");

    assertThat(script.exitCode()).isEqualTo(1);
    assertThat(script.err()).isEqualTo("riverrank: no broker\n");
  }

  @Test
  void theClientsProcessesHaveALocaleAndNoTelemetry() throws Exception {
    Script script =
        submit(
            "[ \"$(locale charmap)\" = UTF-8 ] && [ \"$ORT_DISABLE_TELEMETRY\" = 1 ] &&"
                + " echo 'Job has been submitted with JobID 0123abcd'",
            "run");

    assertThat(script.exitCode()).isZero();
    assertThat(script.out()).isEqualTo("0123abcd\n");
  }

  @ParameterizedTest
  @CsvSource({"rest.port, jobmanager.rpc.port", "jobmanager.rpc.port, rest.port"})
  void aClusterIsNotStartedOnThePortsOfAnother(String taken, String free) throws Exception {
    linkFlinksJars();
    Files.createFile(flink.resolve("lib/riverrank-bundle.txt"));
    Files.createFile(flink.resolve("bin/bash-java-utils.jar"));
    InetAddress localhost = InetAddress.getByName("localhost");
    int freePort;
    try (ServerSocket socket = new ServerSocket(0, 1, localhost)) {
      freePort = socket.getLocalPort();
    }
    try (ServerSocket other = new ServerSocket(0, 10, localhost)) {
      Script script =
          run(
              "%s/flink-cluster.sh start %s 1 %s=%d %s=%d"
                  .formatted(SCRIPTS, flink, taken, other.getLocalPort(), free, freePort));

      assertThat(script.exitCode()).isEqualTo(1);
      assertThat(script.err())
          .hasLineCount(1)
          .contains(taken + " " + other.getLocalPort(), "is taken");
      assertThat(flink.resolve("run")).isEmptyDirectory();
    }
  }

  /** One jar that stands for all of them. */
  private void linkFlinksJars() throws Exception {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    try (Stream<Path> jars = Files.list(Path.of("target", "lib"))) {
      manifest
          .getMainAttributes()
          .put(
              Attributes.Name.CLASS_PATH,
              jars.map(jar -> jar.toUri().toString()).collect(Collectors.joining(" ")));
    }
    OutputStream file = Files.newOutputStream(flink.resolve("lib/flink.jar"));
    new JarOutputStream(file, manifest).close();
  }
}
