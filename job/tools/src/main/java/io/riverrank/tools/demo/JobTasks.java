package io.riverrank.tools.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.core.execution.JobClient;

/** Asks Flink's REST interface how the job's tasks are. */
final class JobTasks {
  private static final long POLL_MS = 50;

  private final HttpClient http = HttpClient.newHttpClient();
  private final ObjectMapper mapper = new ObjectMapper();
  private final String address;
  private final JobClient job;

  JobTasks(String address, JobClient job) {
    this.address = address;
    this.job = job;
  }

  /**
   * Waits until every task has loaded what it needs.
   *
   * @throws IOException if the job fails before
   */
  void awaitRunning() throws IOException, InterruptedException {
    while (!areRunning()) {
      try {
        job.getJobExecutionResult().get(POLL_MS, TimeUnit.MILLISECONDS);
      } catch (ExecutionException e) {
        throw new IOException("the job failed at start", e.getCause());
      } catch (TimeoutException e) {
        // Not ended, so look again.
      }
    }
  }

  /** From the overview: what Flink says of the job itself is as old as the web UI's refresh. */
  private boolean areRunning() throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(URI.create(address + "/jobs/overview")).build();
    HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() != 200) {
      return false;
    }
    String id = job.getJobID().toString();
    for (JsonNode listed : mapper.readTree(response.body()).path("jobs")) {
      if (listed.path("jid").asText().equals(id)) {
        JsonNode tasks = listed.path("tasks");
        return tasks.path("total").asInt() > 0 && tasks.path("running").equals(tasks.path("total"));
      }
    }
    return false;
  }
}
