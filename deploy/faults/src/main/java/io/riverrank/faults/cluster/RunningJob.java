package io.riverrank.faults.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A job that was submitted, by its id. */
public final class RunningJob {

  private static final Duration STOP = Duration.ofSeconds(180);
  private static final Duration START = Duration.ofSeconds(180);
  private static final String CHECKPOINT_FOLDER = "chk-";

  private final FlinkRest rest;
  private final FlinkHome home;
  private final String id;

  RunningJob(FlinkRest rest, FlinkHome home, String id) {
    this.rest = rest;
    this.home = home;
    this.id = id;
  }

  /** Flink's id. */
  public String id() {
    return id;
  }

  /** Flink's word for the job's state, or {@code UNKNOWN} while nobody answers. */
  public String state() throws InterruptedException {
    try {
      return rest.get("/jobs/" + id).path("state").asText();
    } catch (IOException e) {
      return "UNKNOWN";
    }
  }

  /** Returns when every task runs. */
  public void awaitRunning() {
    Waiting.until("job " + id + " runs, see " + home.logs(), START, this::runs);
  }

  /** By the overview, since what Flink says of a job itself may be seconds old. */
  private boolean runs() throws InterruptedException {
    try {
      for (JsonNode job : rest.get("/jobs/overview").path("jobs")) {
        if (job.path("jid").asText().equals(id)) {
          String state = job.path("state").asText();
          if (state.equals("FAILED") || state.equals("CANCELED")) {
            throw new IllegalStateException("job %s is %s: %s".formatted(id, state, failure()));
          }
          JsonNode tasks = job.path("tasks");
          return tasks.path("total").asInt() > 0
              && tasks.path("running").equals(tasks.path("total"));
        }
      }
      return false;
    } catch (IOException e) {
      return false;
    }
  }

  /** How often the job was restarted since a job manager took it; a metric that lags by 10 s. */
  public long restarts() throws IOException, InterruptedException {
    JsonNode metrics = rest.get("/jobs/%s/metrics?get=numRestarts".formatted(id));
    return metrics.path(0).path("value").asLong();
  }

  /** When the job was restarted last, epoch milliseconds; 0 for never. A few seconds old. */
  public long lastRestartMs() throws IOException, InterruptedException {
    return rest.get("/jobs/" + id).path("timestamps").path("RESTARTING").asLong();
  }

  /** Checkpoints that did not complete. */
  public long failedCheckpoints() throws IOException, InterruptedException {
    return checkpoints("failed");
  }

  /** Checkpoints that completed, since a job manager took the job. */
  public long completedCheckpoints() throws IOException, InterruptedException {
    return checkpoints("completed");
  }

  /** Numbers and durations of all checkpoints. */
  public CheckpointTimes checkpointTimes() throws IOException, InterruptedException {
    JsonNode checkpoints = rest.get("/jobs/%s/checkpoints".formatted(id));
    return new CheckpointTimes(
        checkpoints.path("counts").path("completed").asLong(),
        checkpoints.path("counts").path("failed").asLong(),
        checkpoints.path("summary").path("end_to_end_duration").path("p99").asDouble() / 1e3);
  }

  /** The last checkpoints that completed, as many as Flink remembers. */
  public List<CompletedCheckpoint> lastCheckpoints() throws IOException, InterruptedException {
    List<CompletedCheckpoint> completed = new ArrayList<>();
    for (JsonNode checkpoint : rest.get("/jobs/%s/checkpoints".formatted(id)).path("history")) {
      if (checkpoint.path("status").asText().equals("COMPLETED")) {
        completed.add(
            new CompletedCheckpoint(
                checkpoint.path("id").asLong(),
                checkpoint.path("trigger_timestamp").asLong(),
                checkpoint.path("end_to_end_duration").asLong()));
      }
    }
    return completed;
  }

  private long checkpoints(String kind) throws IOException, InterruptedException {
    return rest.get("/jobs/%s/checkpoints".formatted(id)).path("counts").path(kind).asLong();
  }

  /** All that Flink knows of why tasks failed; empty while nobody answers. */
  public String failure() throws InterruptedException {
    try {
      return rest.get("/jobs/%s/exceptions".formatted(id)).toString();
    } catch (IOException e) {
      return "";
    }
  }

  /**
   * Stops the job with a savepoint.
   *
   * @return the savepoint's path
   */
  public String stop() throws IOException, InterruptedException {
    JsonNode body = JsonNodeFactory.instance.objectNode().put("drain", false);
    String trigger = rest.post("/jobs/%s/stop".formatted(id), body).path("request-id").asText();
    String path = "/jobs/%s/savepoints/%s".formatted(id, trigger);
    Waiting.until(
        "job %s stops with a savepoint".formatted(id),
        STOP,
        () -> rest.get(path).path("status").path("id").asText().equals("COMPLETED"));
    JsonNode operation = rest.get(path).path("operation");
    if (operation.has("failure-cause")) {
      throw new IOException("no savepoint of job %s: %s".formatted(id, operation));
    }
    awaitEnd();
    return operation.path("location").asText();
  }

  /** Cancels the job; its checkpoints stay. */
  public void cancel() throws IOException, InterruptedException {
    rest.patch("/jobs/%s?mode=cancel".formatted(id));
    awaitEnd();
  }

  private void awaitEnd() {
    Waiting.until(
        "job %s ends".formatted(id),
        STOP,
        () -> List.of("FINISHED", "CANCELED", "FAILED").contains(state()));
  }

  /**
   * The checkpoints that are complete on disk.
   *
   * @return paths, latest first
   */
  public List<Path> retainedCheckpoints() throws IOException {
    Path folder = home.checkpoints().resolve(id);
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith(CHECKPOINT_FOLDER))
          .filter(file -> Files.exists(file.resolve("_metadata")))
          .sorted(Comparator.comparingLong(RunningJob::checkpointNumber).reversed())
          .toList();
    }
  }

  private static long checkpointNumber(Path folder) {
    return Long.parseLong(folder.getFileName().toString().substring(CHECKPOINT_FOLDER.length()));
  }
}
