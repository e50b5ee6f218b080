package io.riverrank.job.monitor.source;

import io.riverrank.job.backfill.input.InputFile;
import io.riverrank.job.backfill.source.FileRecords;
import io.riverrank.job.backfill.source.RecordFormat;
import io.riverrank.job.kafka.source.EventWatermarks;
import io.riverrank.job.kafka.source.RecordDeserializationSchema;
import io.riverrank.job.kafka.source.RecordDeserializationSchema.Decoders;
import io.riverrank.job.kafka.source.TopicSource;
import io.riverrank.job.monitor.settings.MonitorSettings;
import io.riverrank.job.options.JudgementKey;
import io.riverrank.operators.monitoring.join.InteractionDecoder;
import io.riverrank.operators.monitoring.join.JoinedResult;
import io.riverrank.operators.monitoring.join.JudgementDecoder;
import io.riverrank.operators.monitoring.join.MonitorEvent;
import io.riverrank.operators.monitoring.join.MonitorTypes;
import io.riverrank.operators.monitoring.join.ResultDecoder;
import io.riverrank.operators.types.RiverrankTypes;
import io.riverrank.schemas.DeadLetter;
import io.riverrank.schemas.RequestLimits;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.OutputTag;

/**
 * The sources of a monitor, each with its dead letters aside.
 *
 * <p><b>Time.</b> A topic that is read for ever has a watermark, by partition, that follows its
 * largest event time. Files and ranges are taken to be in no order at all: their time stands still
 * until their end, so nothing in them is ever late.
 */
public final class MonitorSources {

  /** What can't be read, by {@code getSideOutput}. */
  public static final OutputTag<DeadLetter> DEAD_LETTERS =
      new OutputTag<>("monitor-source-dead-letters", RiverrankTypes.DEAD_LETTER);

  /** Of a line or row of files; results can be far larger than requests. */
  private static final int MAX_RESULT_BYTES = 256 << 20;

  private final StreamExecutionEnvironment env;
  private final MonitorSettings settings;

  public MonitorSources(StreamExecutionEnvironment env, MonitorSettings settings) {
    this.env = env;
    this.settings = settings;
  }

  public SingleOutputStreamOperator<JoinedResult> results(MonitorInput input) {
    long maxAheadMs = settings.limits().maxAheadMs();
    return events(
            input,
            "Results",
            "monitor-results",
            () -> new ResultDecoder(maxAheadMs, Clock.systemUTC()),
            RecordFormat.results(input.files(), MAX_RESULT_BYTES))
        .process(new ResultSplit())
        .returns(MonitorTypes.JOINED_RESULT)
        .uid("monitor-results-split")
        .name("Split off dead letters");
  }

  public SingleOutputStreamOperator<MonitorEvent.Evidence> judgements(MonitorInput input) {
    RequestLimits limits = settings.limits();
    boolean byQuery = settings.judgementKey() == JudgementKey.QUERY;
    return evidence(
        input,
        "Judgements",
        "monitor-judgements",
        () -> new JudgementDecoder(limits, Clock.systemUTC(), byQuery));
  }

  public SingleOutputStreamOperator<MonitorEvent.Evidence> interactions(MonitorInput input) {
    RequestLimits limits = settings.limits();
    return evidence(
        input,
        "Interactions",
        "monitor-interactions",
        () -> new InteractionDecoder(limits, Clock.systemUTC()));
  }

  private SingleOutputStreamOperator<MonitorEvent.Evidence> evidence(
      MonitorInput input, String name, String uid, Decoders<MonitorEvent> decoders) {
    RecordFormat lines = RecordFormat.results(input.files(), settings.limits().messageBytes());
    return events(input, name, uid, decoders, lines)
        .process(new EvidenceSplit(name.toLowerCase(Locale.ROOT)))
        .returns(MonitorTypes.EVIDENCE)
        .uid(uid + "-split")
        .name("Split off dead letters");
  }

  private DataStream<MonitorEvent> events(
      MonitorInput input,
      String name,
      String uid,
      Decoders<MonitorEvent> decoders,
      RecordFormat format) {
    return input.topic() == null
        ? fileEvents(input.files(), name, uid, decoders, format)
        : topicEvents(input, name, uid, decoders);
  }

  private DataStream<MonitorEvent> fileEvents(
      List<InputFile> files,
      String name,
      String uid,
      Decoders<MonitorEvent> decoders,
      RecordFormat format) {
    return FileRecords.add(env, files, format, name, uid)
        // A file has one reader, and decoding costs more than reading.
        .rebalance()
        .map(new FileEvents(files.stream().map(InputFile::path).toList(), decoders))
        .returns(MonitorTypes.EVENT)
        .uid(uid + "-decode")
        .name("Decode");
  }

  private DataStream<MonitorEvent> topicEvents(
      MonitorInput input, String name, String uid, Decoders<MonitorEvent> decoders) {
    RecordDeserializationSchema<MonitorEvent> deserializer =
        new RecordDeserializationSchema<>(decoders, MonitorTypes.EVENT);
    WatermarkStrategy<MonitorEvent> watermarks =
        input.isBounded()
            ? WatermarkStrategy.noWatermarks()
            : new EventWatermarks<>(
                MonitorEvent::timeMs,
                settings.eventTime().maxOutOfOrderness(),
                settings.eventTime().idleness());
    return env.fromSource(
            input.range() == null
                ? TopicSource.create(settings.kafka(), input.topic(), deserializer)
                : TopicSource.create(settings.kafka(), input.range(), deserializer),
            watermarks,
            name + ": " + input.topic(),
            MonitorTypes.EVENT)
        .uid(uid);
  }
}
