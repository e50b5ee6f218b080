package io.riverrank.job.backfill.progress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riverrank.job.backfill.output.BackfillRun;
import io.riverrank.job.backfill.output.OutputFolder;
import io.riverrank.job.backfill.tally.Counts;
import io.riverrank.job.backfill.tally.ResultTally;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import javax.annotation.Nullable;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A watcher asks how far a job is, and nothing that comes of the question is the job's end. */
class BackfillWatchTest {

  @TempDir private Path folder;
  private OutputFolder output;
  private BackfillRun run;

  @BeforeEach
  void runAJobThatHasCounted() throws Exception {
    output = new OutputFolder(new org.apache.flink.core.fs.Path(folder.toUri()));
    run =
        BackfillRun.open(
            output, new TreeMap<>(), null, List.of(), () -> null, BackfillRun.Reuse.SAME);
    run.folder()
        .counts()
        .write(Map.of(Counts.RECORDS, 1L, ResultTally.RESULTS, 1L, ResultTally.CANDIDATES, 3L));
  }

  /** What may come of a question. */
  private enum Answer {
    /** As Flink's local cluster answers, which ends with its job. */
    CLUSTER_IS_GONE,
    FAILS,
    NEVER;

    CompletableFuture<Map<String, Object>> get() {
      return switch (this) {
        case CLUSTER_IS_GONE ->
            new MiniCluster(new MiniClusterConfiguration.Builder().build())
                .getExecutionGraph(new JobID())
                .thenApply(graph -> Map.of());
        case FAILS -> CompletableFuture.failedFuture(new IOException("no such job"));
        case NEVER -> new CompletableFuture<>();
      };
    }
  }

  @ParameterizedTest
  @EnumSource
  void aJobThatEndsWellWhileItIsAskedIsABackfillThatEndsWell(Answer answer) throws Exception {
    EndsWhenAsked job = new EndsWhenAsked(answer::get, null);
    StringWriter err = new StringWriter();

    new BackfillWatch(job, run, new PrintWriter(err)).await();

    assertThat(folder.resolve("_SUCCESS")).exists();
    assertThat(err.toString()).contains("Results", "_report.json");
  }

  @Test
  void aJobThatFailsWhileItIsAskedEndsWithItsOwnFailure() {
    IOException failure = new IOException("the disk is full");
    EndsWhenAsked job = new EndsWhenAsked(Answer.CLUSTER_IS_GONE::get, failure);

    assertThatThrownBy(
            () -> new BackfillWatch(job, run, new PrintWriter(new StringWriter())).await())
        .isInstanceOf(ExecutionException.class)
        .hasCause(failure);
    assertThat(folder.resolve("_SUCCESS")).doesNotExist();
  }

  /** Its result is there a moment after it was asked for its counts. */
  private static final class EndsWhenAsked implements JobClient {

    private final JobID id = new JobID();
    private final CompletableFuture<JobExecutionResult> result = new CompletableFuture<>();
    private final Supplier<CompletableFuture<Map<String, Object>>> counts;
    @Nullable private final Exception failure;

    private EndsWhenAsked(
        Supplier<CompletableFuture<Map<String, Object>>> counts, @Nullable Exception failure) {
      this.counts = counts;
      this.failure = failure;
    }

    @Override
    public CompletableFuture<Map<String, Object>> getAccumulators() {
      if (failure == null) {
        result.complete(new JobExecutionResult(id, 1, Map.of()));
      } else {
        result.completeExceptionally(failure);
      }
      return counts.get();
    }

    @Override
    public CompletableFuture<JobExecutionResult> getJobExecutionResult() {
      return result;
    }

    @Override
    public JobID getJobID() {
      return id;
    }

    @Override
    public CompletableFuture<JobStatus> getJobStatus() {
      throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<Void> cancel() {
      throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<String> stopWithSavepoint(
        boolean advanceToEndOfEventTime,
        @Nullable String savepointDirectory,
        SavepointFormatType format) {
      throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<String> triggerSavepoint(
        @Nullable String savepointDirectory, SavepointFormatType format) {
      throw new UnsupportedOperationException();
    }
  }
}
