package io.riverrank.job.evaluate.html;

import io.riverrank.job.evaluate.figures.Evaluation;
import java.nio.file.Path;
import java.util.List;

/** Writes the page. */
public final class HtmlReport {
  private HtmlReport() {}

  public static void write(Evaluation evaluation, List<Section> sections, Path file) {}
}
