package io.riverrank.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code restarts.sh} makes of a cluster's logs. */
class RestartTimesITCase {
  private static final Path SCRIPT = Script.REPOSITORY.resolve("deploy/cluster/restarts.sh");
  private static final String GRAPH =
      " INFO  org.apache.flink.runtime.executiongraph.ExecutionGraph [] - ";
  private static final String CHECKPOINTS =
      " INFO  org.apache.flink.runtime.checkpoint.CheckpointCoordinator [] - ";
  private static final String ID = " (52f4b54bbb3c37f04b0fadf86e7b4ac7)";

  @TempDir Path folder;

  private Script run(String logs) throws Exception {
    return Script.run(folder, Map.of(), "cd " + folder + " && exec " + SCRIPT + " " + logs);
  }

  private static String job(String time, String from, String to) {
    return time + GRAPH + "Job r 1" + ID + " switched from state " + from + " to " + to + ".";
  }

  private static String task(String time, String from, String to) {
    return time + GRAPH + "Rerank (1/2)" + ID + " switched from " + from + " to " + to + ".";
  }

  @Test
  void eachPhaseOfEachRestartIsShown() throws Exception {
    Files.write(
        folder.resolve("jobmanager.log"),
        List.of(
            job("2026-11-28 23:59:50,000", "CREATED", "RUNNING"),
            job("2026-11-28 23:59:58,500", "RUNNING", "RESTARTING"),
            job("2026-11-28 23:59:59,500", "RESTARTING", "RUNNING"),
            "2026-11-28 23:59:59,600"
                + CHECKPOINTS
                + "Restoring job x from Checkpoint 7 @ 1 for x located at file:/c.",
            task("2026-11-29 00:00:00,500", "DEPLOYING", "INITIALIZING"),
            task("2026-11-29 00:00:01,500", "DEPLOYING", "INITIALIZING"),
            task("2026-11-29 00:00:01,750", "INITIALIZING", "RUNNING"),
            task("2026-11-29 00:00:04,750", "INITIALIZING", "RUNNING"),
            "2026-11-29 00:00:05,000" + CHECKPOINTS + "Completed checkpoint 8 for job x.",
            job("2026-11-29 00:01:00,000", "RUNNING", "RESTARTING"),
            job("2026-11-29 00:01:01,000", "RESTARTING", "RUNNING"),
            task("2026-11-29 00:01:01,250", "DEPLOYING", "INITIALIZING"),
            task("2026-11-29 00:01:01,500", "DEPLOYING", "INITIALIZING"),
            task("2026-11-29 00:01:01,750", "INITIALIZING", "RUNNING"),
            job("2026-11-29 00:01:02,000", "RUNNING", "RESTARTING"),
            job("2026-11-29 00:01:03,000", "RESTARTING", "RUNNING"),
            task("2026-11-29 00:01:03,250", "DEPLOYING", "INITIALIZING"),
            task("2026-11-29 00:01:03,500", "INITIALIZING", "RUNNING"),
            task("2026-11-29 00:01:03,750", "DEPLOYING", "INITIALIZING")));
    Files.write(
        folder.resolve("taskmanager.log"),
        List.of(
            "2026-11-29 00:00:03,000 INFO  io.riverrank.operators.scoring.LoadedModel [] - Model"
                + " demo loaded: sha256:00, int8, 2 callers on cpu; it took 1.02 s (session"
                + " 0.33 s), 5.48 s after the process began"));

    Script script = run("taskmanager.log jobmanager.log");

    assertThat(script.err()).isEmpty();
    assertThat(script.out().lines())
        .containsExactly(
            "2026-11-28 23:59:58,500: r 1, from Checkpoint 7",
            "    1.00 s  until the job is scheduled again: tasks end, the restart strategy waits",
            "    2.00 s  until tasks are deployed: slots, and task managers that are new",
            "    3.25 s  until tasks run: state and the model",
            "            model demo: 1.02 s (session 0.33 s), 5.48 s after the process began",
            "    0.25 s  until the first checkpoint is complete",
            "2026-11-29 00:01:00,000: r 1",
            "    1.00 s  until the job is scheduled again: tasks end, the restart strategy waits",
            "    0.50 s  until tasks are deployed: slots, and task managers that are new",
            "            failed again before all tasks ran",
            "2026-11-29 00:01:02,000: r 1",
            "    1.00 s  until the job is scheduled again: tasks end, the restart strategy waits",
            "    0.75 s  until tasks are deployed: slots, and task managers that are new",
            "            not all tasks run when the logs end");
  }

  @Test
  void logsThatAreNotThereAreNamedAndNoRestartIsSaidToBeNone() throws Exception {
    Script missing = run("none.log");
    assertThat(missing.exitCode()).isEqualTo(1);
    assertThat(missing.err()).hasLineCount(1).contains("none.log can't be read");

    Files.writeString(folder.resolve("quiet.log"), "nothing\n");
    Script quiet = run("quiet.log");
    assertThat(quiet.exitCode()).isZero();
    assertThat(quiet.err()).isEqualTo("restarts: no job restarted\n");
  }
}
