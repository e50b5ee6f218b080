package io.riverrank.operators.natives;

import ai.onnxruntime.OrtEnvironment;
import io.riverrank.operators.files.OwnedFolder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import javax.annotation.Nullable;

/**
 * ONNX Runtime's libraries on disk. By itself it extracts them to {@code java.io.tmpdir}, which is
 * fixed when the JVM starts, and a process that is killed leaves them there.
 */
final class OnnxRuntimeFiles {
  private static final String PROPERTY = "onnxruntime.native.path";
  private static final String TEMPORARY = "riverrank-native";
  private static final int COMPARED_BYTES = 1 << 16;

  private static final List<String> LIBRARIES =
      List.of(
          "onnxruntime",
          "onnxruntime4j_jni",
          "onnxruntime_providers_shared",
          "onnxruntime_providers_cuda",
          "onnxruntime_providers_tensorrt");

  private OnnxRuntimeFiles() {}

  /**
   * Extracts what the jar has, unless the user named a folder that has them.
   *
   * @param keep where they stay for the next process; null for a folder that goes with this one
   * @param temporary where the latter is made
   */
  static void extract(@Nullable Path keep, Path temporary) throws IOException {
    if (System.getProperty(PROPERTY) != null) {
      return;
    }
    Path folder;
    if (keep == null) {
      OwnedFolder owned = OwnedFolder.make(temporary, TEMPORARY);
      folder = owned.path();
      extractTo(folder, folder);
      owned.keep();
    } else {
      folder = Files.createDirectories(keep.resolve("onnxruntime"));
      try (OwnedFolder parts = OwnedFolder.make(folder, TEMPORARY)) {
        extractTo(folder, parts.path());
      }
    }
    System.setProperty(PROPERTY, folder.toString());
  }

  /** Written elsewhere and moved over, so that no other JVM ever loads half a file. */
  private static void extractTo(Path folder, Path parts) throws IOException {
    for (String library : LIBRARIES) {
      String file = System.mapLibraryName(library);
      String resource = "/ai/onnxruntime/native/" + platform() + '/' + file;
      if (OrtEnvironment.class.getResource(resource) == null
          || isSame(resource, folder.resolve(file))) {
        continue;
      }
      Path part = parts.resolve(file + ".part");
      try (InputStream in = OrtEnvironment.class.getResourceAsStream(resource)) {
        Files.copy(in, part);
      }
      Files.move(part, folder.resolve(file), StandardCopyOption.ATOMIC_MOVE);
    }
  }

  private static boolean isSame(String resource, Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      return false;
    }
    byte[] expected = new byte[COMPARED_BYTES];
    byte[] found = new byte[COMPARED_BYTES];
    try (InputStream in = OrtEnvironment.class.getResourceAsStream(resource);
        InputStream there = Files.newInputStream(file)) {
      int n;
      do {
        n = in.readNBytes(expected, 0, COMPARED_BYTES);
        int m = there.readNBytes(found, 0, COMPARED_BYTES);
        if (!Arrays.equals(expected, 0, n, found, 0, m)) {
          return false;
        }
      } while (n > 0);
      return true;
    }
  }

  private static String platform() {
    String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String arch = System.getProperty("os.arch");
    String name = os.contains("win") ? "win" : os.contains("mac") ? "osx" : "linux";
    return name + '-' + (arch.equals("aarch64") ? "aarch64" : "x64");
  }
}
