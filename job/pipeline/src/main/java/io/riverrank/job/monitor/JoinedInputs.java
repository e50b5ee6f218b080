package io.riverrank.job.monitor;

import io.riverrank.job.monitor.settings.MonitorSettings;
import io.riverrank.job.monitor.source.MonitorInputs;
import io.riverrank.job.monitor.source.MonitorSources;
import io.riverrank.job.options.JudgementKey;
import io.riverrank.operators.monitoring.join.Join;
import io.riverrank.operators.monitoring.join.JoinedResult;
import io.riverrank.operators.monitoring.join.MonitorEvent;
import io.riverrank.schemas.DeadLetter;
import java.util.ArrayList;
import java.util.List;
import javax.annotation.Nullable;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Results with what belongs to them. A join is there only with something to join.
 *
 * @param deadLetters of sources and joins
 */
record JoinedInputs(DataStream<JoinedResult> results, DataStream<DeadLetter> deadLetters) {

  static JoinedInputs add(
      StreamExecutionEnvironment env, MonitorSettings settings, MonitorInputs inputs) {
    Builder builder = new Builder(settings);
    DataStream<JoinedResult> results = builder.joined(inputs, new MonitorSources(env, settings));
    return new JoinedInputs(
        results, builder.deadLetters.stream().reduce((a, b) -> a.union(b)).orElseThrow());
  }

  private static final class Builder {
    private final MonitorSettings settings;
    private final List<DataStream<DeadLetter>> deadLetters = new ArrayList<>();

    Builder(MonitorSettings settings) {
      this.settings = settings;
    }

    DataStream<JoinedResult> joined(MonitorInputs inputs, MonitorSources sources) {
      DataStream<JoinedResult> results = accepted(sources.results(inputs.results()));
      DataStream<MonitorEvent.Evidence> judgements =
          inputs.judgements() == null ? null : accepted(sources.judgements(inputs.judgements()));
      DataStream<MonitorEvent.Evidence> interactions =
          inputs.interactions() == null
              ? null
              : accepted(sources.interactions(inputs.interactions()));
      if (settings.judgementKey() == JudgementKey.QUERY_ID) {
        return byQueryId(results, both(judgements, interactions));
      }
      DataStream<JoinedResult> withInteractions = byQueryId(results, interactions);
      return judgements == null
          ? withInteractions
          : kept(Join.byQuery(withInteractions, judgements, settings.join()));
    }

    private DataStream<JoinedResult> byQueryId(
        DataStream<JoinedResult> results, @Nullable DataStream<MonitorEvent.Evidence> evidence) {
      return evidence == null ? results : kept(Join.byQueryId(results, evidence, settings.join()));
    }

    @Nullable
    private static DataStream<MonitorEvent.Evidence> both(
        @Nullable DataStream<MonitorEvent.Evidence> judgements,
        @Nullable DataStream<MonitorEvent.Evidence> interactions) {
      if (judgements == null || interactions == null) {
        return judgements == null ? interactions : judgements;
      }
      return judgements.union(interactions);
    }

    private <T> DataStream<T> accepted(SingleOutputStreamOperator<T> source) {
      deadLetters.add(source.getSideOutput(MonitorSources.DEAD_LETTERS));
      return source;
    }

    private DataStream<JoinedResult> kept(SingleOutputStreamOperator<JoinedResult> results) {
      deadLetters.add(results.getSideOutput(Join.DEAD_LETTERS));
      return results;
    }
  }
}
