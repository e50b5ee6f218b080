package io.riverrank.operators.model;

import io.riverrank.operators.errors.FileProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;

/**
 * The files of one model directory, and none outside: neither by a name that leads out of it nor by
 * a symbolic link. The Hugging Face cache keeps a model as {@code
 * models--ORG--NAME/snapshots/REVISION} with links into {@code models--ORG--NAME/blobs}; links to
 * there are followed.
 */
final class ModelFiles {
  /** config.json and the like have kilobytes. */
  private static final long MAX_JSON_BYTES = 16L << 20;

  /** The largest vocabularies make 40 MB of JSON. */
  private static final long MAX_TOKENIZER_BYTES = 256L << 20;

  private final Path directory;
  private final Path real;
  private final Path blobs;

  /**
   * @throws ModelException if this is no directory that can be read
   */
  ModelFiles(Path directory) {
    this.directory = directory;
    if (!Files.isDirectory(directory)) {
      throw new ModelException(
          "%s is not a directory; give a CrossEncoder directory with config.json, tokenizer.json and %s"
              .formatted(directory, OnnxFiles.DEFAULT));
    }
    try {
      real = directory.toRealPath();
    } catch (IOException e) {
      throw ModelException.mayPass(
          "%s can't be read: %s".formatted(directory, FileProblem.of(e)), e);
    }
    Path snapshots = real.getParent();
    boolean cached =
        snapshots != null
            && snapshots.endsWith("snapshots")
            && snapshots.resolveSibling("blobs").toFile().isDirectory();
    blobs = cached ? snapshots.resolveSibling("blobs") : real;
  }

  boolean has(String file) {
    return Files.exists(directory.resolve(file));
  }

  /**
   * A file that has to be there.
   *
   * @param file relative to the directory
   * @throws ModelException if it is missing, no plain file, elsewhere, or too large
   */
  Path require(String file) {
    if (!has(file)) {
      throw new ModelException(
          "model directory %s has no %s; save the model with sentence-transformers' save_pretrained"
              .formatted(directory, file));
    }
    Path path = directory.resolve(file);
    try {
      Path target = path.toRealPath();
      if (!target.startsWith(real) && !target.startsWith(blobs)) {
        throw new ModelException(
            "%s is a link that leads out of the model directory; copy the file itself there"
                .formatted(path));
      }
      if (!Files.isRegularFile(target)) {
        throw new ModelException("%s is not a plain file; copy the model again".formatted(path));
      }
      checkSize(path, Files.size(target));
    } catch (IOException e) {
      throw ModelException.mayPass("%s can't be read: %s".formatted(path, FileProblem.of(e)), e);
    }
    return path;
  }

  /**
   * A file of weights that an ONNX file refers to.
   *
   * @param onnxFile relative to the directory
   * @param location relative to the ONNX file's folder, as the file says
   * @return the name relative to the directory, with forward slashes
   * @throws ModelException as {@link #require}, and if the location leads elsewhere
   */
  String requireWeights(String onnxFile, String location) {
    Path root = directory.toAbsolutePath().normalize();
    Path parent = root.resolve(onnxFile).getParent();
    try {
      Path file = parent.resolve(location).normalize();
      // ONNX Runtime takes a location with '*' for an address in memory.
      boolean plain = location.chars().noneMatch(c -> c == '*' || Character.isISOControl(c));
      if (plain && file.startsWith(parent) && !file.equals(parent)) {
        String name = root.relativize(file).toString().replace('\\', '/');
        require(name);
        return name;
      }
    } catch (InvalidPathException e) {
      // Told below.
    }
    throw new ModelException(
        "%s keeps weights outside its folder (%s); save it again with its weights beside it"
            .formatted(onnxFile, location.replaceAll("\\p{Cntrl}", "?")));
  }

  private static void checkSize(Path path, long bytes) {
    String name = path.getFileName().toString().toLowerCase(Locale.ROOT);
    long limit = name.equals("tokenizer.json") ? MAX_TOKENIZER_BYTES : MAX_JSON_BYTES;
    if (name.endsWith(".json") && bytes > limit) {
      throw new ModelException(
          "%s has %d bytes, more than the %d that such a file may have; copy the model again"
              .formatted(path, bytes, limit));
    }
  }
}
