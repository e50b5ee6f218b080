package io.riverrank.tools.openvino;

import io.riverrank.operators.natives.openvino.OpenVinoLibrary;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** A wheel of the plugin, of which a CPU needs a third. */
final class WheelArchive {
  /** OpenVINO with its CPU device, what these load, and their licences. */
  private static final Pattern NEEDED =
      Pattern.compile(
          "onnxruntime_ep_openvino/(("
              + Pattern.quote(OpenVinoLibrary.FILE)
              + "|lib(openvino|openvino_intel_cpu_plugin|openvino_onnx_frontend|openvino_ir_frontend"
              + "|tbb|tbbbind_[0-9_]+|tbbmalloc|hwloc)\\.so(\\.\\d+)*)|third-party-programs\\.txt)");

  private WheelArchive() {}

  /**
   * @param folder is made
   * @return the folder
   */
  static Path unpack(Path wheel, Path folder) throws IOException {
    Files.createDirectory(folder);
    try (ZipFile zip = new ZipFile(wheel.toFile())) {
      Enumeration<? extends ZipEntry> entries = zip.entries();
      while (entries.hasMoreElements()) {
        ZipEntry entry = entries.nextElement();
        if (NEEDED.matcher(entry.getName()).matches()) {
          String name = entry.getName().substring(entry.getName().indexOf('/') + 1);
          try (InputStream in = zip.getInputStream(entry)) {
            Files.copy(in, folder.resolve(name));
          }
        }
      }
    }
    return folder;
  }
}
