package io.riverrank.job.monitor.alertmanager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.riverrank.operators.monitoring.alerts.rules.Rule;
import io.riverrank.operators.monitoring.alerts.rules.RuleHead;
import io.riverrank.operators.monitoring.alerts.rules.SegmentSelector;
import io.riverrank.operators.monitoring.alerts.rules.ThresholdRule;
import io.riverrank.operators.monitoring.alerts.rules.ThresholdRule.Side;
import io.riverrank.operators.options.SettingsException;
import io.riverrank.schemas.monitoring.Alert;
import io.riverrank.schemas.monitoring.Alert.Status;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AlertmanagerWriterTest {

  private static final long NEVER_MS = 3_600_000;
  private static final long SOON_MS = 20;
  private static final long START_MS = Instant.parse("2026-03-01T10:00:00Z").toEpochMilli();

  private static final Rule RULE =
      new ThresholdRule(
          new RuleHead(
              "low",
              null,
              SegmentSelector.WHOLE,
              24,
              new TreeMap<>(Map.of("severity", "page")),
              "Rankings are bad."),
          "rbo",
          Side.BELOW,
          0.65,
          0.65,
          1,
          1,
          1);

  private static Alert alert(String market, Status status) {
    return new Alert(
        "low",
        "rbo",
        Map.of("mar-ket", market),
        "sha256:a",
        status,
        0.6,
        0.65,
        null,
        900,
        START_MS,
        START_MS + 3_600_000);
  }

  private static AlertmanagerWriter writer(String url, long resendMs, List<Alert> restored) {
    return new AlertmanagerWriter(
        AlertmanagerSettings.of("monitor.alertmanager.url", url, List.of(RULE))
            .withResendMs(resendMs),
        restored,
        new UnregisteredMetricsGroup());
  }

  @Test
  void postsWhatFiresAndItsEnd() throws Exception {
    try (FakeAlertmanager alertmanager = new FakeAlertmanager(0);
        AlertmanagerWriter writer = writer(alertmanager.url() + "/", NEVER_MS, List.of())) {
      writer.write(alert("de", Status.FIRING), null);
      JsonNode firing = alertmanager.next().path(0);
      assertThat(firing.path("labels").toString())
          .isEqualTo(
              "{\"alertname\":\"low\",\"figure\":\"rbo\",\"model\":\"sha256:a\","
                  + "\"segment_mar_ket\":\"de\",\"severity\":\"page\"}");
      assertThat(firing.path("annotations").toString())
          .isEqualTo(
              "{\"description\":\"Rankings are bad.\",\"queries\":\"900\","
                  + "\"summary\":\"low: rbo is 0.600000 for {mar-ket=de}\","
                  + "\"threshold\":\"0.650000\",\"value\":\"0.600000\","
                  + "\"window_end\":\"2026-03-01T11:00:00Z\"}");
      assertThat(firing.path("startsAt").asText()).isEqualTo("2026-03-01T10:00:00Z");
      assertThat(firing.has("endsAt")).isFalse();

      writer.write(alert("de", Status.RESOLVED), null);
      JsonNode over = alertmanager.next(post -> post.path(0).has("endsAt")).path(0);
      assertThat(over.path("labels")).isEqualTo(firing.path("labels"));
      assertThat(Instant.parse(over.path("endsAt").asText())).isBeforeOrEqualTo(Instant.now());
      assertThat(alertmanager.refused()).isEmpty();
    }
  }

  @Test
  void sendsWhatFiresAgainAndAgain() throws Exception {
    try (FakeAlertmanager alertmanager = new FakeAlertmanager(0);
        AlertmanagerWriter writer = writer(alertmanager.url(), SOON_MS, List.of())) {
      writer.write(alert("de", Status.FIRING), null);
      JsonNode first = alertmanager.next();
      for (int again = 0; again < 3; again++) {
        assertThat(alertmanager.next()).isEqualTo(first);
      }
    }
  }

  @Test
  void goesOnWithWhatFiresAfterARestart() throws Exception {
    AlertStateSerializer serializer = new AlertStateSerializer();
    List<Alert> state = new ArrayList<>();
    try (FakeAlertmanager alertmanager = new FakeAlertmanager(0)) {
      try (AlertmanagerWriter writer = writer(alertmanager.url(), NEVER_MS, List.of())) {
        writer.write(alert("de", Status.FIRING), null);
        writer.write(alert("fr", Status.FIRING), null);
        for (Alert alert : writer.snapshotState(1)) {
          state.add(serializer.deserialize(1, serializer.serialize(alert)));
        }
      }
    }
    try (FakeAlertmanager alertmanager = new FakeAlertmanager(0);
        AlertmanagerWriter writer = writer(alertmanager.url(), NEVER_MS, state)) {
      assertThat(alertmanager.next().findValuesAsText("segment_mar_ket"))
          .containsExactly("de", "fr");
      assertThat(writer.snapshotState(2)).isEqualTo(state);
    }
  }

  /** Nobody listens at first; nothing is lost, and whoever writes doesn't notice. */
  @Test
  void aDeadAlertmanagerHearsAllWhenItIsBack() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    try (AlertmanagerWriter writer = writer("http://localhost:" + port, SOON_MS, List.of())) {
      for (int i = 0; i < 100; i++) {
        writer.write(alert("m" + i, Status.FIRING), null);
      }
      writer.flush(false);
      try (FakeAlertmanager alertmanager = new FakeAlertmanager(port)) {
        assertThat(alertmanager.next(post -> post.size() == 100)).hasSize(100);
      }
    }
  }

  /** Its socket is open, but nobody answers: writing and closing wait for nothing. */
  @Test
  void aHangingAlertmanagerHoldsNobodyUp() throws Exception {
    try (ServerSocket hanging = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      AlertmanagerWriter writer =
          writer("http://localhost:" + hanging.getLocalPort(), NEVER_MS, List.of());
      writer.write(alert("de", Status.FIRING), null);
      hanging.accept();
      for (int i = 0; i < 2 * OutstandingAlerts.CAPACITY; i++) {
        writer.write(alert("m" + i, Status.FIRING), null);
      }
      assertThat(writer.snapshotState(1)).hasSize(OutstandingAlerts.CAPACITY);
      writer.close();
    }
  }

  @Test
  void theEndOfInputWaitsForTheLastAlerts() throws Exception {
    try (FakeAlertmanager alertmanager = new FakeAlertmanager(0);
        AlertmanagerWriter writer = writer(alertmanager.url(), NEVER_MS, List.of())) {
      writer.write(alert("de", Status.FIRING), null);
      writer.write(alert("fr", Status.FIRING), null);
      writer.flush(true);
      writer.close();
      assertThat(alertmanager.next(post -> post.size() == 2)).hasSize(2);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"alertmanager:9093", "http://", "ftp://a", "http://a b", "http://a/?x=1"})
  void refusesWhatIsNoAddress(String url) {
    assertThatThrownBy(() -> writer(url, NEVER_MS, List.of()))
        .isInstanceOf(SettingsException.class)
        .hasMessage(
            "monitor.alertmanager.url is '%s'; give Alertmanager's address, such as"
                + " http://alertmanager:9093",
            url);
  }

  @Test
  void anEndIsForgottenAfterAWhile() {
    OutstandingAlerts outstanding = new OutstandingAlerts();
    outstanding.note(alert("de", Status.FIRING), 0);
    outstanding.note(alert("de", Status.RESOLVED), 1000);
    assertThat(outstanding.due(1000 + OutstandingAlerts.RESOLVED_FOR_MS)).hasSize(1);
    assertThat(outstanding.due(1001 + OutstandingAlerts.RESOLVED_FOR_MS)).isEmpty();
  }
}
