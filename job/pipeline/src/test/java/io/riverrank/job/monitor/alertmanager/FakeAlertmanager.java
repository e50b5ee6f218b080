package io.riverrank.job.monitor.alertmanager;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * An HTTP server that takes what Alertmanager takes, by its documentation: a POST to {@code
 * /api/v2/alerts} with JSON, an array of alerts with a label {@code alertname} each.
 */
public final class FakeAlertmanager implements AutoCloseable {

  private static final int DEADLINE_SECONDS = 120;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String DATE_TIME = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z";

  private final HttpServer server;
  private final BlockingQueue<JsonNode> posts = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> refused = new LinkedBlockingQueue<>();

  public FakeAlertmanager(int port) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.createContext("/", this::handle);
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  public String url() {
    return "http://localhost:" + port();
  }

  private void handle(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    String problem = problem(exchange, body);
    if (problem.isEmpty()) {
      posts.add(JSON.readTree(body));
    } else {
      refused.add(problem);
    }
    exchange.sendResponseHeaders(problem.isEmpty() ? 200 : 400, -1);
    exchange.close();
  }

  private static String problem(HttpExchange exchange, byte[] body) throws IOException {
    if (!exchange.getRequestMethod().equals("POST")
        || !exchange.getRequestURI().getPath().equals("/api/v2/alerts")
        || !"application/json".equals(exchange.getRequestHeaders().getFirst("Content-Type"))) {
      return "no POST of JSON to /api/v2/alerts";
    }
    JsonNode alerts = JSON.readTree(body);
    if (!alerts.isArray()) {
      return "no array";
    }
    for (JsonNode alert : alerts) {
      String problem = problem(alert);
      if (!problem.isEmpty()) {
        return problem;
      }
    }
    return "";
  }

  private static String problem(JsonNode alert) {
    if (alert.path("labels").path("alertname").asText().isEmpty()) {
      return "no alertname";
    }
    for (String map : new String[] {"labels", "annotations"}) {
      for (var field : alert.path(map).properties()) {
        if (!field.getKey().matches("[a-zA-Z_][a-zA-Z0-9_]*") || !field.getValue().isTextual()) {
          return "no label: " + field;
        }
      }
    }
    String starts = alert.path("startsAt").asText();
    String ends = alert.path("endsAt").asText(starts);
    return starts.matches(DATE_TIME) && ends.matches(DATE_TIME) && ends.compareTo(starts) >= 0
        ? ""
        : "no times: " + alert;
  }

  /** The next request that was right. */
  public JsonNode next() throws InterruptedException {
    return next(any -> true);
  }

  /** The next such request; what was noted while the one before it was made may be sent twice. */
  public JsonNode next(Predicate<JsonNode> wanted) throws InterruptedException {
    long untilNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS);
    JsonNode last = null;
    for (JsonNode post = poll(untilNanos); post != null; post = poll(untilNanos)) {
      if (wanted.test(post)) {
        return post;
      }
      last = post;
    }
    throw new AssertionError("no such request; the last: %s, refused: %s".formatted(last, refused));
  }

  private JsonNode poll(long untilNanos) throws InterruptedException {
    return posts.poll(untilNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
  }

  /** Forgets the requests that came. */
  public void clear() {
    posts.clear();
  }

  public BlockingQueue<String> refused() {
    return refused;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
