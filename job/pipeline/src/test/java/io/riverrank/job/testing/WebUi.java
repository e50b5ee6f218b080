package io.riverrank.job.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What Flink's web UI shows of the one job of a cluster on this machine. */
public record WebUi(int port) {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  public static WebUi onFreePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return new WebUi(socket.getLocalPort());
    }
  }

  /** Bodies by path. */
  public Map<String, String> everything() throws Exception {
    String job = "/jobs/" + jobId();
    Map<String, String> pages = new LinkedHashMap<>();
    for (String path :
        List.of(
            "/config",
            "/jobmanager/config",
            "/jobmanager/environment",
            "/jobs/overview",
            "/taskmanagers",
            job,
            job + "/config",
            job + "/plan",
            job + "/exceptions",
            job + "/accumulators",
            job + "/checkpoints",
            job + "/checkpoints/config",
            job + "/jobmanager/config",
            job + "/jobmanager/environment")) {
      pages.put(path, get(path));
    }
    for (JsonNode vertex : MAPPER.readTree(pages.get(job)).get("vertices")) {
      String path = job + "/vertices/" + vertex.get("id").asText();
      pages.put(path, get(path));
      pages.put(path + "/metrics", get(path + "/metrics"));
    }
    return pages;
  }

  public void cancelJob() throws Exception {
    HttpRequest cancel =
        request("/jobs/" + jobId() + "?mode=cancel")
            .method("PATCH", BodyPublishers.noBody())
            .build();
    CLIENT.send(cancel, BodyHandlers.ofString());
  }

  private String jobId() throws Exception {
    return MAPPER.readTree(get("/jobs")).get("jobs").get(0).get("id").asText();
  }

  private String get(String path) throws Exception {
    return CLIENT.send(request(path).build(), BodyHandlers.ofString()).body();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
  }
}
