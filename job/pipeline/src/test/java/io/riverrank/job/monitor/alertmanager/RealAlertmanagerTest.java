package io.riverrank.job.monitor.alertmanager;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.riverrank.schemas.monitoring.Alert;
import io.riverrank.schemas.monitoring.Alert.Status;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Against the program itself, outside of CI: {@code -Driverrank.alertmanager=FILE}, as Debian's
 * package prometheus-alertmanager has it in {@code /usr/bin}.
 */
@EnabledIfSystemProperty(named = "riverrank.alertmanager", matches = ".+")
class RealAlertmanagerTest {

  private static final int RESOLVE_TIMEOUT_S = 3;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client = HttpClient.newHttpClient();

  @TempDir private Path folder;
  private String url;

  private static Alert alert(Status status) {
    return new Alert(
        "low",
        "rbo",
        Map.of("market", "de"),
        "sha256:a",
        status,
        0.6,
        0.65,
        null,
        900,
        Instant.parse("2026-03-01T10:00:00Z").toEpochMilli(),
        Instant.parse("2026-03-01T11:00:00Z").toEpochMilli());
  }

  @Test
  void firesStaysAndIsOver() throws Exception {
    Process process = start();
    try (AlertmanagerWriter writer =
        new AlertmanagerWriter(
            AlertmanagerSettings.of("url", url, List.of()).withResendMs(500),
            List.of(),
            new UnregisteredMetricsGroup())) {
      // It may not listen yet.
      writer.write(alert(Status.FIRING), null);
      await().atMost(60, SECONDS).untilAsserted(() -> assertThat(active()).hasSize(1));
      Instant first = Instant.parse(active().path(0).path("endsAt").asText());
      // Unless it heard of it again, it would be over then.
      await()
          .atMost(60, SECONDS)
          .until(() -> Instant.now().isAfter(first.plusSeconds(RESOLVE_TIMEOUT_S)));
      JsonNode still = active().path(0);
      assertThat(still.path("labels").path("segment_market").asText()).isEqualTo("de");
      assertThat(still.path("startsAt").asText()).startsWith("2026-03-01T10:00:00");

      writer.write(alert(Status.RESOLVED), null);
      await().atMost(60, SECONDS).untilAsserted(() -> assertThat(active()).isEmpty());
    } finally {
      process.destroy();
      process.waitFor();
    }
  }

  private Process start() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    url = "http://127.0.0.1:" + port;
    Path config =
        Files.writeString(
            folder.resolve("alertmanager.yml"),
            """
            global: {resolve_timeout: %ds}
            route: {receiver: nobody}
            receivers: [{name: nobody}]
            """
                .formatted(RESOLVE_TIMEOUT_S));
    return new ProcessBuilder(
            System.getProperty("riverrank.alertmanager"),
            "--config.file=" + config,
            "--storage.path=" + folder.resolve("data"),
            "--web.listen-address=127.0.0.1:" + port,
            "--cluster.listen-address=")
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("log").toFile())
        .start();
  }

  private JsonNode active() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + "/api/v2/alerts?active=true")).build();
    try {
      return JSON.readTree(client.send(request, BodyHandlers.ofString()).body());
    } catch (IOException e) {
      return JSON.createArrayNode();
    }
  }
}
