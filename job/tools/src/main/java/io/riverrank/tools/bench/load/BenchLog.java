package io.riverrank.tools.bench.load;

import io.riverrank.job.errors.UserException;
import io.riverrank.operators.errors.FileProblem;
import io.riverrank.schemas.RequestLimits;
import io.riverrank.schemas.text.Counted;
import io.riverrank.tools.demo.DemoLog;
import io.riverrank.tools.text.JsonLines;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javax.annotation.Nullable;

/**
 * The searches that are measured with.
 *
 * @param name for reports
 * @param queries at least one, each with at least one candidate
 * @param skippedLines that hold nothing to score
 */
public record BenchLog(String name, List<LoggedQuery> queries, int skippedLines) {

  /**
   * Reads JSON Lines: requests of any shape that the job takes, or {@code {"query","document"}}
   * pairs, which are put together by query.
   *
   * @param input null for the sample log
   * @throws UserException if there is nothing to score
   */
  public static BenchLog read(@Nullable Path input, RequestLimits limits) throws IOException {
    String name = input == null ? "the sample log" : input.toString();
    LogLines lines = new LogLines(limits);
    try (JsonLines text = new JsonLines(name, DemoLog.open(input, name))) {
      for (String line = text.nextLine(); line != null; line = text.nextLine()) {
        lines.add(line, text.number());
      }
    } catch (IOException e) {
      throw new UserException("%s can't be read: %s".formatted(name, FileProblem.of(e)), e);
    }
    List<LoggedQuery> queries = lines.queries();
    if (queries.isEmpty()) {
      throw new UserException(
          lines.skipped() == 0
              ? name + " has no pairs; each line is a request, or a query with a document"
              : "%s has no pairs: of its %s none is a request or a query with a document (the first: %s)"
                  .formatted(name, Counted.of(lines.skipped(), "line"), lines.firstProblem()));
    }
    return new BenchLog(name, queries, lines.skipped());
  }

  /** Pairs of all queries. */
  public int pairs() {
    return queries.stream().mapToInt(LoggedQuery::pairs).sum();
  }
}
