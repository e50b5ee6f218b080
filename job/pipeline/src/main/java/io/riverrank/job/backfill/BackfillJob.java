package io.riverrank.job.backfill;

import io.riverrank.job.backfill.input.InputFile;
import io.riverrank.job.backfill.input.InputFiles;
import io.riverrank.job.backfill.output.BackfillRun;
import io.riverrank.job.backfill.output.OutputFolder;
import io.riverrank.job.backfill.progress.BackfillWatch;
import io.riverrank.job.backfill.source.InputCheck;
import io.riverrank.job.kafka.check.TopicCheckException;
import io.riverrank.job.options.InputFormat;
import io.riverrank.operators.options.SettingsException;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.annotation.Nullable;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.HeartbeatManagerOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.core.execution.RecoveryClaimMode;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.fs.UnsupportedFileSystemSchemeException;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** One attempt at a backfill, from its arguments to its report. */
public final class BackfillJob implements AutoCloseable {

  /** The newest one, and one more for whoever looks while it is replaced. */
  private static final int CHECKPOINTS_KEPT = 2;

  private static final Duration LOCAL_HEARTBEAT = Duration.ofSeconds(1);

  private final BackfillSettings settings;
  private final BackfillRun run;

  private BackfillJob(BackfillSettings settings, BackfillRun run) {
    this.settings = settings;
    this.run = run;
  }

  /**
   * Finds the input and takes hold of the output.
   *
   * @param flink as the user configured it
   * @throws SettingsException if either can't be used
   * @throws TopicCheckException if a topic can't
   */
  public static BackfillJob prepare(
      BackfillSettings settings, Configuration flink, BackfillRun.Reuse reuse) throws IOException {
    OutputFolder folder = folder(settings.output());
    for (String input : settings.inputs()) {
      requireApart(input, folder.root());
    }
    List<InputFile> files = files(settings);
    InputCheck.requireColumns(files, settings.rows());
    if (settings.writesTopic()) {
      BackfillTopics.checkOutput(settings, flink);
    }
    BackfillRun run =
        BackfillRun.open(
            folder,
            settings.deciding(),
            ModelFingerprint.of(settings.rerank().model()),
            files,
            () -> BackfillTopics.range(settings),
            reuse);
    return new BackfillJob(settings, run);
  }

  /** Texts come before the runs that name them. */
  private static List<InputFile> files(BackfillSettings settings) {
    List<InputFile> files = new ArrayList<>();
    if (settings.readsTopic()) {
      return files;
    }
    if (settings.isTrec()) {
      files.addAll(InputFiles.find(settings.queries(), InputFormat.TREC_QUERIES));
      files.addAll(InputFiles.find(settings.corpus(), InputFormat.TREC_CORPUS));
      files.addAll(InputFiles.find(settings.inputs(), InputFormat.TREC));
      return files;
    }
    files.addAll(InputFiles.find(settings.inputs(), settings.format()));
    if (files.stream().anyMatch(file -> file.format() == InputFormat.TREC)) {
      throw new SettingsException(
          "a TREC run has no texts; say where they are by --queries and --corpus");
    }
    return files;
  }

  private static OutputFolder folder(String output) throws IOException {
    try {
      return new OutputFolder(InputFiles.absolute(output));
    } catch (UnsupportedFileSystemSchemeException e) {
      throw new SettingsException(
          "%s is on a file system that this Flink doesn't know; put its plugin into Flink's plugins/ folder, or take another folder"
              .formatted(output));
    }
  }

  private static void requireApart(String input, Path output) {
    if (InputFiles.covers(input, new Path(output, "results.jsonl"))) {
      throw new SettingsException(
          "the output %s is in the input %s, which would grow while it is read; take a folder elsewhere"
              .formatted(output, input));
    }
  }

  @Nullable
  public Integer parallelism() {
    return settings.parallelism();
  }

  /**
   * Tells Flink where state goes and where to go on; what the user configured stays.
   *
   * @param local whether Flink runs in this process
   */
  public void configure(Configuration flink, boolean local) {
    flink.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, run.folder().checkpoints().toString());
    flink.set(
        CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
        ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
    flink.set(CheckpointingOptions.MAX_RETAINED_CHECKPOINTS, CHECKPOINTS_KEPT);
    // Every query id is remembered to the end, so memory would grow with the input.
    setIfUnset(flink, StateBackendOptions.STATE_BACKEND, "rocksdb");
    setIfUnset(flink, CheckpointingOptions.INCREMENTAL_CHECKPOINTS, true);
    if (run.checkpoint() != null) {
      flink.set(StateRecoveryOptions.SAVEPOINT_PATH, run.checkpoint());
      flink.set(StateRecoveryOptions.RESTORE_MODE, RecoveryClaimMode.CLAIM);
    }
    if (local) {
      // What fails here would fail again, and going on is one command.
      setIfUnset(flink, RestartStrategyOptions.RESTART_STRATEGY, "none");
      // Fewer requests on their way to the model, so that a checkpoint gets past them soon.
      setIfUnset(flink, TaskManagerOptions.BUFFER_DEBLOAT_ENABLED, true);
      // Counts come with the heartbeats.
      setIfUnset(flink, HeartbeatManagerOptions.HEARTBEAT_INTERVAL, LOCAL_HEARTBEAT);
    }
  }

  private static <T> void setIfUnset(Configuration flink, ConfigOption<T> option, T value) {
    if (!flink.contains(option)) {
      flink.set(option, value);
    }
  }

  /** Whether an earlier attempt's job did it all; then only {@link #finish} is left. */
  public boolean isFinished() {
    return run.finished();
  }

  /** Writes the report of a job that has finished. */
  public void finish(PrintWriter err) throws IOException {
    err.println("The job had finished; only its report was missing.");
    BackfillWatch.finish(run, err);
  }

  /** Runs the job to its end and writes the report. */
  public void run(StreamExecutionEnvironment env, PrintWriter err) throws Exception {
    if (run.resumed() && run.checkpoint() == null && run.manifest().topic() != null) {
      BackfillTopics.requireThere(settings, run.manifest().topic());
    }
    if (run.checkpoint() != null) {
      err.printf("Going on from %s%n", run.checkpoint());
      err.flush();
    }
    BackfillPipeline.build(env, settings, run);
    try (Interruption interruption = Interruption.sayHowToGoOn(run.folder().root(), err)) {
      new BackfillWatch(env.executeAsync(settings.name()), run, err).await();
    }
  }

  @Override
  public void close() throws Exception {
    run.close();
  }
}
