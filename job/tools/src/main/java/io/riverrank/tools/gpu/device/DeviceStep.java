package io.riverrank.tools.gpu.device;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtProvider;
import io.riverrank.operators.model.ModelException;
import io.riverrank.operators.natives.NativeLibraries;
import io.riverrank.operators.scoring.CrossEncoder;
import io.riverrank.operators.scoring.TextPair;
import io.riverrank.operators.settings.ExecutionSettings;
import io.riverrank.tools.bench.report.Machine;
import io.riverrank.tools.gpu.machine.SeenGpus;
import io.riverrank.tools.gpu.model.BundledModels;
import io.riverrank.tools.gpu.model.BundledModels.BundledModel;
import io.riverrank.tools.gpu.result.StepReport;
import io.riverrank.tools.gpu.step.CheckSettings;
import io.riverrank.tools.gpu.step.CheckStep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.annotation.Nullable;

/** What the machine is, which libraries this process found, and whether one pair gets a score. */
public final class DeviceStep implements CheckStep {
  private static final Path MAPS = Path.of("/proc/self/maps");
  private static final String NVIDIA = ".*/lib(cu|nv|onnxruntime)[^/]*\\.so[.\\d]*";

  record Libraries(List<String> loaded) {}

  record FirstScore(String model, String provider, double seconds, float logit) {}

  /**
   * @param cuda how it is refused; null if it can be used
   * @param logit that {@code auto} gives all the same
   */
  record WithoutGpu(@Nullable String cuda, float logit) {}

  @Override
  public void run(CheckSettings settings, StepReport report) throws Exception {
    SeenGpus.gpus().forEach(gpu -> report.add("gpu", gpu));
    NativeLibraries.load(null);
    report.add("machine", Machine.here());
    report.add("providers", new Providers(List.copyOf(OrtEnvironment.getAvailableProviders())));
    BundledModel model = BundledModels.in(settings.bundle()).smallest();
    if (settings.rehearsal()) {
      WithoutGpu tried = withoutGpu(settings, model);
      boolean oneSentence = tried.cuda() == null || !tried.cuda().contains("\n");
      report.add("without_gpu", tried, oneSentence && Float.isFinite(tried.logit()));
    }
    long start = System.nanoTime();
    try {
      float logit = score(settings, model, settings.execution());
      report.add(
          "first_score",
          new FirstScore(
              model.name(), settings.provider().name(), (System.nanoTime() - start) / 1e9, logit),
          Float.isFinite(logit));
    } finally {
      report.add("libraries", new Libraries(loaded()));
    }
  }

  /** The libraries are those for a GPU, so what they say where there is none can be tried there. */
  private static WithoutGpu withoutGpu(CheckSettings settings, BundledModel model)
      throws Exception {
    String refused = null;
    try {
      score(settings, model, settings.onCuda());
    } catch (ModelException e) {
      refused = e.getMessage();
    }
    return new WithoutGpu(refused, score(settings, model, settings.onAny()));
  }

  private static float score(
      CheckSettings settings, BundledModel model, ExecutionSettings execution) throws Exception {
    try (CrossEncoder encoder =
        CrossEncoder.load(model.settings(model.files().get(0)), execution, settings.batch())) {
      return encoder.predict(List.of(new TextPair("query", "a document"))).get(0).logit();
    }
  }

  record Providers(List<OrtProvider> providers) {}

  /** Files of CUDA, cuDNN, TensorRT and ONNX Runtime that are mapped into this process. */
  private static List<String> loaded() throws IOException {
    try (Stream<String> lines = Files.lines(MAPS)) {
      return lines
          .map(line -> line.substring(line.lastIndexOf(' ') + 1))
          .filter(file -> file.matches(NVIDIA))
          .distinct()
          .sorted()
          .toList();
    }
  }
}
