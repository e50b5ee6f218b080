package io.riverrank.job.backfill;

import io.riverrank.job.backfill.input.InputFile;
import io.riverrank.job.backfill.output.BackfillRun;
import io.riverrank.job.backfill.output.OutputFolder;
import io.riverrank.job.backfill.sink.ResultFiles;
import io.riverrank.job.backfill.source.FileRequests;
import io.riverrank.job.backfill.source.RecordFormat;
import io.riverrank.job.backfill.source.Requests;
import io.riverrank.job.backfill.source.TopicRequests;
import io.riverrank.job.backfill.source.TrecRequests;
import io.riverrank.job.backfill.tally.Counts;
import io.riverrank.job.backfill.tally.ResultTally;
import io.riverrank.job.backfill.tally.Tally;
import io.riverrank.job.environment.RerankEnvironment;
import io.riverrank.job.kafka.settings.KafkaSettings;
import io.riverrank.job.kafka.sink.MessageSinks;
import io.riverrank.job.kafka.sink.ResultEncoding;
import io.riverrank.operators.rerank.Rerank;
import io.riverrank.operators.types.RiverrankTypes;
import io.riverrank.schemas.DeadLetter;
import io.riverrank.schemas.EncodedMessage;
import io.riverrank.schemas.RerankResult;
import java.util.List;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The graph of a backfill: files in their order, or a range of a topic, through the rerank operator
 * of the streaming job, into files or a topic.
 *
 * <p>The uids are the names of the state that a killed backfill goes on from.
 */
final class BackfillPipeline {

  private BackfillPipeline() {}

  /** Adds the job to an environment; the caller executes it. */
  public static void build(
      StreamExecutionEnvironment env, BackfillSettings settings, BackfillRun run) {
    RerankEnvironment.configure(env, settings.maxParallelism(), settings.parallelism());
    if (!env.getCheckpointConfig().isCheckpointingEnabled()) {
      env.enableCheckpointing(settings.checkpointInterval().toMillis());
    }
    OutputFolder folder = run.folder();
    Requests requests = requests(env, settings, run);
    SingleOutputStreamOperator<RerankResult> rankings =
        Rerank.rerank(requests.queries(), settings.rerank());
    SingleOutputStreamOperator<RerankResult> counted =
        rankings
            .transform("Count results", RiverrankTypes.RERANK_RESULT, new ResultTally())
            .uid("backfill-result-tally");
    DataStream<DeadLetter> deadLetters =
        requests.deadLetters().union(rankings.getSideOutput(Rerank.DEAD_LETTERS));
    if (settings.writesTopic()) {
      deadLetters = deadLetters.union(writeMessages(counted, settings, run));
    } else {
      writeFiles(counted, settings, run);
    }
    Tally.add(
            deadLetters,
            requests.counts().union(counted.getSideOutput(Counts.COUNTS)),
            settings.maxErrors(),
            folder.counts(),
            run.changes())
        .sinkTo(
            ResultFiles.deadLetters(
                folder.deadLetters(),
                OutputFolder.deadLettersPrefix(run.manifest()),
                !settings.readsTopic()))
        .uid("backfill-dead-letters")
        .name("Dead letters")
        .setParallelism(1);
  }

  private static void writeFiles(
      DataStream<RerankResult> results, BackfillSettings settings, BackfillRun run) {
    results
        .sinkTo(
            ResultFiles.results(
                run.folder().root(),
                OutputFolder.resultsPrefix(run.manifest()),
                settings.outputFormat(),
                settings.allScores()))
        .uid("backfill-results")
        .name("Results: " + run.folder().root());
  }

  /** Returns what is too large for the topic. */
  private static DataStream<DeadLetter> writeMessages(
      DataStream<RerankResult> results, BackfillSettings settings, BackfillRun run) {
    KafkaSettings kafka = settings.kafka();
    SingleOutputStreamOperator<EncodedMessage> messages =
        results
            .process(new ResultEncoding(settings.allScores(), kafka.maxMessageBytes()))
            .returns(RiverrankTypes.ENCODED_MESSAGE)
            .uid("backfill-encode-results")
            .name("Encode results");
    // The run's own, so that two backfills don't fence each other, and the same after a kill.
    String transactions = kafka.transactionalIdPrefix() + "-" + run.manifest().run();
    messages
        .sinkTo(MessageSinks.results(kafka.with(kafka.topics(), transactions)))
        .uid("backfill-result-messages")
        .name("Results: " + kafka.topics().results());
    return messages.getSideOutput(ResultEncoding.TOO_LARGE);
  }

  private static Requests requests(
      StreamExecutionEnvironment env, BackfillSettings settings, BackfillRun run) {
    if (settings.readsTopic()) {
      return TopicRequests.add(
          env,
          settings.kafka(),
          run.manifest().topic(),
          settings.limits(),
          settings.maxOutOfOrderness(),
          run.manifest().startedMs());
    }
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
