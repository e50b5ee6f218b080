package io.riverrank.job.bench.report.plot;

import io.riverrank.job.cli.CommandException;
import java.nio.file.Path;
import java.util.Locale;

/** What a picture is written as. */
public enum PlotFormat {
  SVG,
  PNG;

  /**
   * By the file's name.
   *
   * @throws CommandException if it says something else
   */
  public static PlotFormat of(Path file) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    for (PlotFormat format : values()) {
      if (name.endsWith("." + format.name().toLowerCase(Locale.ROOT))) {
        return format;
      }
    }
    throw new CommandException(
        "--plot %s is neither .svg nor .png; name the file so".formatted(file));
  }
}
