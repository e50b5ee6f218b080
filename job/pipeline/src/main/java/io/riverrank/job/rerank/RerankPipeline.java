package io.riverrank.job.rerank;

import io.riverrank.job.environment.Checkpointing;
import io.riverrank.job.environment.RerankEnvironment;
import io.riverrank.job.kafka.sink.DeadLetterEncoding;
import io.riverrank.job.kafka.sink.MessageSinks;
import io.riverrank.job.kafka.sink.ResultEncoding;
import io.riverrank.job.kafka.source.EventSplit;
import io.riverrank.job.kafka.source.RequestWatermarks;
import io.riverrank.job.kafka.source.RequestsSource;
import io.riverrank.job.options.EventTimeSettings;
import io.riverrank.job.options.JobSettings;
import io.riverrank.job.options.ModelControl;
import io.riverrank.job.rollout.ControlStreams;
import io.riverrank.operators.rerank.Rerank;
import io.riverrank.operators.types.RiverrankTypes;
import io.riverrank.schemas.DeadLetter;
import io.riverrank.schemas.EncodedMessage;
import io.riverrank.schemas.QueryEvent;
import io.riverrank.schemas.RerankResult;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The job's graph, from the requests topic to the results and dead letters topics.
 *
 * <p>The uids are the names of the state: a savepoint can't be restored after one has changed.
 */
public final class RerankPipeline {

  private RerankPipeline() {}

  /**
   * Adds the job to an environment; the caller executes it.
   *
   * @throws SettingsException if delivery is exactly-once and checkpoints can't make it so
   */
  public static void build(StreamExecutionEnvironment env, JobSettings settings) {
    RerankEnvironment.configure(env, settings.maxParallelism(), settings.parallelism());
    Checkpointing.configure(env, settings.checkpointInterval(), settings.kafka().delivery());

    SingleOutputStreamOperator<QueryEvent> queries = queries(env, settings);
    SingleOutputStreamOperator<RerankResult> rankings = rankings(env, queries, settings);
    SingleOutputStreamOperator<EncodedMessage> results =
        rankings
            .process(new ResultEncoding(settings.allScores(), settings.kafka().maxMessageBytes()))
            .returns(RiverrankTypes.ENCODED_MESSAGE)
            .uid("encode-results")
            .name("Encode results");
    results
        .sinkTo(MessageSinks.results(settings.kafka()))
        .uid("results")
        .name("Results: " + settings.kafka().topics().results());

    DataStream<DeadLetter> deadLetters =
        queries
            .getSideOutput(EventSplit.DEAD_LETTERS)
            .union(
                rankings.getSideOutput(Rerank.DEAD_LETTERS),
                results.getSideOutput(ResultEncoding.TOO_LARGE));
    deadLetters
        .map(new DeadLetterEncoding(settings.kafka().maxMessageBytes()))
        .returns(RiverrankTypes.ENCODED_MESSAGE)
        .uid("encode-dead-letters")
        .name("Encode dead letters")
        .sinkTo(MessageSinks.deadLetters(settings.kafka()))
        .uid("dead-letters")
        .name("Dead letters: " + settings.kafka().topics().deadLetters());
  }

  private static SingleOutputStreamOperator<RerankResult> rankings(
      StreamExecutionEnvironment env, DataStream<QueryEvent> queries, JobSettings settings) {
    ModelControl control = settings.control();
    if (control == null) {
      return Rerank.rerank(queries, settings.rerank());
    }
    SingleOutputStreamOperator<RerankResult> rankings =
        Rerank.rerank(
            queries,
            settings.rerank(),
            ControlStreams.commands(env, settings.kafka(), control),
            control.rollout());
    ControlStreams.watch(env, settings.kafka(), control);
    ControlStreams.write(rankings.getSideOutput(Rerank.MODEL_STATUS), settings.kafka(), control);
    ControlStreams.writeShadow(rankings.getSideOutput(Rerank.SHADOW), settings.kafka(), control);
    return rankings;
  }

  private static SingleOutputStreamOperator<QueryEvent> queries(
      StreamExecutionEnvironment env, JobSettings settings) {
    EventTimeSettings eventTime = settings.eventTime();
    return env.fromSource(
            RequestsSource.create(settings.kafka(), settings.limits()),
            new RequestWatermarks(eventTime.maxOutOfOrderness(), eventTime.idleness()),
            "Requests: " + settings.kafka().topics().requests(),
            RiverrankTypes.SOURCE_EVENT)
        .uid("requests")
        .process(new EventSplit())
        .returns(RiverrankTypes.QUERY_EVENT)
        .uid("split")
        .name("Split off dead letters");
  }
}
