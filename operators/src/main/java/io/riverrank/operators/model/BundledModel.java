package io.riverrank.operators.model;

import io.riverrank.operators.resources.PackagedFile;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.StringJoiner;
import java.util.stream.Stream;

/** The demonstration model that comes inside the jar; its README tells what it can do. */
final class BundledModel implements ModelSource {
  private static final List<String> FILES =
      List.of(
          "config.json",
          "config_sentence_transformers.json",
          "modules.json",
          "sentence_bert_config.json",
          "tokenizer.json",
          "tokenizer_config.json",
          "onnx/model_qint8_rowwise.onnx");

  @Override
  public String name() {
    return "demo-cross-encoder";
  }

  /**
   * Leaves the model, and nothing else, in a folder of its name that outlives the process; what is
   * there already and right is not written again.
   *
   * @return that folder
   */
  Path keepIn(Path parent) throws IOException {
    Path directory = parent.resolve(name());
    removeOthers(directory);
    copyTo(directory);
    return directory;
  }

  @Override
  public String version() throws IOException {
    StringJoiner version = new StringJoiner(" ", "bundled ", "");
    for (String file : FILES) {
      PackagedFile.Contents contents = packaged(file).contents();
      version.add("%d/%08x".formatted(contents.bytes(), contents.crc()));
    }
    return version.toString();
  }

  @Override
  public long bytes() throws IOException {
    long bytes = 0;
    for (String file : FILES) {
      bytes += packaged(file).contents().bytes();
    }
    return bytes;
  }

  @Override
  public void copyTo(Path folder) throws IOException {
    for (String file : FILES) {
      packaged(file).copyTo(folder.resolve(file));
    }
  }

  private static PackagedFile packaged(String file) throws IOException {
    return new PackagedFile(url(file));
  }

  private static URL url(String file) throws IOException {
    URL url = BundledModel.class.getResource("bundled/" + file);
    if (url == null) {
      throw new IOException("this build lacks the bundled model's " + file);
    }
    return url;
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
