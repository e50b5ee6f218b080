package io.riverrank.operators.model;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

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

  /** Writes the model to {@code parent/demo-cross-encoder} and returns that folder. */
  static Path extract(Path parent) throws IOException {
    Path directory = parent.resolve(NAME);
    for (String file : FILES) {
      Path target = directory.resolve(file);
      Files.createDirectories(target.getParent());
      try (InputStream in = BundledModel.class.getResourceAsStream("bundled/" + file)) {
        if (in == null) {
          throw new IOException("this build lacks the bundled model's " + file);
        }
        Files.copy(in, target);
      }
    }
    return directory;
  }
}
