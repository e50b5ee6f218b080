package io.riverrank.operators.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.util.HexFormat;
import java.util.List;

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
    InputStream in = BundledModel.class.getResourceAsStream("bundled/" + file);
    if (in == null) {
      throw new IOException("this build lacks the bundled model's " + file);
    }
    return in;
  }
}
