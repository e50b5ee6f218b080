package io.riverrank.operators.session;

import ai.onnxruntime.OrtEnvironment;
import io.riverrank.operators.batching.PaddingRule;
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
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.annotation.Nullable;
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
 *     -Driverrank.benchmark.callers=2
 * </pre>
 *
 * <p>The provider is {@code openvino}, in bfloat16, or {@code cpu}; without a multiple lengths are
 * padded as the provider's are by default. Rows are of the numbers that the provider runs.
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

  @Nullable
  private static final Integer MULTIPLE = Integer.getInteger("riverrank.benchmark.length-multiple");

  private static final int CALLERS = Integer.getInteger("riverrank.benchmark.callers", 2);
  private static final int LONGEST = 512;
  private static final int MOST_TOKENS = 1_024;
  private static final int MOST_ROWS = 64;
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
            ? InstalledOpenVino.settings(Precision.BF16, CALLERS)
            : TestSettings.cpu(CALLERS),
        new BatchSettings(MOST_TOKENS, MOST_ROWS, 0, new PaddingSettings(MULTIPLE, false)),
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

  /** Every caller meets every shape, at the same time, so that each has its stream. */
  @Test
  void shapes() throws Exception {
    try (LocalModel files = LocalModel.obtain(settings());
        CrossEncoderSession session = load(files);
        Callers callers = new Callers(session)) {
      // The largest first, so that what grows afterwards is kept for shapes.
      callers.run(Collections.nCopies(MOST_TOKENS / LONGEST, pair(LONGEST)));
      print("0 shapes");
      int met = 0;
      PaddingRule padding = session.padding();
      for (int rows = 1; rows <= MOST_ROWS && met < SHAPES; rows++) {
        for (int length = padding.paddedLength(1);
            length <= LONGEST && rows * length <= MOST_TOKENS && met < SHAPES;
            length = padding.paddedLength(length + 1)) {
          if (padding.taken(rows, length) != rows) {
            continue;
          }
          callers.run(Collections.nCopies(rows, pair(length)));
          if (++met % Math.max(1, SHAPES / 20) == 0) {
            print(met + " shapes");
          }
        }
      }
      print(met < SHAPES ? "all " + met + " shapes" : met + " shapes");
    }
  }

  private static final class Callers implements AutoCloseable {
    private final ExecutorService threads = Executors.newFixedThreadPool(CALLERS);
    private final List<BatchRunner> runners;

    Callers(CrossEncoderSession session) {
      runners = Stream.generate(session::newRunner).limit(CALLERS).toList();
    }

    void run(List<TokenizedPair> rows) throws Exception {
      List<Callable<Object>> runs =
          runners.stream().map(runner -> (Callable<Object>) () -> runner.run(rows)).toList();
      for (Future<Object> ended : threads.invokeAll(runs)) {
        ended.get();
      }
    }

    @Override
    public void close() {
      threads.shutdown();
      runners.forEach(BatchRunner::close);
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
