package io.riverrank.tools.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.riverrank.job.errors.UserException;
import io.riverrank.job.options.SettingsFactory;
import io.riverrank.operators.errors.FileProblem;
import io.riverrank.schemas.Candidate;
import io.riverrank.schemas.DeadLetter;
import io.riverrank.schemas.QueryEvent;
import io.riverrank.schemas.RequestDecoder;
import io.riverrank.schemas.SourceEvent;
import io.riverrank.schemas.SourceRecord;
import io.riverrank.schemas.text.StrictReader;
import io.riverrank.tools.text.JsonLines;
import io.riverrank.tools.text.TextFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.annotation.Nullable;
import org.apache.flink.configuration.Configuration;

/** The searches to rerank, as lines for the requests topic and as what the job will see in them. */
public final class DemoLog {
  private static final String SAMPLE = "search-log.jsonl";

  private final List<Line> lines = new ArrayList<>();
  private final Map<String, Map<String, Candidate>> candidates = new LinkedHashMap<>();
  private final RequestDecoder decoder;
  @Nullable private String firstFailure;

  /**
   * One message to send.
   *
   * @param queryId null if it will be a dead letter
   */
  record Line(byte[] value, @Nullable String queryId) {}

  private DemoLog(RequestDecoder decoder) {
    this.decoder = decoder;
  }

  /**
   * @param input null for the sample log
   * @throws UserException if there is nothing to rerank
   */
  static DemoLog read(@Nullable Path input, Configuration configuration) throws IOException {
    DemoLog log = new DemoLog(new RequestDecoder(SettingsFactory.limits(configuration)));
    String name = input == null ? "the sample log" : input.toString();
    try (JsonLines lines = new JsonLines(name, open(input, name))) {
      for (String line = lines.nextLine(); line != null; line = lines.nextLine()) {
        log.add(line.getBytes(StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw new UserException("%s can't be read: %s".formatted(name, FileProblem.of(e)), e);
    }
    if (log.lines.isEmpty()) {
      throw new UserException(input + " has no requests; it takes one JSON object a line");
    }
    if (log.candidates.isEmpty()) {
      throw log.unusable(input);
    }
    return log;
  }

  private UserException unusable(@Nullable Path input) {
    byte[] first = lines.get(0).value();
    String what =
        isPair(first)
            ? "it looks like pairs, which riverrank score and riverrank evaluate take"
            : "its first line is a dead letter %s".formatted(firstFailure);
    return new UserException(
        "%s has no request that can be ranked: %s; the demo takes one request a line, as schemas/README.md describes them"
            .formatted(input, what));
  }

  private static boolean isPair(byte[] line) {
    try {
      JsonNode json = new ObjectMapper().readTree(line);
      return json.path("query").isTextual() && json.path("document").isTextual();
    } catch (IOException e) {
      return false;
    }
  }

  /** The text of a log; null is the sample's. */
  public static Reader open(@Nullable Path input, String name) {
    return input == null ? new StrictReader(sample()) : TextFiles.reader(input, name);
  }

  /** The sample log, JSON Lines of requests. */
  private static InputStream sample() {
    return DemoLog.class.getResourceAsStream(SAMPLE);
  }

  private void add(byte[] value) {
    String queryId = queryId(value);
    lines.add(new Line(value, queryId));
  }

  private String queryId(byte[] value) {
    long now = System.currentTimeMillis();
    SourceEvent decoded =
        decoder.decode(new SourceRecord("demo", 0, lines.size(), now, null, value, List.of()));
    if (decoded instanceof QueryEvent event) {
      Map<String, Candidate> known =
          candidates.computeIfAbsent(event.queryId(), id -> new LinkedHashMap<>());
      event.candidates().forEach(candidate -> known.put(candidate.docId(), candidate));
      return event.queryId();
    }
    if (firstFailure == null && decoded instanceof DeadLetter failure) {
      firstFailure = "%s, %s".formatted(failure.code(), failure.message());
    }
    return null;
  }

  List<Line> lines() {
    return lines;
  }

  /** Ids of all searches that can be ranked. */
  Set<String> queryIds() {
    return candidates.keySet();
  }

  int unreadableLines() {
    return (int) lines.stream().filter(line -> line.queryId() == null).count();
  }

  /** A search's candidates by doc_id, in input order. */
  Map<String, Candidate> candidates(String queryId) {
    return candidates.get(queryId);
  }
}
