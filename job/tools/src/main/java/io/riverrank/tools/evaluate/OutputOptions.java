package io.riverrank.tools.evaluate;

import io.riverrank.job.errors.UserException;
import io.riverrank.tools.evaluate.report.Threshold;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javax.annotation.Nullable;
import picocli.CommandLine.Option;

/** What to write, and what has to be reached. */
final class OutputOptions {

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Write every figure at full precision, by flat names.")
  @Nullable
  Path json;

  @Option(
      names = "--csv",
      paramLabel = "FILE",
      description =
          "Append a line in the columns of sentence-transformers' evaluators; in a folder, to the"
              + " file that they would name.")
  @Nullable
  Path csv;

  @Option(
      names = "--per-query",
      paramLabel = "FILE",
      description = "Write the figures of each query, or pair (.tsv, .csv or .jsonl).")
  @Nullable
  Path perQuery;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "Write a page with charts and the worst cases.")
  @Nullable
  Path html;

  @Option(
      names = "--worst",
      paramLabel = "N",
      defaultValue = "20",
      description = "Cases on the page. Default: ${DEFAULT-VALUE}.")
  int worst;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      defaultValue = "",
      description = "Of the data set, for titles and file names.")
  String name;

  @Option(
      names = "--epoch",
      paramLabel = "N",
      defaultValue = "-1",
      description = "For the line of --csv. Default: ${DEFAULT-VALUE}.")
  int epoch;

  @Option(
      names = "--steps",
      paramLabel = "N",
      defaultValue = "-1",
      description = "For the line of --csv. Default: ${DEFAULT-VALUE}.")
  int steps;

  @Option(
      names = "--fail-under",
      paramLabel = "METRIC=VALUE",
      converter = Threshold.Converter.class,
      description =
          "Exit with 1 where a figure (a name of --json) is lower; may be given several times.")
  List<Threshold> failUnder = List.of();

  /**
   * Before the model works for long.
   *
   * @throws UserException if a file can't be there
   */
  void checkPlaces() {
    Stream.of(json, perQuery, html).filter(Objects::nonNull).forEach(OutputOptions::checkFile);
    if (csv != null && !Files.isDirectory(csv)) {
      checkFile(csv);
    }
  }

  private static void checkFile(Path file) {
    if (file.toString().equals("-")) {
      throw new UserException("standard output has the summary; name a file instead of -");
    }
    if (Files.isDirectory(file)) {
      throw new UserException(file + " is a folder; name the file to write");
    }
    Path folder = file.toAbsolutePath().getParent();
    if (!Files.isDirectory(folder)) {
      throw new UserException("%s can't be written: there is no folder %s".formatted(file, folder));
    }
  }
}
