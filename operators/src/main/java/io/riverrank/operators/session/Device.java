package io.riverrank.operators.session;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.providers.OrtCUDAProviderOptions;
import ai.onnxruntime.providers.OrtTensorRTProviderOptions;
import io.riverrank.operators.batching.BatchLimits;
import io.riverrank.operators.batching.PaddedLengths;
import io.riverrank.operators.batching.PaddingRule;
import io.riverrank.operators.batching.RunRows;
import io.riverrank.operators.model.ModelDirectory;
import io.riverrank.operators.model.ModelException;
import io.riverrank.operators.natives.openvino.OpenVinoPlugin;
import io.riverrank.operators.settings.BatchSettings;
import io.riverrank.operators.settings.ExecutionProvider;
import io.riverrank.operators.settings.ExecutionSettings;
import io.riverrank.operators.settings.GpuSettings;
import io.riverrank.operators.settings.PaddingSettings;
import io.riverrank.operators.settings.Precision;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.annotation.Nullable;

/**
 * Where a session runs.
 *
 * @param provider anything but AUTO
 * @param number of the GPU; 0 without one
 */
public record Device(ExecutionProvider provider, int number) {
  /** Tokens of a micro-batch that stay in a core's cache between two operators of ONNX Runtime. */
  private static final int TOKEN_BUDGET = 512;

  /** One computes while the other copies. */
  private static final int GPU_CALLERS = 2;

  /** Whether a device of its own computes, beside the processor. */
  public boolean isGpu() {
    return provider == ExecutionProvider.CUDA || provider == ExecutionProvider.TENSORRT;
  }

  /** Threads that run the model at once: the user's number, or what keeps this device busy. */
  public int callers(ExecutionSettings settings) {
    if (settings.callers() > 0) {
      return settings.callers();
    }
    int cores = Runtime.getRuntime().availableProcessors();
    return isGpu() ? GPU_CALLERS : Math.max(1, cores / Math.max(1, settings.intraOpThreads()));
  }

  /** The user's limits, or those that this device is quick with. */
  public BatchLimits limits(BatchSettings settings) {
    int own = provider == ExecutionProvider.OPENVINO ? OpenVinoOptions.TOKEN_BUDGET : TOKEN_BUDGET;
    return new BatchLimits(
        settings.tokenBudget() == null ? own : settings.tokenBudget(),
        settings.maxRows(),
        settings.lingerMs());
  }

  /**
   * The user's padding, or what this device needs for scores that don't depend on a batch.
   *
   * @param batch null where micro-batches are not known
   */
  public PaddingRule padding(@Nullable BatchSettings batch, ModelDirectory model) {
    PaddingSettings settings = batch == null ? PaddingSettings.DEFAULT : batch.padding();
    return new PaddingRule(
        lengths(settings, model.hiddenSize()), model.maxLength(), rows(settings, batch));
  }

  private PaddedLengths lengths(PaddingSettings settings, int hiddenSize) {
    if (settings.lengthMultiple() != null) {
      return PaddedLengths.multiplesOf(settings.lengthMultiple());
    }
    return provider == ExecutionProvider.OPENVINO
        ? OpenVinoOptions.lengths(hiddenSize)
        : PaddedLengths.LONGEST;
  }

  private RunRows rows(PaddingSettings settings, @Nullable BatchSettings batch) {
    if (settings.fillRows()) {
      return RunRows.full(limits(batch));
    }
    return provider == ExecutionProvider.OPENVINO
        ? RunRows.few(batch == null ? null : limits(batch))
        : RunRows.ALL;
  }

  /** The model with the precision that its results are of. */
  ModelDirectory computing(ModelDirectory model, ExecutionSettings settings) {
    boolean bf16 =
        provider == ExecutionProvider.OPENVINO && settings.openVino().precision() == Precision.BF16;
    return bf16 ? model.computedIn("bf16") : model;
  }

  /** Whether the beginnings of pairs are read once for several of them. */
  boolean sharesPrefixes(PaddingRule padding) {
    // Where a score depends on the shape of its run, that must be the same beside any other pair.
    return provider == ExecutionProvider.CPU && padding.mixesLengths() && !padding.fillsRows();
  }

  /**
   * @throws ModelException if the settings and the file don't go together on this device
   */
  void require(ExecutionSettings settings, ModelDirectory model) {
    String weights = model.info().precision();
    if (model.takesPast()
        && (provider == ExecutionProvider.OPENVINO || provider == ExecutionProvider.TENSORRT)) {
      throw new ModelException(
          "%s takes keys and values of what pairs begin with (its input past), which rerank.execution.provider %s can't run; use cpu or cuda, or prepare the model with --prefixes never"
              .formatted(model.onnxFile(), this));
    }
    if (provider == ExecutionProvider.OPENVINO) {
      Precision precision = settings.openVino().precision();
      OpenVinoOptions.requireWeights(precision, weights, model.fixedScales());
      OpenVinoPlugin plugin =
          OpenVinoPlugin.of(settings.openVino(), OrtEnvironment.getEnvironment());
      OpenVinoOptions.requireProcessor(precision, plugin.processor(), plugin.hasBf16());
    }
  }

  /**
   * OpenVINO takes any graph when it loads, and says of some only when they run that it can't.
   *
   * @param failure of the first run
   */
  public ModelException explain(ModelDirectory model, ModelException failure) {
    return provider == ExecutionProvider.OPENVINO
        ? OpenVinoOptions.cannotRun(model, failure)
        : failure;
  }

  OrtSession.SessionOptions options(
      ExecutionSettings settings, @Nullable ShapeProfile profile, ModelDirectory model)
      throws OrtException {
    OrtSession.SessionOptions options = new OrtSession.SessionOptions();
    try {
      options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
      options.setInterOpNumThreads(1);
      options.setIntraOpNumThreads(settings.intraOpThreads());
      // A waiting thread that spins takes its core from another caller's run.
      options.addConfigEntry("session.intra_op.allow_spinning", callers(settings) > 1 ? "0" : "1");
      // One block for all that a run needs, laid out once for each shape. With an arena that
      // callers
      // share piece by piece, runs of the same shape were up to a fifth slower.
      // Such a layout is kept for each shape for ever, and with pasts of any length there is no end
      // of shapes.
      options.setMemoryPatternOptimization(!model.takesPast());
      switch (provider) {
        case CUDA -> addCuda(options, settings.gpu());
        case TENSORRT -> addTensorRt(options, settings.gpu(), profile);
        case OPENVINO -> addOpenVino(options, settings, callers(settings));
        default -> {}
      }
      return options;
    } catch (OrtException | RuntimeException e) {
      options.close();
      throw e;
    }
  }

  private void addCuda(OrtSession.SessionOptions options, GpuSettings gpu) {
    requireBuiltIn(OrtProvider.CUDA);
    try (OrtCUDAProviderOptions cuda = new OrtCUDAProviderOptions(number)) {
      for (Map.Entry<String, String> option : GpuOptions.cuda(gpu).entrySet()) {
        cuda.add(option.getKey(), option.getValue());
      }
      options.addCUDA(cuda);
    } catch (OrtException e) {
      throw unusable(e);
    }
  }

  private void addTensorRt(
      OrtSession.SessionOptions options, GpuSettings gpu, @Nullable ShapeProfile profile) {
    requireBuiltIn(OrtProvider.TENSOR_RT);
    try (OrtTensorRTProviderOptions tensorRt = new OrtTensorRTProviderOptions(number)) {
      for (Map.Entry<String, String> option : GpuOptions.tensorRt(gpu, profile).entrySet()) {
        tensorRt.add(option.getKey(), option.getValue());
      }
      options.addTensorrt(tensorRt);
      addCuda(options, gpu);
    } catch (OrtException e) {
      throw unusable(e);
    }
  }

  /**
   * Leaves a session's graph to OpenVINO.
   *
   * @param callers threads that will run the session at once
   * @throws ModelException if its plugin can't be used
   */
  public static void addOpenVino(
      OrtSession.SessionOptions options, ExecutionSettings settings, int callers)
      throws OrtException {
    OpenVinoPlugin plugin = OpenVinoPlugin.of(settings.openVino(), OrtEnvironment.getEnvironment());
    options.addExecutionProvider(List.of(plugin.device()), OpenVinoOptions.of(settings, callers));
  }

  private void requireBuiltIn(OrtProvider needed) {
    if (!OrtEnvironment.getAvailableProviders().contains(needed)) {
      throw new ModelException(
          "rerank.execution.provider is %s, but this build of ONNX Runtime does not have it; build with mvn -Pgpu, or use cpu or auto"
              .formatted(this));
    }
  }

  private ModelException unusable(OrtException e) {
    GpuProblem problem = GpuProblem.of(e.getMessage());
    return ModelException.mayPass(
        "rerank.execution.provider is %s, but GPU %d can't be used: %s; %s, or use cpu or auto"
            .formatted(this, number, problem.what(), problem.advice()),
        e);
  }

  /** A graph that does not load; a GPU's memory may still be another process's. */
  ModelException doesNotLoad(Path onnxFile, OrtException e) {
    if (!isGpu()) {
      return new ModelException(
          "%s does not load on %s: %s".formatted(onnxFile, this, e.getMessage()), e);
    }
    GpuProblem problem = GpuProblem.of(e.getMessage());
    return ModelException.mayPass(
        "%s does not load on %s: %s; %s"
            .formatted(onnxFile, this, problem.what(), problem.advice()),
        e);
  }

  @Override
  public String toString() {
    return provider.name().toLowerCase(Locale.ROOT);
  }
}
