package io.riverrank.operators.model;

import io.riverrank.operators.resources.PackagedFile;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The demonstration model that comes inside the jar; its README tells what it can do. */
final class BundledModel {
  static final String NAME = "demo-cross-encoder";

  private static final List<String> FILES =
      List.of(
          "config.json",
          "config_sentence_transformers.json",
          "modules.json",
          "sentence_bert_config.json",
          "tokenizer.json",
          "tokenizer_config.json",
          "onnx/model_qint8_rowwise.onnx");

  private BundledModel() {}

  /**
   * Leaves the model, and nothing else, in {@code parent/demo-cross-encoder} and returns that
   * folder.
   */
  static Path extract(Path parent) throws IOException {
    Path directory = parent.resolve(NAME);
    removeOthers(directory);
    for (String file : FILES) {
      URL url = BundledModel.class.getResource("bundled/" + file);
      if (url == null) {
        throw new IOException("this build lacks the bundled model's " + file);
      }
      new PackagedFile(url).copyTo(directory.resolve(file));
    }
    return directory;
  }

  /** A file of another build may be another model. */
  private static void removeOthers(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return;
    }
    List<Path> present;
    try (Stream<Path> files = Files.walk(directory)) {
      present = files.filter(Files::isRegularFile).toList();
    }
    for (Path file : present) {
      String name = directory.relativize(file).toString();
      // Another process may be about to move its copy into place.
      if (!FILES.contains(name) && !name.endsWith(".part")) {
        Files.delete(file);
      }
    }
  }
}
