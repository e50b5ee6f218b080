package io.riverrank.tools.gpu.model;

import io.riverrank.job.options.SettingsFactory;
import io.riverrank.schemas.Candidate;
import io.riverrank.schemas.RequestLimits;
import io.riverrank.tools.bench.load.BenchLog;
import io.riverrank.tools.bench.load.LoggedQuery;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;

/**
 * Logs to measure with: those in the bundle's {@code logs}, else the sample log with its texts made
 * as short as titles and as long as abstracts, which is what docs/performance.md measures with.
 */
public final class CheckLogs {
  /** Words of a title and of an abstract; 39 and some 240 tokens. */
  private static final int SHORT_WORDS = 12;

  private static final int LONG_WORDS = 162;

  private CheckLogs() {}

  /** All logs, the shortest texts first where the bundle brings none. */
  public static List<BenchLog> in(Path bundle) throws IOException {
    RequestLimits limits = SettingsFactory.limits(new Configuration());
    Path folder = bundle.resolve("logs");
    if (!Files.isDirectory(folder)) {
      BenchLog sample = BenchLog.read(null, limits);
      return List.of(
          withWords("short", sample, SHORT_WORDS), withWords("long", sample, LONG_WORDS));
    }
    List<BenchLog> logs = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted(Comparator.comparing(Path::toString)).toList()) {
        BenchLog log = BenchLog.read(file, limits);
        String name = file.getFileName().toString().replaceFirst("\\.[^.]*$", "");
        logs.add(new BenchLog(name, log.queries(), log.skippedLines()));
      }
    }
    return logs;
  }

  private static BenchLog withWords(String name, BenchLog log, int words) {
    return new BenchLog(
        name, log.queries().stream().map(query -> withWords(query, words)).toList(), 0);
  }

  /** Each text cut after so many words, or filled up with what follows in the query. */
  private static LoggedQuery withWords(LoggedQuery query, int words) {
    List<String> all = new ArrayList<>();
    List<Integer> starts = new ArrayList<>();
    for (Candidate candidate : query.candidates()) {
      starts.add(all.size());
      all.addAll(List.of(candidate.text().strip().split("\\s+")));
    }
    List<Candidate> candidates = new ArrayList<>();
    for (Candidate candidate : query.candidates()) {
      int start = starts.get(candidates.size());
      List<String> text = new ArrayList<>(words);
      for (int i = 0; i < words; i++) {
        text.add(all.get((start + i) % all.size()));
      }
      candidates.add(
          new Candidate(
              candidate.docId(),
              String.join(" ", text),
              candidate.originalRank(),
              candidate.originalScore(),
              candidate.label()));
    }
    return new LoggedQuery(query.query(), query.topK(), query.metadata(), candidates);
  }
}
