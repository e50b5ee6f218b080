package io.riverrank.tools.bench.report;

import io.riverrank.job.errors.UserException;
import java.nio.file.Path;
import java.util.Locale;

/** What a picture is written as. */
public enum PlotFormat {
  SVG,
  PNG;

  /**
   * By the file's name.
   *
   * @throws UserException if it says something else
   */
  public static PlotFormat of(Path file) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    for (PlotFormat format : values()) {
      if (name.endsWith("." + format.name().toLowerCase(Locale.ROOT))) {
        return format;
      }
    }
    throw new UserException("--plot %s is neither .svg nor .png; name the file so".formatted(file));
  }
}
