package io.riverrank.tools.bench.run;

import io.riverrank.job.environment.RerankEnvironment;
import io.riverrank.job.options.SettingsFactory;
import io.riverrank.operators.rerank.Rerank;
import io.riverrank.operators.types.RiverrankTypes;
import io.riverrank.schemas.QueryEvent;
import io.riverrank.schemas.RequestDecoder;
import io.riverrank.schemas.SourceRecord;
import io.riverrank.tools.bench.load.Messages;
import io.riverrank.tools.bench.load.Workload;
import io.riverrank.tools.bench.measure.BatchRecorder;
import io.riverrank.tools.bench.measure.PartRun;
import io.riverrank.tools.bench.measure.UsageMeter;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/** The rerank operator in a Flink of its own: decoded events from memory, results counted. */
public final class OperatorPart implements MeasuredPart {
  private final BenchJob job;

  public OperatorPart(BenchJob job) {
    this.job = job;
  }

  @Override
  public PartRun run(Workload workload) throws Exception {
    List<QueryEvent> events = events(workload, job.configuration());
    try (LocalEnvironment local = LocalEnvironment.create(job.configuration());
        UsageMeter meter = UsageMeter.start();
        BatchRecorder recorder = BatchRecorder.start()) {
      StreamExecutionEnvironment env = local.environment();
      SettingsFactory.Parallelism parallelism = SettingsFactory.parallelism(job.configuration());
      RerankEnvironment.configure(env, parallelism.maximum(), parallelism.subtasks());
      env.enableCheckpointing(job.checkpointInterval().toMillis());
      SingleOutputStreamOperator<QueryEvent> source =
          env.fromData(events, RiverrankTypes.QUERY_EVENT).uid("events");
      Rerank.rerank(source, SettingsFactory.rerank(job.configuration()))
          .map(new ResultCount())
          .returns(RiverrankTypes.RERANK_RESULT)
          .name("Count")
          .sinkTo(new DiscardingSink<>());
      JobExecutionResult result = env.execute("riverrank-bench-operator");
      ResultCount.requireAll(result, workload);
      return PartRun.steady(recorder.stop(), meter);
    }
  }

  private static List<QueryEvent> events(Workload workload, Configuration configuration) {
    RequestDecoder decoder = new RequestDecoder(SettingsFactory.limits(configuration));
    List<QueryEvent> events = new ArrayList<>();
    workload
        .events()
        .forEach(
            query -> {
              byte[] value = Messages.encode(BenchTopics.queryId(events.size()), query);
              long now = System.currentTimeMillis();
              events.add(
                  BenchTopics.requireEvent(
                      decoder.decode(
                          new SourceRecord(
                              "bench", 0, events.size(), now, null, value, List.of()))));
            });
    return events;
  }
}
