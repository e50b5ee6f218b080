package io.riverrank.job.backfill;

import io.riverrank.job.Environment;
import io.riverrank.job.backfill.output.BackfillRun;
import io.riverrank.job.backfill.output.OutputFolder;
import io.riverrank.job.backfill.sink.ResultFiles;
import io.riverrank.job.backfill.source.FileRequests;
import io.riverrank.job.backfill.source.RecordFormat;
import io.riverrank.job.backfill.tally.DeadLetterTally;
import io.riverrank.job.backfill.tally.ResultTally;
import io.riverrank.job.kafka.source.EventSplit;
import io.riverrank.job.options.BackfillSettings;
import io.riverrank.operators.rerank.Rerank;
import io.riverrank.operators.types.RiverrankTypes;
import io.riverrank.schemas.DeadLetter;
import io.riverrank.schemas.QueryEvent;
import io.riverrank.schemas.RerankResult;
import io.riverrank.schemas.SourceEvent;
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
    SingleOutputStreamOperator<SourceEvent> events =
        FileRequests.add(
            env,
            run.manifest().files(),
            new RecordFormat(
                run.manifest().files(), settings.rows(), settings.limits().messageBytes()),
            settings.limits(),
            settings.maxOutOfOrderness(),
            run.manifest().startedMs());
    SingleOutputStreamOperator<QueryEvent> queries =
        events
            .process(new EventSplit())
            .returns(RiverrankTypes.QUERY_EVENT)
            .uid("backfill-split")
            .name("Split off dead letters")
            .setParallelism(1)
            .setMaxParallelism(1);
    SingleOutputStreamOperator<RerankResult> rankings = Rerank.rerank(queries, settings.rerank());
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
        queries
            .getSideOutput(EventSplit.DEAD_LETTERS)
            .union(rankings.getSideOutput(Rerank.DEAD_LETTERS));
    DeadLetterTally.add(
            deadLetters, events.getSideOutput(FileRequests.RECORDS_READ), settings.maxErrors())
        .sinkTo(
            ResultFiles.deadLetters(
                folder.deadLetters(), OutputFolder.deadLettersPrefix(run.manifest()), true))
        .uid("backfill-dead-letters")
        .name("Dead letters")
        .setParallelism(1);
  }
}
