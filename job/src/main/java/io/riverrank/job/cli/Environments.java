package io.riverrank.job.cli;

import io.riverrank.job.options.JobSettings;
import java.io.PrintWriter;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Where a job runs. */
public enum Environments {
  /** The cluster that Flink's client talks to. */
  CLUSTER {
    @Override
    StreamExecutionEnvironment create(
        Configuration configuration, JobSettings settings, PrintWriter notes) {
      return StreamExecutionEnvironment.getExecutionEnvironment(configuration);
    }
  },

  /** A Flink in this process, with the web UI. */
  LOCAL {
    @Override
    StreamExecutionEnvironment create(
        Configuration configuration, JobSettings settings, PrintWriter notes) {
      LocalFlink.prepare(configuration, settings.parallelism());
      notes.println("Flink's web UI: " + LocalFlink.address(configuration));
      if (!configuration.contains(CheckpointingOptions.CHECKPOINTS_DIRECTORY)) {
        notes.println(
            "Note: state lives as long as this process. To keep it, set"
                + " -D execution.checkpointing.dir=file:///… and start again with"
                + " -D execution.state-recovery.path=…/chk-N.");
      }
      notes.flush();
      return StreamExecutionEnvironment.createLocalEnvironment(
          LocalFlink.parallelism(configuration), configuration);
    }
  };

  abstract StreamExecutionEnvironment create(
      Configuration configuration, JobSettings settings, PrintWriter notes);
}
