package io.riverrank.job.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.riverrank.job.monitor.alertmanager.AlertmanagerSettings;
import io.riverrank.job.monitor.alertmanager.AlertmanagerSink;
import io.riverrank.job.monitor.alertmanager.FakeAlertmanager;
import io.riverrank.operators.monitoring.alerts.AlertFunction;
import io.riverrank.operators.monitoring.alerts.BaselineMeans;
import io.riverrank.operators.monitoring.alerts.rules.Rule;
import io.riverrank.operators.monitoring.alerts.rules.RuleHead;
import io.riverrank.operators.monitoring.alerts.rules.SequentialRule;
import io.riverrank.operators.monitoring.alerts.rules.SequentialRule.Change;
import io.riverrank.operators.monitoring.alerts.rules.ThresholdRule;
import io.riverrank.operators.monitoring.alerts.rules.ThresholdRule.Side;
import io.riverrank.operators.monitoring.window.Windows;
import io.riverrank.schemas.monitoring.FigureValue;
import io.riverrank.schemas.monitoring.WindowMetrics;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** From metrics records to an Alertmanager. */
class AlertsITCase {

  private static final long HOUR_MS = 3_600_000;
  private static final int WINDOWS = 40;

  /** top1_same of two markets is 0.7; in one it is 0.55 from window 20 on. */
  private static List<WindowMetrics> records() {
    List<WindowMetrics> records = new ArrayList<>();
    for (int window = 0; window < WINDOWS; window++) {
      for (String market : List.of("de", "fr")) {
        double value = market.equals("de") && window >= 20 ? 0.55 : 0.7;
        records.add(
            new WindowMetrics(
                window * HOUR_MS,
                (window + 1) * HOUR_MS,
                Map.of("market", market),
                false,
                "sha256:a",
                0,
                400,
                Map.of("top1_same", FigureValue.of(value, 400, value - 0.05, value + 0.05)),
                Map.of(),
                Map.of(),
                Map.of(),
                List.of()));
      }
    }
    Collections.shuffle(records, new Random(4));
    return records;
  }

  @Test
  @Timeout(300)
  void whatFellIsSaidAndNothingElse() throws Exception {
    RuleHead markets = RuleHead.of("fell").withSegments(Map.of("market", "*"));
    List<Rule> rules =
        List.of(
            new SequentialRule(markets, "top1_same", Change.FALLS, 0.05, 0.01),
            new ThresholdRule(RuleHead.of("never"), "top1_same", Side.BELOW, 0.9, 0.9, 1000, 1, 1));
    BaselineMeans baseline =
        new BaselineMeans()
            .add(Map.of("market", "de"), "top1_same", 5000, 0.7, 0.21)
            .add(Map.of("market", "fr"), "top1_same", 5000, 0.7, 0.21);
    try (FakeAlertmanager alertmanager = new FakeAlertmanager(0)) {
      // What has no serializer of its own would be refused.
      Configuration plain = new Configuration().set(PipelineOptions.GENERIC_TYPES, false);
      StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(2, plain);
      DataStream<WindowMetrics> records =
          env.fromData(records(), Windows.METRICS)
              .assignTimestampsAndWatermarks(
                  WatermarkStrategy.<WindowMetrics>forMonotonousTimestamps()
                      .withTimestampAssigner((record, none) -> 0));
      AlertFunction.alerts(records, rules, baseline, false)
          .uid("alerts")
          .sinkTo(new AlertmanagerSink(AlertmanagerSettings.of("url", alertmanager.url(), rules)))
          .uid("alertmanager")
          .setParallelism(1);
      env.execute();
      var post = alertmanager.next();
      assertThat(post).hasSize(1);
      assertThat(post.path(0).path("labels").path("alertname").asText()).isEqualTo("fell");
      assertThat(post.path(0).path("labels").path("segment_market").asText()).isEqualTo("de");
      assertThat(post.path(0).path("startsAt").asText()).startsWith("1970-01-01T2");
      assertThat(alertmanager.refused()).isEmpty();
    }
  }
}
