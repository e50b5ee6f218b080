package io.riverrank.tools.bench.advice;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtProvider;
import io.riverrank.operators.model.ModelDirectory;
import io.riverrank.operators.model.ModelException;
import io.riverrank.operators.natives.openvino.OpenVinoLibrary;
import io.riverrank.operators.settings.ExecutionProvider;
import io.riverrank.operators.settings.ModelSettings;
import io.riverrank.operators.settings.Precision;
import io.riverrank.operators.settings.RerankSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Everything that a machine offers for a model: its files, by each provider that is there. */
final class Choices {
  static final String FULL_PRECISION = "fp32";

  private Choices() {}

  /**
   * @param chosen the file of the user's settings, which stands beside the others
   * @param refused is told of files that can't be used
   */
  static List<Choice> of(ModelDirectory chosen, RerankSettings settings, List<Tried> refused)
      throws IOException {
    List<Choice> choices = new ArrayList<>();
    Path directory = chosen.tokenizerFile().getParent();
    for (String file : files(chosen, directory)) {
      ModelSettings model = settings.model().withFile(file);
      try {
        add(choices, file, ModelDirectory.open(directory, model), settings);
      } catch (ModelException e) {
        Choice choice = new Choice(file, "", ExecutionProvider.CPU, Precision.FP32);
        refused.add(Tried.failed(choice, e.getMessage()));
      }
    }
    return choices;
  }

  private static void add(
      List<Choice> choices, String file, ModelDirectory model, RerankSettings settings) {
    String weights = model.info().precision();
    choices.add(new Choice(file, weights, ExecutionProvider.CPU, Precision.FP32));
    boolean full = weights.equals(FULL_PRECISION);
    if ((full || model.fixedScales())
        && OpenVinoLibrary.find(settings.execution().openVino().library()).isPresent()) {
      for (Precision precision : full ? Precision.values() : new Precision[] {Precision.FP32}) {
        choices.add(new Choice(file, weights, ExecutionProvider.OPENVINO, precision));
      }
    }
    if (OrtEnvironment.getAvailableProviders().contains(OrtProvider.CUDA)) {
      choices.add(new Choice(file, weights, ExecutionProvider.CUDA, Precision.FP32));
    }
  }

  /** Relative to the directory. */
  private static List<String> files(ModelDirectory chosen, Path directory) throws IOException {
    try (Stream<Path> siblings = Files.list(chosen.onnxFile().getParent())) {
      return siblings
          .filter(file -> file.toString().endsWith(".onnx"))
          .map(file -> directory.relativize(file).toString())
          .sorted()
          .toList();
    }
  }
}
