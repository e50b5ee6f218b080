package io.riverrank.tools.bench.load;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.riverrank.schemas.Candidate;
import io.riverrank.schemas.DeadLetter;
import io.riverrank.schemas.QueryEvent;
import io.riverrank.schemas.RequestDecoder;
import io.riverrank.schemas.RequestLimits;
import io.riverrank.schemas.SourceEvent;
import io.riverrank.schemas.SourceRecord;
import io.riverrank.schemas.Unicode;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.annotation.Nullable;

/** Makes queries of the lines of a log; a line that holds nothing to score is counted. */
final class LogLines {
  private final ObjectMapper mapper =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  private final RequestDecoder decoder;
  private final Map<String, OpenQuery> queries = new LinkedHashMap<>();
  private long number;
  private int skipped;
  @Nullable private String firstProblem;

  LogLines(RequestLimits limits) {
    // An old log may say anything about time, which doesn't matter here.
    decoder = new RequestDecoder(limits.withMaxAheadMs(Long.MAX_VALUE / 2));
  }

  /**
   * @param lineNumber from 1
   */
  void add(String line, long lineNumber) {
    number = lineNumber;
    if (!addPair(line)) {
      addRequest(line);
    }
  }

  private boolean addPair(String line) {
    JsonNode node;
    try {
      node = mapper.readTree(line);
    } catch (JsonProcessingException e) {
      return false;
    }
    if (!node.path("query").isTextual() || !node.path("document").isTextual()) {
      return false;
    }
    String query = Unicode.replaceLoneSurrogates(node.get("query").textValue());
    OpenQuery open =
        queries.computeIfAbsent("pairs " + query, id -> new OpenQuery(query, null, null));
    String docId = Integer.toString(open.candidates.size());
    String text = Unicode.replaceLoneSurrogates(node.get("document").textValue());
    open.candidates.put(docId, new Candidate(docId, text, null, null, null));
    return true;
  }

  private void addRequest(String line) {
    byte[] value = line.getBytes(StandardCharsets.UTF_8);
    // Without a query_id, the line's number is one.
    byte[] key = Long.toString(number).getBytes(StandardCharsets.UTF_8);
    SourceEvent event =
        decoder.decode(
            new SourceRecord("", 0, number, System.currentTimeMillis(), key, value, List.of()));
    if (event instanceof DeadLetter dead) {
      skip(dead.message());
      return;
    }
    QueryEvent query = (QueryEvent) event;
    if (query.candidates().isEmpty()) {
      skip("the request has no candidates that can be scored");
      return;
    }
    // A whole event of an id that was there is another search; a member joins its group.
    String id = query.whole() ? "event " + number : "group " + query.queryId();
    OpenQuery open =
        queries.computeIfAbsent(
            id, unseen -> new OpenQuery(query.query(), query.topK(), query.metadata()));
    query.candidates().forEach(candidate -> open.candidates.put(candidate.docId(), candidate));
  }

  private void skip(String problem) {
    skipped++;
    if (firstProblem == null) {
      firstProblem = "line %d: %s".formatted(number, problem);
    }
  }

  List<LoggedQuery> queries() {
    return queries.values().stream().map(OpenQuery::close).toList();
  }

  int skipped() {
    return skipped;
  }

  @Nullable
  String firstProblem() {
    return firstProblem;
  }

  private static final class OpenQuery {
    private final String query;
    @Nullable private final Integer topK;
    @Nullable private final String metadata;
    private final Map<String, Candidate> candidates = new LinkedHashMap<>();

    private OpenQuery(String query, @Nullable Integer topK, @Nullable String metadata) {
      this.query = query;
      this.topK = topK;
      this.metadata = metadata;
    }

    private LoggedQuery close() {
      return new LoggedQuery(query, topK, metadata, List.copyOf(candidates.values()));
    }
  }
}
