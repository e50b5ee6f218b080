package io.riverrank.job.monitor.alertmanager;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.riverrank.operators.monitoring.alerts.AlertFunction;
import io.riverrank.schemas.monitoring.Alert;
import io.riverrank.schemas.monitoring.Alert.Status;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class AlertmanagerSinkITCase {

  private static Alert alert(String market) {
    return new Alert(
        "low", "rbo", Map.of("market", market), null, Status.FIRING, 0.6, 0.65, null, 900, 0, 1);
  }

  private static void run(String url) throws Exception {
    // What has no serializer of its own would be refused.
    Configuration plain = new Configuration().set(PipelineOptions.GENERIC_TYPES, false);
    StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(1, plain);
    env.fromData(List.of(alert("de"), alert("fr")), AlertFunction.ALERT)
        .sinkTo(new AlertmanagerSink(AlertmanagerSettings.of("url", url, List.of())))
        .uid("alertmanager");
    env.execute();
  }

  @Test
  @Timeout(300)
  void aJobSendsItsAlertsBeforeItEnds() throws Exception {
    try (FakeAlertmanager alertmanager = new FakeAlertmanager(0)) {
      run(alertmanager.url());
      JsonNode post = alertmanager.next(any -> any.size() == 2);
      assertThat(post.findValuesAsText("segment_market")).containsExactly("de", "fr");
      assertThat(alertmanager.refused()).isEmpty();
    }
  }

  @Test
  @Timeout(300)
  void aJobEndsWellWithoutAnAlertmanager() throws Exception {
    FakeAlertmanager gone = new FakeAlertmanager(0);
    String url = gone.url();
    gone.close();
    run(url);
  }
}
