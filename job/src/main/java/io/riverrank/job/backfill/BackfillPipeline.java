package io.riverrank.job.backfill;

import io.riverrank.job.Environment;
import io.riverrank.job.backfill.input.InputFile;
import io.riverrank.job.backfill.output.BackfillRun;
import io.riverrank.job.backfill.output.OutputFolder;
import io.riverrank.job.backfill.sink.ResultFiles;
import io.riverrank.job.backfill.source.FileRequests;
import io.riverrank.job.backfill.source.RecordFormat;
import io.riverrank.job.backfill.source.Requests;
import io.riverrank.job.backfill.source.TrecRequests;
import io.riverrank.job.backfill.tally.DeadLetterTally;
import io.riverrank.job.backfill.tally.ResultTally;
import io.riverrank.job.options.BackfillSettings;
import io.riverrank.operators.rerank.Rerank;
import io.riverrank.operators.types.RiverrankTypes;
import io.riverrank.schemas.DeadLetter;
import io.riverrank.schemas.RerankResult;
import java.util.List;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The graph of a backfill: files, in their order, through the rerank operator of the streaming job,
 * into files.
 *
 * <p>The uids are the names of the state that a killed backfill goes on from.
 */
public final class BackfillPipeline {

  private BackfillPipeline() {}

  /** Adds the job to an environment; the caller executes it. */
  public static void build(
      StreamExecutionEnvironment env, BackfillSettings settings, BackfillRun run) {
    Environment.configure(env, settings.maxParallelism(), settings.parallelism());
    if (!env.getCheckpointConfig().isCheckpointingEnabled()) {
      env.enableCheckpointing(settings.checkpointInterval().toMillis());
    }
    OutputFolder folder = run.folder();
    Requests requests = requests(env, settings, run);
    SingleOutputStreamOperator<RerankResult> rankings =
        Rerank.rerank(requests.queries(), settings.rerank());
    rankings
        .map(new ResultTally())
        .returns(RiverrankTypes.RERANK_RESULT)
        .uid("backfill-result-tally")
        .name("Count results")
        .sinkTo(
            ResultFiles.results(
                folder.root(),
                OutputFolder.resultsPrefix(run.manifest()),
                settings.outputFormat(),
                settings.allScores()))
        .uid("backfill-results")
        .name("Results: " + folder.root());

    DataStream<DeadLetter> deadLetters =
        requests.deadLetters().union(rankings.getSideOutput(Rerank.DEAD_LETTERS));
    DeadLetterTally.add(deadLetters, requests.recordsRead(), settings.maxErrors())
        .sinkTo(
            ResultFiles.deadLetters(
                folder.deadLetters(), OutputFolder.deadLettersPrefix(run.manifest()), true))
        .uid("backfill-dead-letters")
        .name("Dead letters")
        .setParallelism(1);
  }

  private static Requests requests(
      StreamExecutionEnvironment env, BackfillSettings settings, BackfillRun run) {
    List<InputFile> files = run.manifest().files();
    RecordFormat format =
        new RecordFormat(files, settings.rows(), settings.limits().messageBytes());
    if (settings.isTrec()) {
      return TrecRequests.add(env, files, format, settings.limits(), settings.rows().byKey());
    }
    return FileRequests.add(
        env,
        files,
        format,
        settings.limits(),
        settings.maxOutOfOrderness(),
        run.manifest().startedMs());
  }
}
