package io.riverrank.job.rollout;

import io.riverrank.job.kafka.settings.KafkaSettings;
import io.riverrank.job.kafka.sink.MessageSinks;
import io.riverrank.job.kafka.source.RecordDeserializationSchema;
import io.riverrank.job.kafka.source.TopicSource;
import io.riverrank.job.options.ModelControl;
import io.riverrank.operators.rollout.RolloutTypes;
import io.riverrank.operators.rollout.watch.ModelWatchSource;
import io.riverrank.operators.types.RiverrankTypes;
import io.riverrank.schemas.rollout.ControlDecoder;
import io.riverrank.schemas.rollout.ControlMessage;
import io.riverrank.schemas.rollout.ModelStatus;
import io.riverrank.schemas.rollout.ShadowRanking;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** What a job with a control topic has besides: commands in, statuses and shadow rankings out. */
public final class ControlStreams {

  private ControlStreams() {}

  /** The commands, in order: a job without state reads them from the topic's beginning. */
  public static DataStream<ControlMessage> commands(
      StreamExecutionEnvironment env, KafkaSettings kafka, ModelControl control) {
    return env.fromSource(
            TopicSource.fromBeginning(
                kafka,
                control.commands(),
                new RecordDeserializationSchema<>(
                    () -> new ControlDecoder()::decode, RolloutTypes.CONTROL_MESSAGE)),
            WatermarkStrategy.noWatermarks(),
            "Control: " + control.commands(),
            RolloutTypes.CONTROL_MESSAGE)
        .setParallelism(1)
        .uid("control");
  }

  /**
   * Writes a command for each new version of a watched model. It comes back by {@link #commands},
   * as everybody's do.
   */
  public static void watch(
      StreamExecutionEnvironment env, KafkaSettings kafka, ModelControl control) {
    if (control.watch() == null) {
      return;
    }
    env.fromSource(
            new ModelWatchSource(control.watch()),
            WatermarkStrategy.noWatermarks(),
            "Watched model: " + control.watch().uri(),
            RiverrankTypes.ENCODED_MESSAGE)
        .setParallelism(1)
        .uid("model-watch")
        .sinkTo(CommandSink.besideRequests(kafka, control.commands()))
        .setParallelism(1)
        .uid("model-watch-commands")
        .name("Commands: " + control.commands());
  }

  /**
   * Writes statuses at once, and so again after a restart: who waits for one waits no checkpoint.
   */
  public static void write(
      DataStream<ModelStatus> statuses, KafkaSettings kafka, ModelControl control) {
    statuses
        .map(new StatusEncoding())
        .returns(RiverrankTypes.ENCODED_MESSAGE)
        .uid("encode-model-status")
        .name("Encode model status")
        .sinkTo(MessageSinks.atLeastOnce(kafka, control.statuses()))
        .uid("model-status")
        .name("Model status: " + control.statuses());
  }

  /** Writes what a challenger in shadow makes of queries, in transactions as results are. */
  public static void writeShadow(
      DataStream<ShadowRanking> rankings, KafkaSettings kafka, ModelControl control) {
    rankings
        .process(new ShadowEncoding(kafka.maxMessageBytes()))
        .returns(RiverrankTypes.ENCODED_MESSAGE)
        .uid("encode-shadow")
        .name("Encode shadow rankings")
        .sinkTo(MessageSinks.create(kafka, control.shadow(), "-shadow"))
        .uid("shadow")
        .name("Shadow rankings: " + control.shadow());
  }
}
