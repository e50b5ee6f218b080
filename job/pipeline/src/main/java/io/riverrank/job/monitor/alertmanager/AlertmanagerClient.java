package io.riverrank.job.monitor.alertmanager;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;

/** Posts alerts as <a href="https://prometheus.io/docs/alerting/latest/alerts_api/">API v2</a>. */
final class AlertmanagerClient {

  private static final int MOST_OF_AN_ANSWER = 200;
  private static final int OK = 200;
  private static final int MULTIPLE_CHOICES = 300;

  private final AlertmanagerSettings settings;
  private final AlertPayload payload;
  private final HttpClient client;

  AlertmanagerClient(AlertmanagerSettings settings) {
    this.settings = settings;
    this.payload = new AlertPayload(settings);
    this.client =
        HttpClient.newBuilder()
            .version(Version.HTTP_1_1)
            .followRedirects(Redirect.NEVER)
            .connectTimeout(Duration.ofMillis(settings.timeoutMs()))
            .build();
  }

  /**
   * @throws IOException if it can't be reached, or doesn't take them
   */
  void post(List<OutstandingAlert> alerts, long nowMs) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(settings.alerts())
            .timeout(Duration.ofMillis(settings.timeoutMs()))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofByteArray(payload.encode(alerts, nowMs)))
            .build();
    HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
    if (response.statusCode() < OK || response.statusCode() >= MULTIPLE_CHOICES) {
      throw new IOException(
          "status %d, %s".formatted(response.statusCode(), firstLine(response.body())));
    }
  }

  private static String firstLine(String body) {
    String line = body.lines().findFirst().orElse("");
    return line.substring(0, Math.min(line.length(), MOST_OF_AN_ANSWER));
  }
}
