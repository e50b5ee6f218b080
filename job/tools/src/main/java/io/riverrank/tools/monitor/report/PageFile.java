package io.riverrank.tools.monitor.report;

import io.riverrank.tools.monitor.report.history.History;
import io.riverrank.tools.monitor.report.html.MonitorPage;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Puts a page where it belongs: whoever reads the file sees the old page or the new one, whole. */
public final class PageFile {

  private PageFile() {}

  /**
   * @throws IOException if the file or its folder can't be written; the old page is still there
   */
  public static void write(History history, Path file) throws IOException {
    Path target = file.toAbsolutePath();
    Path written = target.resolveSibling("." + target.getFileName() + ".tmp");
    try {
      Files.writeString(written, MonitorPage.of(history));
      try {
        Files.move(written, target, StandardCopyOption.ATOMIC_MOVE);
      } catch (AtomicMoveNotSupportedException e) {
        Files.move(written, target, StandardCopyOption.REPLACE_EXISTING);
      }
    } finally {
      Files.deleteIfExists(written);
    }
  }
}
