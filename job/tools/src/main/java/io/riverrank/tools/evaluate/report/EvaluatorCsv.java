package io.riverrank.tools.evaluate.report;

import io.riverrank.job.errors.UserException;
import io.riverrank.operators.errors.FileProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The line that sentence-transformers' evaluators append to their CSV files.
 *
 * @param fileName that the evaluator would choose
 * @param columns after epoch and steps
 * @param values NaN is written as Python does
 */
public record EvaluatorCsv(String fileName, List<String> columns, List<Double> values) {
  // Python's csv module ends lines so.
  private static final String LINE_END = "\r\n";

  /** Of CrossEncoderCorrelationEvaluator. */
  public static EvaluatorCsv correlation(String name, double pearson, double spearman) {
    return new EvaluatorCsv(
        "CrossEncoderCorrelationEvaluator%s_results.csv".formatted(suffix(name)),
        List.of("Pearson_Correlation", "Spearman_Correlation"),
        List.of(pearson, spearman));
  }

  /** Of CrossEncoderRerankingEvaluator. */
  public static EvaluatorCsv reranking(String name, int k, double map, double mrr, double ndcg) {
    return new EvaluatorCsv(
        "CrossEncoderRerankingEvaluator%s_results_@%d.csv".formatted(suffix(name), k),
        List.of("MAP", "MRR@" + k, "NDCG@" + k),
        List.of(map, mrr, ndcg));
  }

  private static String suffix(String name) {
    return name.isEmpty() ? "" : "_" + name;
  }

  /**
   * @param target a file, or a folder for the evaluator's own file name
   */
  public void append(Path target, int epoch, int steps) {
    Path file = Files.isDirectory(target) ? target.resolve(fileName) : target;
    String header = "epoch,steps," + String.join(",", columns) + LINE_END;
    String line =
        "%d,%d,".formatted(epoch, steps)
            + values.stream().map(EvaluatorCsv::number).collect(Collectors.joining(","))
            + LINE_END;
    try {
      boolean isNew = !Files.exists(file) || Files.size(file) == 0;
      if (!isNew) {
        checkHeader(file, header.strip());
      }
      Files.writeString(
          file, isNew ? header + line : line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UserException("%s can't be written: %s".formatted(file, FileProblem.of(e)), e);
    }
  }

  private static void checkHeader(Path file, String header) throws IOException {
    try (var lines = Files.lines(file)) {
      if (!lines.findFirst().orElse("").strip().equals(header)) {
        throw new UserException(
            "%s has other columns than %s; name another file".formatted(file, header));
      }
    }
  }

  private static String number(double value) {
    return Double.isNaN(value) ? "nan" : Double.toString(value);
  }
}
