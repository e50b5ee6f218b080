package io.riverrank.tools.demo.monitor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.riverrank.job.errors.UserException;
import io.riverrank.tools.text.TextFiles;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The searches of a log over and over, most of them in each of some windows, from three markets in
 * turn. In the last windows one market's searches are answered with what others searched for, as
 * when an index is built wrongly.
 */
public final class WindowedLog {
  /** Of a window. */
  public static final Duration LENGTH = Duration.ofMinutes(10);

  /** Windows in which all is well. */
  public static final int GOOD_WINDOWS = 5;

  private static final int WINDOWS = 7;
  private static final int LEFT_OUT = 5;
  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
  private static final List<String> MARKETS = List.of("ca", "uk", "us");
  private static final String DRIFTED = "uk";

  private final ObjectMapper mapper = new ObjectMapper();
  private final List<ObjectNode> requests = new ArrayList<>();

  /**
   * @param log lines of requests; those that aren't whole searches are passed over
   * @param name of the log, for errors
   * @throws UserException if there is none
   */
  public WindowedLog(Reader log, String name) throws IOException {
    try (BufferedReader lines = new BufferedReader(log)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (search(line) instanceof ObjectNode search) {
          requests.add(search);
        }
      }
    }
    if (requests.isEmpty()) {
      throw new UserException(
          name + " has no search with its query_id and two candidates, which --monitor shows");
    }
  }

  private JsonNode search(String line) {
    try {
      JsonNode json = mapper.readTree(line);
      return json != null && json.has("query_id") && json.path("candidates").size() > 1
          ? json
          : null;
    } catch (IOException e) {
      return null;
    }
  }

  /** Where the windows begin in which all is not well. */
  public static Instant driftStart() {
    return START.plus(LENGTH.multipliedBy(GOOD_WINDOWS));
  }

  /** Writes requests, one a line. */
  public void write(String file) throws IOException {
    try (Writer out = TextFiles.writer(file)) {
      for (int window = 0; window < WINDOWS; window++) {
        for (int i = 0; i < requests.size(); i++) {
          // No window is like the other.
          if ((i + window) % LEFT_OUT == 0) {
            continue;
          }
          out.write(mapper.writeValueAsString(request(window, i)));
          out.write('\n');
        }
      }
    }
  }

  private ObjectNode request(int window, int number) {
    ObjectNode request = requests.get(number).deepCopy();
    Instant time =
        START
            .plus(LENGTH.multipliedBy(window))
            .plus(LENGTH.multipliedBy(number).dividedBy(requests.size()));
    String market = MARKETS.get(number % MARKETS.size());
    request.put("query_id", "%s-%d".formatted(request.get("query_id").asText(), window + 1));
    request.put("event_time", time.toString());
    request.putObject("metadata").put("market", market);
    if (market.equals(DRIFTED) && window >= GOOD_WINDOWS) {
      int other = (number + requests.size() / 2) % requests.size();
      request.set("candidates", requests.get(other).get("candidates"));
    }
    return request;
  }
}
