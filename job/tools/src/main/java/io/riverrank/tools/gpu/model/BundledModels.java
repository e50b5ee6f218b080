package io.riverrank.tools.gpu.model;

import io.riverrank.job.errors.UserException;
import io.riverrank.operators.settings.ModelSettings;
import io.riverrank.tools.gpu.weights.SeededWeights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The models of a bundle: folders of {@code models}, each a model directory. */
public record BundledModels(List<BundledModel> all) {
  private static final String FP32 = "onnx/model.onnx";
  private static final Set<String> OURS =
      Set.of("minilm-l6", "xlmr-l6", "gte-base", "xlmr-tiny", "gte-tiny", "modernbert", "causal");
  private static final String FP16 = "onnx/model_fp16.onnx";

  /** The smallest first: what is cut off last is what takes longest. */
  public static BundledModels in(Path bundle) throws IOException {
    List<BundledModel> models = new ArrayList<>();
    try (Stream<Path> folders = Files.list(bundle.resolve("models"))) {
      folders.sorted().map(BundledModel::new).forEach(models::add);
    }
    if (models.isEmpty()) {
      throw new UserException(
          "%s has no models; join its pieces anew".formatted(bundle.resolve("models")));
    }
    Map<BundledModel, Long> bytes = new HashMap<>();
    for (BundledModel model : models) {
      bytes.put(model, model.weightBytes(model.files().get(0)));
    }
    models.sort(Comparator.comparing(bytes::get));
    return new BundledModels(models);
  }

  /** The model of that name. */
  public BundledModel named(String name) {
    return all.stream()
        .filter(model -> model.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new UserException("the bundle has no model " + name));
  }

  /**
   * Models to measure speed with: half precision of two full sizes, then of what the user added.
   */
  public List<BundledModel> forSpeed() {
    List<BundledModel> chosen = new ArrayList<>(List.of(named("minilm-l6"), named("gte-base")));
    for (BundledModel model : all) {
      if (model.fp16().isPresent() && !model.isOurs()) {
        chosen.add(model);
      }
    }
    return chosen;
  }

  /** The model whose first file is the smallest. */
  public BundledModel smallest() {
    return all.get(0);
  }

  /** One model directory. */
  public record BundledModel(Path directory) {

    /** Whether it is one that every bundle has. */
    boolean isOurs() {
      return OURS.contains(name());
    }

    /** Of the folder. */
    public String name() {
      return directory.getFileName().toString();
    }

    /** The full-precision file, if it is there. */
    public Optional<String> fp32() {
      return file(FP32);
    }

    /** The half-precision file, if it is there. */
    public Optional<String> fp16() {
      return file(FP16);
    }

    /** Both, as far as they are there. */
    public List<String> files() {
      return Stream.of(fp32(), fp16()).flatMap(Optional::stream).toList();
    }

    /** Of a file with its weights, written or not. */
    public long weightBytes(String file) throws IOException {
      Path path = directory.resolve(file);
      return Files.size(path) + SeededWeights.bytesOf(path);
    }

    private Optional<String> file(String name) {
      return Files.exists(directory.resolve(name)) ? Optional.of(name) : Optional.empty();
    }

    /**
     * What a step scores with; weights that did not travel are written first.
     *
     * @param file relative to the directory
     */
    public ModelSettings settings(String file) throws IOException {
      SeededWeights.complete(directory.resolve(file));
      return ModelSettings.of(directory.toString()).withFile(file);
    }
  }
}
