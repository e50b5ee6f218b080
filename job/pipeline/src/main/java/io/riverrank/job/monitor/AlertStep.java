package io.riverrank.job.monitor;

import io.riverrank.job.kafka.settings.KafkaSettings;
import io.riverrank.job.kafka.sink.MessageSinks;
import io.riverrank.job.monitor.alertmanager.AlertmanagerSink;
import io.riverrank.job.monitor.settings.AlertSettings;
import io.riverrank.job.monitor.settings.MonitorSettings;
import io.riverrank.job.monitor.sink.AlertEncoding;
import io.riverrank.job.monitor.sink.MetricsParts;
import io.riverrank.operators.monitoring.alerts.AlertFunction;
import io.riverrank.operators.monitoring.promotion.PromotionFunction;
import io.riverrank.operators.types.RiverrankTypes;
import io.riverrank.schemas.EncodedMessage;
import io.riverrank.schemas.monitoring.Alert;
import io.riverrank.schemas.monitoring.WindowMetrics;
import javax.annotation.Nullable;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/** From metrics to alerts, and to whom they go. */
final class AlertStep {

  private AlertStep() {}

  /**
   * @param parts where the output is files; null for topics
   */
  static void add(
      DataStream<WindowMetrics> metrics, MonitorSettings settings, @Nullable MetricsParts parts) {
    AlertSettings alertSettings = settings.alerts();
    SingleOutputStreamOperator<Alert> alerts =
        AlertFunction.alerts(
                metrics,
                alertSettings.rules(),
                alertSettings.baseline(),
                !settings.results().isBounded())
            .uid("monitor-alerts")
            .name("Alerts");
    DataStream<Alert> all =
        alertSettings.control() == null ? alerts : alerts.union(promote(metrics, settings));
    DataStream<EncodedMessage> messages =
        all.map(new AlertEncoding())
            .returns(RiverrankTypes.ENCODED_MESSAGE)
            .uid("monitor-encode-alerts")
            .name("Encode alerts");
    if (parts == null) {
      KafkaSettings kafka = settings.kafka();
      messages
          .sinkTo(MessageSinks.create(kafka, alertSettings.topic(), "-alerts"))
          .uid("monitor-alert-messages")
          .name("Alerts: " + alertSettings.topic());
    } else {
      messages.sinkTo(parts.alerts()).uid("monitor-alerts-file").name("Alerts");
    }
    if (alertSettings.alertmanager() != null) {
      all.sinkTo(new AlertmanagerSink(alertSettings.alertmanager()))
          .uid("monitor-alertmanager")
          .name("Alertmanager")
          .setParallelism(1);
    }
  }

  /**
   * Commands go out at once and again after a restart: a command's id is applied once.
   *
   * @return the alerts of rollbacks
   */
  private static DataStream<Alert> promote(
      DataStream<WindowMetrics> metrics, MonitorSettings settings) {
    AlertSettings alertSettings = settings.alerts();
    SingleOutputStreamOperator<EncodedMessage> commands =
        PromotionFunction.commands(metrics, alertSettings.promotions());
    commands
        .sinkTo(MessageSinks.atLeastOnce(settings.kafka(), alertSettings.control()))
        .uid("monitor-commands")
        .name("Commands: " + alertSettings.control());
    return commands.getSideOutput(PromotionFunction.ALERTS);
  }
}
