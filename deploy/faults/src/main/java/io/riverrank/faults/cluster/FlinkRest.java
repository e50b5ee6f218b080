package io.riverrank.faults.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Flink's REST API, JSON in and out. */
final class FlinkRest {

  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  private final ObjectMapper mapper = new ObjectMapper();
  private final HttpClient client = HttpClient.newHttpClient();
  private final String address;

  FlinkRest(int port) {
    address = "http://127.0.0.1:" + port;
  }

  /**
   * @throws IOException if nobody answers, or with an error
   */
  JsonNode get(String path) throws IOException, InterruptedException {
    return send(request(path).GET());
  }

  JsonNode post(String path, JsonNode body) throws IOException, InterruptedException {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body.toString())));
  }

  JsonNode patch(String path) throws IOException, InterruptedException {
    return send(request(path).method("PATCH", HttpRequest.BodyPublishers.noBody()));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(address + path)).timeout(TIMEOUT);
  }

  private JsonNode send(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpResponse<String> response =
        client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() >= 300) {
      throw new IOException(
          "Flink answers %s with %d: %s"
              .formatted(response.uri(), response.statusCode(), response.body()));
    }
    return response.body().isBlank() ? mapper.createObjectNode() : mapper.readTree(response.body());
  }
}
