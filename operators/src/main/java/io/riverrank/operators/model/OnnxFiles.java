package io.riverrank.operators.model;

import java.util.List;
import javax.annotation.Nullable;

/** Which of a directory's ONNX files is the model. */
final class OnnxFiles {
  static final String DIRECTORY = "onnx";
  static final String DEFAULT = "onnx/model.onnx";

  /** Where Optimum's exporter puts it. */
  static final String BESIDE_CONFIG = "model.onnx";

  private OnnxFiles() {}

  /**
   * The wanted file, in the directory or in its {@code onnx/}; else {@code onnx/model.onnx}, else
   * {@code model.onnx}, else the only one there.
   *
   * @param where the directory, for the message
   * @param names of all files in the directory and in {@code onnx/}, relative to the directory,
   *     with forward slashes
   * @param wanted what the user asked for; null for the default
   * @throws ModelException if there is no such file, or the choice is not clear
   */
  static String choose(String where, List<String> names, @Nullable String wanted) {
    List<String> models = names.stream().filter(n -> n.endsWith(".onnx")).sorted().toList();
    if (wanted != null) {
      for (String name : List.of(wanted, DIRECTORY + '/' + wanted)) {
        if (models.contains(name)) {
          return name;
        }
      }
      throw new ModelException(
          "model directory %s has no %s; %s".formatted(where, wanted, offer(models)));
    }
    for (String name : List.of(DEFAULT, BESIDE_CONFIG)) {
      if (models.contains(name)) {
        return name;
      }
    }
    if (models.size() == 1) {
      return models.get(0);
    }
    throw new ModelException(
        "model directory %s has no %s; %s".formatted(where, DEFAULT, offer(models)));
  }

  private static String offer(List<String> models) {
    return models.isEmpty()
        ? "make a directory with one of the model by deploy/models/prepare.py"
        : "choose one of " + String.join(", ", models) + " by rerank.model.file (--model-file)";
  }
}
