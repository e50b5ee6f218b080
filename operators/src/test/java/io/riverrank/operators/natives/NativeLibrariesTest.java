package io.riverrank.operators.natives;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtEnvironment;
import io.riverrank.operators.model.ModelException;
import io.riverrank.operators.scoring.CrossEncoder;
import io.riverrank.operators.scoring.TextPair;
import io.riverrank.operators.settings.ModelSettings;
import io.riverrank.operators.testing.TestSettings;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeLibrariesTest {
  @TempDir Path folder;
  private Path home;
  private Path tmp;

  /** Loads the libraries, extracted to its argument. */
  static final class Load {
    public static void main(String[] args) {
      System.out.println(NativeLibraries.load(args[0]).getVersion());
    }
  }

  /** Scores a pair, with all defaults. */
  static final class Score {
    public static void main(String[] args) throws Exception {
      try (CrossEncoder model =
          CrossEncoder.load(
              ModelSettings.of(ModelSettings.BUNDLED), TestSettings.cpu(1), TestSettings.BATCH)) {
        System.out.println(model.predict(List.of(new TextPair("q", "d"))).size());
      } catch (ModelException e) {
        System.out.println(e.getMessage());
        System.exit(3);
      }
    }
  }

  /** Does what the binding's shutdown hook does and goes on, as another thread may. */
  static final class ScoreAfterTheHook {
    public static void main(String[] args) throws Exception {
      OrtEnvironment environment = NativeLibraries.load(null);
      Field api = Class.forName("ai.onnxruntime.OnnxRuntime").getDeclaredField("ortApiHandle");
      Field handle = OrtEnvironment.class.getDeclaredField("nativeHandle");
      Method close = OrtEnvironment.class.getDeclaredMethod("close", long.class, long.class);
      api.setAccessible(true);
      handle.setAccessible(true);
      close.setAccessible(true);
      close.invoke(null, api.getLong(null), handle.getLong(environment));
      Score.main(args);
      System.out.flush();
      Runtime.getRuntime().halt(0);
    }
  }

  /** Ends as a process that is killed: nothing is cleared away. */
  static final class LoadAndDie {
    public static void main(String[] args) {
      NativeLibraries.load(args.length == 0 ? null : args[0]);
      Runtime.getRuntime().halt(137);
    }
  }

  @BeforeEach
  void makeFolders() throws Exception {
    home = Files.createDirectory(folder.resolve("home"));
    tmp = Files.createDirectory(folder.resolve("tmp"));
  }

  private ChildJvm score(Map<String, String> environment, String... options) throws Exception {
    List<String> all =
        new ArrayList<>(
            List.of("-Duser.home=" + home, "-Djava.io.tmpdir=" + tmp, "-XX:-UsePerfData"));
    all.addAll(List.of(options));
    return ChildJvm.run(Score.class, environment, all);
  }

  private Map<String, String> plainEnvironment() {
    return Map.of("HOME", home.toString(), "TMPDIR", tmp.toString());
  }

  private static List<String> files(Path root) throws Exception {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> root.relativize(file).toString())
          .toList();
    }
  }

  @Test
  void aLongCommandLineIsNoReasonToCrash() throws Exception {
    String longOption = "-Dsome.option=" + "x".repeat(30_000);

    ChildJvm child =
        ChildJvm.run(Load.class, plainEnvironment(), List.of(longOption), folder.toString());

    assertThat(child.exitCode()).isZero();
    assertThat(child.out()).matches("1\\.\\d+\\.\\d+");
  }

  @Test
  void aSessionOutlivesTheBindingsShutdownHook() throws Exception {
    ChildJvm child =
        ChildJvm.run(
            ScoreAfterTheHook.class,
            plainEnvironment(),
            List.of(
                "-Duser.home=" + home,
                "-Djava.io.tmpdir=" + tmp,
                "-XX:ErrorFile=" + folder.resolve("crash.log")));

    assertThat(folder.resolve("crash.log")).doesNotExist();
    assertThat(child.exitCode()).as(child.err()).isZero();
    assertThat(child.out()).isEqualTo("1");
  }

  @Test
  void aScoreLeavesNothingButTheTokenizerLibrary() throws Exception {
    ChildJvm child = score(plainEnvironment());

    assertThat(child.out()).isEqualTo("1");
    assertThat(files(home))
        .isNotEmpty()
        .allMatch(file -> file.startsWith(".djl.ai/tokenizers/"), "in .djl.ai/tokenizers");
    assertThat(files(tmp)).isEmpty();
  }

  @Test
  void aFolderThatOutlivesRunsKeepsLibraryAndModel() throws Exception {
    Path cache = folder.resolve("cache");

    assertThat(score(plainEnvironment(), "-Driverrank.cache-dir=" + cache).out()).isEqualTo("1");

    assertThat(files(tmp)).isEmpty();
    assertThat(files(cache))
        .contains(
            "onnxruntime/" + System.mapLibraryName("onnxruntime"), "demo-cross-encoder/config.json")
        .noneMatch(file -> file.endsWith(".part"));

    Path other = cache.resolve("demo-cross-encoder/onnx/model_of_another_build.onnx");
    Files.createFile(other);
    Files.writeString(cache.resolve("demo-cross-encoder/config.json"), "{}");

    assertThat(score(plainEnvironment(), "-Driverrank.cache-dir=" + cache).out()).isEqualTo("1");
    assertThat(other).doesNotExist();
  }

  @Test
  void oneThatTakesNoFilesIsPassedOver() throws Exception {
    Path cache = Files.createFile(folder.resolve("cache"));

    assertThat(score(plainEnvironment(), "-Driverrank.cache-dir=" + cache).out()).isEqualTo("1");
  }

  @Test
  void whatAKilledProcessLeftGoesWithTheNext() throws Exception {
    List<String> options =
        List.of("-Duser.home=" + home, "-Djava.io.tmpdir=" + tmp, "-XX:-UsePerfData");
    ChildJvm killed = ChildJvm.run(LoadAndDie.class, plainEnvironment(), options);
    assertThat(killed.exitCode()).isEqualTo(137);
    assertThat(files(tmp)).anyMatch(file -> file.endsWith("libonnxruntime.so"));

    assertThat(score(plainEnvironment()).out()).isEqualTo("1");
    assertThat(files(tmp)).isEmpty();
  }

  @Test
  void aFolderForThemIsFilledOnce() throws Exception {
    Path library = folder.resolve("natives/onnxruntime/libonnxruntime.so");
    Path other = library.resolveSibling("libonnxruntime4j_jni.so");
    for (int start = 0; start < 2; start++) {
      ChildJvm child =
          ChildJvm.run(
              LoadAndDie.class,
              plainEnvironment(),
              List.of(),
              folder.resolve("natives").toString());
      assertThat(child.exitCode()).as(child.err()).isEqualTo(137);
      if (start == 0) {
        Files.setLastModifiedTime(library, FileTime.fromMillis(1000));
        Files.writeString(other, "no library");
      }
    }
    assertThat(Files.getLastModifiedTime(library).toMillis()).isEqualTo(1000);
    assertThat(Files.size(other)).isGreaterThan(1000);
  }

  @Test
  void withoutAHomeTheTemporaryFolderDoes() throws Exception {
    Files.delete(home);

    ChildJvm child = score(plainEnvironment());

    assertThat(child.out()).isEqualTo("1");
    assertThat(child.err()).doesNotContain("elemetry");
    assertThat(home).doesNotExist();
    assertThat(files(tmp)).allMatch(file -> file.startsWith(".djl.ai/tokenizers/"));
  }

  @Test
  void whereTheTokenizerLibraryCantBePutIsNamed() throws Exception {
    Files.createFile(home.resolve(".djl.ai"));

    ChildJvm child = score(plainEnvironment());

    assertThat(child.exitCode()).isEqualTo(3);
    assertThat(child.out())
        .hasLineCount(1)
        .contains(
            home.resolve(".djl.ai").toString(), "(Not a directory)", "rerank.execution.native-dir")
        .doesNotContain("Exception", "ai.djl.", "tokenizer.json");
  }

  @Test
  void aTemporaryFolderThatTakesNoFilesIsNamed() throws Exception {
    Files.delete(tmp);
    Files.createFile(tmp);

    ChildJvm child = score(plainEnvironment());

    assertThat(child.exitCode()).isEqualTo(3);
    assertThat(child.out())
        .hasLineCount(1)
        .contains(
            tmp + " or loaded from there (there is another file of that name)",
            "rerank.execution.native-dir");
  }
}
