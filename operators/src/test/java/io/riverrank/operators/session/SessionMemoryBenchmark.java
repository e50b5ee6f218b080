package io.riverrank.operators.session;

import ai.onnxruntime.OrtEnvironment;
import io.riverrank.operators.model.LocalModel;
import io.riverrank.operators.natives.NativeLibraries;
import io.riverrank.operators.settings.BatchSettings;
import io.riverrank.operators.settings.ExecutionProvider;
import io.riverrank.operators.settings.ModelSettings;
import io.riverrank.operators.settings.PaddingSettings;
import io.riverrank.operators.settings.Precision;
import io.riverrank.operators.testing.InstalledOpenVino;
import io.riverrank.operators.testing.TestSettings;
import io.riverrank.operators.tokenizer.TokenizedPair;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What a provider takes of memory, by the proportional set size of this process: over loads and
 * closes of a session, and over shapes that one session meets.
 *
 * <pre>
 * mvn -pl operators -am test -Dtest=SessionMemoryBenchmark -Dsurefire.failIfNoSpecifiedTests=false
 *     -Driverrank.benchmark.model=DIR -Driverrank.benchmark.file=onnx/model.onnx
 *     -Driverrank.benchmark.provider=openvino -Driverrank.benchmark.loads=500
 *     -Driverrank.benchmark.shapes=2000 -Driverrank.benchmark.length-multiple=1
 * </pre>
 *
 * <p>The provider is {@code openvino}, in bfloat16, or {@code cpu}.
 */
class SessionMemoryBenchmark {
  private static final String MODEL = System.getProperty("riverrank.benchmark.model");
  private static final String FILE =
      System.getProperty("riverrank.benchmark.file", "onnx/model.onnx");
  private static final ExecutionProvider PROVIDER =
      ExecutionProvider.valueOf(
          System.getProperty("riverrank.benchmark.provider", "openvino").toUpperCase(Locale.ROOT));
  private static final int LOADS = Integer.getInteger("riverrank.benchmark.loads", 500);
  private static final int SHAPES = Integer.getInteger("riverrank.benchmark.shapes", 2_000);
  private static final int MULTIPLE = Integer.getInteger("riverrank.benchmark.length-multiple", 8);
  private static final int LONGEST = 512;
  private static final int MOST_TOKENS = 1_024;
  private static final Pattern PSS = Pattern.compile("(?m)^Pss: +(\\d+) kB");

  private final OrtEnvironment environment = NativeLibraries.load(null);

  @BeforeAll
  static void installed() {
    if (PROVIDER == ExecutionProvider.OPENVINO) {
      InstalledOpenVino.assume();
    }
  }

  private static ModelSettings settings() {
    String directory = MODEL == null ? TestSettings.modelDirectory("xlmr-tiny").toString() : MODEL;
    return ModelSettings.of(directory).withFile(FILE);
  }

  private CrossEncoderSession load(LocalModel files) {
    return CrossEncoderSession.load(
        files.directory(),
        PROVIDER == ExecutionProvider.OPENVINO
            ? InstalledOpenVino.settings(Precision.BF16, 2)
            : TestSettings.cpu(2),
        new BatchSettings(MOST_TOKENS, 64, 0, new PaddingSettings(MULTIPLE, false)),
        environment);
  }

  @Test
  void loadsAndCloses() throws Exception {
    try (LocalModel files = LocalModel.obtain(settings())) {
      for (int done = 0; done <= LOADS; done++) {
        if (done % Math.max(1, LOADS / 20) == 0) {
          print(done + " loads");
        }
        try (CrossEncoderSession session = load(files);
            BatchRunner runner = session.newRunner()) {
          runner.run(Collections.nCopies(4, pair(20)));
          runner.run(Collections.nCopies(1, pair(200)));
        }
      }
    }
  }

  @Test
  void shapes() throws Exception {
    try (LocalModel files = LocalModel.obtain(settings());
        CrossEncoderSession session = load(files);
        BatchRunner runner = session.newRunner()) {
      // The largest first, so that what grows afterwards is kept for shapes.
      runner.run(Collections.nCopies(MOST_TOKENS / LONGEST, pair(LONGEST)));
      print("0 shapes");
      int met = 0;
      for (int rows = 1; met < SHAPES; rows++) {
        int step = session.padding().lengthMultiple();
        for (int length = step;
            length <= LONGEST && rows * length <= MOST_TOKENS && met < SHAPES;
            length += step) {
          runner.run(Collections.nCopies(rows, pair(length)));
          if (++met % Math.max(1, SHAPES / 20) == 0) {
            print(met + " shapes");
          }
        }
        if (rows * step > MOST_TOKENS) {
          print("all " + met + " shapes");
          return;
        }
      }
    }
  }

  private static TokenizedPair pair(int length) {
    long[] ids = new long[length];
    Arrays.fill(ids, 7);
    return new TokenizedPair(ids, null, false);
  }

  private static void print(String when) throws Exception {
    String text = Files.readString(Path.of("/proc/self/smaps_rollup"));
    Matcher pss = PSS.matcher(text);
    List<String> kilobytes = pss.results().map(found -> found.group(1)).toList();
    System.out.printf("%s: %d MB%n", when, Long.parseLong(kilobytes.get(0)) / 1024);
  }
}
