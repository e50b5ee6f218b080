package io.riverrank.operators.model;

import io.riverrank.operators.resources.PackagedFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.util.HexFormat;
import java.util.List;
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
    for (String file : FILES) {
      new PackagedFile(url(file)).copyTo(directory.resolve(file));
    }
    return directory;
  }

  @Override
  public String version() throws IOException {
    var digest = new DigestOutputStream(OutputStream.nullOutputStream(), Sha256.digest());
    for (String file : FILES) {
      try (InputStream in = open(file)) {
        in.transferTo(digest);
      }
    }
    return "bundled " + HexFormat.of().formatHex(digest.getMessageDigest().digest());
  }

  @Override
  public long bytes() throws IOException {
    long bytes = 0;
    for (String file : FILES) {
      try (InputStream in = open(file)) {
        bytes += in.transferTo(OutputStream.nullOutputStream());
      }
    }
    return bytes;
  }

  @Override
  public void copyTo(Path folder) throws IOException {
    for (String file : FILES) {
      Path target = folder.resolve(file);
      Files.createDirectories(target.getParent());
      try (InputStream in = open(file)) {
        Files.copy(in, target);
      }
    }
  }

  private static InputStream open(String file) throws IOException {
    return url(file).openStream();
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
