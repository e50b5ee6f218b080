package io.riverrank.job.monitor.alertmanager;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.riverrank.operators.monitoring.alerts.rules.RuleHead;
import io.riverrank.schemas.monitoring.Alert;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javax.annotation.Nullable;

/**
 * Alerts as Alertmanager's API has them: {@code postableAlerts} of its OpenAPI file. By its labels
 * it knows an alert again, so what changes from window to window is in annotations.
 */
final class AlertPayload {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final AlertmanagerSettings settings;

  AlertPayload(AlertmanagerSettings settings) {
    this.settings = settings;
  }

  /** A firing alert has no end: it is over when Alertmanager hears no more of it, or of its end. */
  byte[] encode(List<OutstandingAlert> alerts, long nowMs) {
    ArrayNode array = JSON.createArrayNode();
    for (OutstandingAlert outstanding : alerts) {
      Alert alert = outstanding.alert();
      ObjectNode node = array.addObject();
      labels(alert).forEach(node.putObject("labels")::put);
      annotations(alert).forEach(node.putObject("annotations")::put);
      // Event time may be ahead of the clock, and an alert must not end before it starts.
      long endMs = outstanding.isResolved() ? outstanding.resolvedAtMs() : nowMs;
      node.put("startsAt", time(Math.min(alert.startsAtMs(), endMs)));
      if (outstanding.isResolved()) {
        node.put("endsAt", time(endMs));
      }
    }
    try {
      return JSON.writeValueAsBytes(array);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree can always be written", e);
    }
  }

  private Map<String, String> labels(Alert alert) {
    Map<String, String> labels = new TreeMap<>();
    RuleHead head = settings.head(alert.rule());
    if (head != null) {
      labels.putAll(head.labels());
    }
    labels.put("alertname", alert.rule());
    put(labels, "figure", alert.figure());
    put(labels, "model", alert.model());
    alert
        .segment()
        .forEach((name, value) -> put(labels, "segment_" + name.replaceAll("\\W", "_"), value));
    return labels;
  }

  /** Alertmanager takes an empty label for none. */
  private static void put(Map<String, String> labels, String name, @Nullable String value) {
    if (value != null && !value.isEmpty()) {
      labels.put(name, value);
    }
  }

  private Map<String, String> annotations(Alert alert) {
    Map<String, String> annotations = new TreeMap<>();
    RuleHead head = settings.head(alert.rule());
    if (head != null) {
      put(annotations, "description", head.description());
    }
    annotations.put("summary", summary(alert));
    annotations.put("window_end", time(alert.windowEndMs()));
    annotations.put("queries", Long.toString(alert.n()));
    put(annotations, "value", number(alert.value()));
    put(annotations, "threshold", number(alert.threshold()));
    put(annotations, "e_value", number(alert.eValue()));
    return annotations;
  }

  private static String summary(Alert alert) {
    String where = alert.segment().isEmpty() ? "all queries" : alert.segment().toString();
    if (alert.value() == null) {
      return "%s: %s".formatted(alert.rule(), where);
    }
    return "%s: %s is %s for %s"
        .formatted(alert.rule(), alert.figure(), number(alert.value()), where);
  }

  @Nullable
  private static String number(@Nullable Double value) {
    return value == null ? null : String.format(Locale.ROOT, "%.6g", value);
  }

  private static String time(long epochMs) {
    return Instant.ofEpochMilli(epochMs).toString();
  }
}
