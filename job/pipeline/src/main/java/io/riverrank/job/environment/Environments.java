package io.riverrank.job.environment;

import java.io.PrintWriter;
import javax.annotation.Nullable;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Where a job runs. */
public enum Environments {
  /** The cluster that Flink's client talks to. */
  CLUSTER {
    @Override
    public StreamExecutionEnvironment create(
        Configuration configuration, @Nullable Integer parallelism) {
      return StreamExecutionEnvironment.getExecutionEnvironment(configuration);
    }

    @Override
    public void describe(Configuration configuration, PrintWriter notes) {
      // The cluster's own web UI shows it.
    }
  },

  /** A Flink in this process, with the web UI. */
  LOCAL {
    @Override
    public StreamExecutionEnvironment create(
        Configuration configuration, @Nullable Integer parallelism) {
      LocalFlink.prepare(configuration, parallelism);
      return StreamExecutionEnvironment.createLocalEnvironment(
          LocalFlink.parallelism(configuration), configuration);
    }

    @Override
    public void describe(Configuration configuration, PrintWriter notes) {
      notes.println("Flink's web UI: " + LocalFlink.address(configuration));
      if (!configuration.contains(CheckpointingOptions.CHECKPOINTS_DIRECTORY)) {
        notes.println(
            "Note: state lives as long as this process. To keep it, set"
                + " -D execution.checkpointing.dir=file:///… and start again with"
                + " -D execution.state-recovery.path=…/chk-N.");
      }
      notes.flush();
    }
  };

  /**
   * @param configuration Flink's, which gets what is missing
   * @param parallelism null for one slot a core, or the cluster's
   */
  public abstract StreamExecutionEnvironment create(
      Configuration configuration, @Nullable Integer parallelism);

  /** Says what a user of the environment wants to know. */
  public abstract void describe(Configuration configuration, PrintWriter notes);
}
