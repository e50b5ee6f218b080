package io.riverrank.operators.natives;

import ai.onnxruntime.OrtEnvironment;
import io.riverrank.operators.files.OwnedFolder;
import io.riverrank.operators.resources.LauncherFolder;
import io.riverrank.operators.resources.PackagedFile;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javax.annotation.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * ONNX Runtime's libraries on disk. By itself it extracts them to {@code java.io.tmpdir}, which is
 * fixed when the JVM starts, and a process that is killed leaves them there.
 */
final class OnnxRuntimeFiles {
  private static final Logger LOG = LoggerFactory.getLogger(OnnxRuntimeFiles.class);
  private static final String PROPERTY = "onnxruntime.native.path";
  private static final String TEMPORARY = "riverrank-native";

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
   * @param keep where they stay for the next process; null for the launcher's folder or, where that
   *     can't be used, for one that goes with this process
   * @param temporary where the latter is made
   */
  static void extract(@Nullable Path keep, Path temporary) throws IOException {
    if (System.getProperty(PROPERTY) != null) {
      return;
    }
    if (keep != null) {
      keepIn(keep);
    } else if (!keptByLauncher()) {
      OwnedFolder owned = OwnedFolder.make(temporary, TEMPORARY);
      extractTo(owned.path(), owned.path());
      owned.keep();
    }
  }

  private static boolean keptByLauncher() {
    Path folder = LauncherFolder.path();
    if (folder == null) {
      return false;
    }
    try {
      keepIn(folder);
      return true;
    } catch (IOException e) {
      LOG.debug("{} can't keep ONNX Runtime's libraries", folder, e);
      return false;
    }
  }

  private static void keepIn(Path parent) throws IOException {
    Path folder = Files.createDirectories(parent.resolve("onnxruntime"));
    try (OwnedFolder parts = OwnedFolder.make(folder, TEMPORARY)) {
      extractTo(folder, parts.path());
    }
  }

  /**
   * @param parts where a file is until it is whole
   */
  private static void extractTo(Path folder, Path parts) throws IOException {
    for (String library : LIBRARIES) {
      String file = System.mapLibraryName(library);
      URL url =
          OrtEnvironment.class.getResource("/ai/onnxruntime/native/" + platform() + '/' + file);
      if (url != null) {
        new PackagedFile(url).copyTo(folder.resolve(file), parts);
      }
    }
    System.setProperty(PROPERTY, folder.toString());
  }

  private static String platform() {
    String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String arch = System.getProperty("os.arch");
    String name = os.contains("win") ? "win" : os.contains("mac") ? "osx" : "linux";
    return name + '-' + (arch.equals("aarch64") ? "aarch64" : "x64");
  }
}
