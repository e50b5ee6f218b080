package io.riverrank.tools.gpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scripts of deploy/gpu that run on a bare machine, as such a machine runs them. */
class BundleScriptsTest {
  private static final Path SCRIPTS = Path.of("../../deploy/gpu").toAbsolutePath().normalize();
  private static final int LARGE_FILE = 2_500_000;

  @TempDir private Path folder;

  /** What a process said and how it ended. */
  private record Ended(int code, String output) {}

  private Path pieces;

  @BeforeEach
  void cutAFolderIntoPieces() throws Exception {
    Path bundle = Files.createDirectories(folder.resolve("made/bundle/with space"));
    byte[] noise = new byte[LARGE_FILE];
    new Random(1).nextBytes(noise);
    Files.write(bundle.resolve("large"), noise);
    Files.writeString(bundle.resolve("run.sh"), "#!/bin/sh\n");
    assertThat(bundle.resolve("run.sh").toFile().setExecutable(true)).isTrue();
    pieces = folder.resolve("pieces");
    Ended ended =
        run(
            Map.of(),
            SCRIPTS.resolve("pieces.sh").toString(),
            folder.resolve("made/bundle").toString(),
            "1",
            pieces.toString());
    assertThat(ended).isEqualTo(new Ended(0, ""));
  }

  @Test
  void piecesBecomeTheFolderAgain() throws Exception {
    List<Path> parts = parts();
    assertThat(parts).hasSize(3);
    for (Path part : parts) {
      assertThat(Files.size(part)).isLessThanOrEqualTo(1_000_000);
    }
    assertThat(join()).isEqualTo(new Ended(0, ""));
    Path joined = folder.resolve("joined/bundle/with space");
    assertThat(joined.resolve("large"))
        .hasSameBinaryContentAs(folder.resolve("made/bundle/with space/large"));
    assertThat(joined.resolve("run.sh")).isExecutable();
  }

  @Test
  void aPieceThatIsMissingIsNamed() throws Exception {
    Files.delete(parts().get(1));
    assertThat(join())
        .isEqualTo(new Ended(1, "join: bundle.tar.gz.001 is missing; bring it here\n"));
    assertThat(folder.resolve("joined/bundle")).doesNotExist();
  }

  @Test
  void aPieceThatIsDamagedIsNamed() throws Exception {
    Path piece = parts().get(2);
    byte[] bytes = Files.readAllBytes(piece);
    bytes[bytes.length / 2] ^= 1;
    Files.write(piece, bytes);
    assertThat(join())
        .isEqualTo(new Ended(1, "join: bundle.tar.gz.002 is damaged; bring it again\n"));
    assertThat(folder.resolve("joined/bundle")).doesNotExist();
  }

  @Test
  void withoutADriverThereIsOneSentence() throws Exception {
    assertThat(check(Map.of()))
        .isEqualTo(
            new Ended(
                3,
                "check: there is no NVIDIA driver here, libcuda.so.1 is missing; install it, and"
                    + " start containers with NVIDIA's runtime\n"));
  }

  @Test
  void librariesOfAnotherCudaAreNotTaken() throws Exception {
    String libraries =
        libraries("libcuda.so.1", "libcudart.so.12", "libcublas.so.12", "libcudnn.so.9");
    Ended ended = check(Map.of("LD_LIBRARY_PATH", libraries));
    assertThat(ended.code()).isEqualTo(3);
    assertThat(ended.output())
        .startsWith("check: CUDA 13's libcudart.so.13 is neither in the system nor in Python's")
        .contains("take a bundle for another CUDA")
        .hasLineCount(1);
  }

  @Test
  void withoutCuDnnThereIsOneSentence() throws Exception {
    String libraries =
        libraries(
            "libcuda.so.1",
            "libcudart.so.13",
            "libcublas.so.13",
            "libcublasLt.so.13",
            "libcurand.so.10");
    Ended ended = check(Map.of("LD_LIBRARY_PATH", libraries));
    assertThat(ended.code()).isEqualTo(3);
    assertThat(ended.output())
        .startsWith("check: cuDNN's libcudnn.so.9 is neither in the system nor in Python's")
        .contains("pip install nvidia-cudnn-cu13")
        .hasLineCount(1);
  }

  /** A Python that says where its packages are, as any does. */
  @Test
  void librariesOfPythonsWheelsAreFound() throws Exception {
    Path packages = folder.resolve("site-packages");
    for (String file : List.of("cu13/lib/libcudart.so.13", "cudnn/lib/libcudnn.so.9")) {
      Path library = packages.resolve("nvidia").resolve(file);
      Files.createDirectories(library.getParent());
      Files.createFile(library);
    }
    Path python = folder.resolve("python");
    Files.writeString(python, "#!/bin/sh\necho " + packages + "\n");
    assertThat(python.toFile().setExecutable(true)).isTrue();
    String system =
        libraries("libcuda.so.1", "libcublas.so.13", "libcublasLt.so.13", "libcurand.so.10");
    Ended found =
        run(
            Map.of("PYTHON", python.toString(), "LD_LIBRARY_PATH", system),
            "/bin/sh",
            "-c",
            "fail() { echo \"$2\"; exit $1; }; . '%s'; find_libraries 13; echo \"$LD_LIBRARY_PATH\""
                .formatted(SCRIPTS.resolve("libraries.sh")));
    assertThat(found.code()).isZero();
    assertThat(found.output())
        .contains(packages + "/nvidia/cu13/lib", packages + "/nvidia/cudnn/lib", system);
  }

  private String libraries(String... names) throws IOException {
    Path libraries = Files.createDirectories(folder.resolve("libraries"));
    for (String name : names) {
      Files.createFile(libraries.resolve(name));
    }
    return libraries.toString();
  }

  private Ended check(Map<String, String> environment) throws Exception {
    Path bundle = Files.createDirectories(folder.resolve("bundle"));
    for (String script : List.of("check.sh", "libraries.sh")) {
      Files.copy(SCRIPTS.resolve(script), bundle.resolve(script));
    }
    Files.writeString(bundle.resolve("cuda"), "13\n");
    Map<String, String> all = new TreeMap<>(environment);
    all.put("TMPDIR", folder.toString());
    return run(
        all,
        "/bin/sh",
        bundle.resolve("check.sh").toString(),
        "--out",
        folder.resolve("results").toString());
  }

  private Ended join() throws Exception {
    return run(
        Map.of(),
        "/bin/sh",
        pieces.resolve("join.sh").toString(),
        folder.resolve("joined").toString());
  }

  private List<Path> parts() throws IOException {
    try (var files = Files.list(pieces)) {
      return files.filter(file -> file.toString().contains(".tar.gz.")).sorted().toList();
    }
  }

  /** In a bare environment: nothing but where the system's programs are. */
  private static Ended run(Map<String, String> environment, String... command) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(new ArrayList<>(List.of(command))).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().put("PATH", "/usr/bin:/bin");
    builder.environment().putAll(environment);
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), output);
  }
}
