package io.riverrank.tools.bench.load;

import io.riverrank.job.errors.MissingFileException;
import io.riverrank.job.errors.UserException;
import io.riverrank.operators.errors.FileProblem;
import io.riverrank.schemas.RequestLimits;
import io.riverrank.tools.demo.DemoLog;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
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
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(open(input), StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        if (!line.isBlank()) {
          lines.add(line);
        }
      }
    } catch (NoSuchFileException e) {
      throw new MissingFileException(name, e);
    } catch (IOException e) {
      throw new UserException("%s can't be read: %s".formatted(name, FileProblem.of(e)), e);
    }
    List<LoggedQuery> queries = lines.queries();
    if (queries.isEmpty()) {
      throw new UserException(
          lines.skipped() == 0
              ? name + " has no pairs; each line is a request, or a query with a document"
              : "%s has no pairs: none of its %d lines is a request or a query with a document (the first: %s)"
                  .formatted(name, lines.skipped(), lines.firstProblem()));
    }
    return new BenchLog(name, queries, lines.skipped());
  }

  private static InputStream open(@Nullable Path input) throws IOException {
    return input == null ? DemoLog.sample() : Files.newInputStream(input);
  }

  /** Pairs of all queries. */
  public int pairs() {
    return queries.stream().mapToInt(LoggedQuery::pairs).sum();
  }
}
