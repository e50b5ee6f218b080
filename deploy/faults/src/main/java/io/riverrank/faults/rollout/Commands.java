package io.riverrank.faults.rollout;

import io.riverrank.faults.trial.JobSpec;
import io.riverrank.job.options.ConfigurationLoader;
import io.riverrank.job.options.JobSettings;
import io.riverrank.job.options.SettingsFactory;
import io.riverrank.job.rollout.ControlClient;
import io.riverrank.schemas.rollout.ControlCommand;
import io.riverrank.schemas.rollout.ModelReference;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import javax.annotation.Nullable;

/** Sends commands to a job as {@code riverrank models} does, and waits for every subtask. */
public final class Commands {

  /** The control topic of each job, which begins without a command. */
  public static final String CONTROL = JobSpec.JOB + "-control";

  /** The status topic of each job. */
  public static final String STATUS = JobSpec.JOB + "-model-status";

  /** The topic of what a challenger in shadow makes of queries, of each job. */
  private static final String SHADOW = JobSpec.JOB + "-shadow";

  private static final Duration PATIENCE = Duration.ofSeconds(240);

  private final JobSettings settings;
  private int sent;

  /**
   * @param jobName whom it commands
   */
  public Commands(String bootstrapServers, String jobName) {
    settings =
        SettingsFactory.job(
            ConfigurationLoader.load(
                null,
                List.of(
                    "kafka.bootstrap-servers=" + bootstrapServers,
                    // Longer than a broker is away.
                    "kafka.check-timeout=120 s",
                    "kafka.topics.control=" + CONTROL.replace(JobSpec.JOB, jobName),
                    "kafka.topics.model-status=" + STATUS.replace(JobSpec.JOB, jobName)),
                Map.of()));
  }

  /** The topic of a job's shadow rankings. */
  static String shadow(String jobName) {
    return SHADOW.replace(JobSpec.JOB, jobName);
  }

  /** The same job with topics for commands and statuses, which keeps models longer than a suite. */
  public static JobSpec controlled(JobSpec job) {
    return job.with("kafka.topics.control", CONTROL)
        .with("kafka.topics.model-status", STATUS)
        .with("kafka.topics.shadow", SHADOW)
        .with("kafka.create-topics", "true")
        .with("kafka.create-topics.replication-factor", "1")
        .with("rerank.models.keep", "1 d");
  }

  /** A command that is on its way. */
  public static final class Pending {
    private final ControlCommand command;
    private final CompletableFuture<ControlClient.Outcome> outcome;

    private Pending(ControlCommand command, CompletableFuture<ControlClient.Outcome> outcome) {
      this.command = command;
      this.outcome = outcome;
    }

    /** Returns when every subtask did it; fails if one refused, or none answers. */
    public void awaitDone() throws Exception {
      await(ControlClient.Outcome.DONE);
    }

    /** Returns when every subtask answered, and refused; fails if none did, or none answers. */
    public void awaitRefused() throws Exception {
      await(ControlClient.Outcome.REFUSED);
    }

    private void await(ControlClient.Outcome wanted) throws Exception {
      ControlClient.Outcome ended;
      try {
        ended = outcome.get(2 * PATIENCE.toSeconds(), TimeUnit.SECONDS);
      } catch (ExecutionException e) {
        throw new IOException("%s could not be sent".formatted(command), e.getCause());
      }
      if (ended != wanted) {
        throw new IllegalStateException("%s is %s".formatted(command, ended));
      }
    }
  }

  /** Sends a command that names no model, and doesn't wait. */
  public Pending send(ControlCommand.Kind kind) {
    return send(kind, null, null);
  }

  /** Sends a command about a share of the queries, and doesn't wait. */
  public Pending send(ControlCommand.Kind kind, double share) {
    return send(kind, null, share);
  }

  /** Sends the command to load a model, and doesn't wait. */
  public Pending load(String uri) {
    return load(new ModelReference(uri, null, null));
  }

  /** The same of a model of which more is said. */
  public Pending load(ModelReference model) {
    return send(ControlCommand.Kind.LOAD, model, null);
  }

  private Pending send(
      ControlCommand.Kind kind, @Nullable ModelReference model, @Nullable Double share) {
    ControlCommand command =
        new ControlCommand(
            "%s-%d-%d".formatted(kind, System.nanoTime(), ++sent), kind, model, share, "faults");
    return new Pending(command, CompletableFuture.supplyAsync(() -> send(command)));
  }

  private ControlClient.Outcome send(ControlCommand command) {
    try {
      return new ControlClient(settings.kafka(), settings.control())
          .send(command, PATIENCE, status -> {});
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
