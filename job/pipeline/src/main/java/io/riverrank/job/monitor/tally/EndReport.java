package io.riverrank.job.monitor.tally;

import io.riverrank.job.kafka.settings.TopicNames;
import io.riverrank.job.monitor.settings.MonitorSettings;
import io.riverrank.schemas.monitoring.Alert.Status;
import io.riverrank.schemas.text.Counted;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.flink.api.common.JobExecutionResult;

/** What is said where a monitor ends: what it read, what came of it, and where that is. */
public final class EndReport {

  private final MonitorSettings settings;
  private final Map<String, Object> counts;

  private EndReport(MonitorSettings settings, Map<String, Object> counts) {
    this.settings = settings;
    this.counts = new TreeMap<>(counts);
  }

  /** Says nothing of a job that the client doesn't wait for. */
  public static void print(MonitorSettings settings, JobExecutionResult job, PrintWriter notes) {
    if (job.isJobExecutionResult()) {
      new EndReport(settings, job.getAllAccumulatorResults()).print(notes);
    }
  }

  private void print(PrintWriter notes) {
    notes.println("Read " + read() + restarted());
    notes.println(line(windows(), settings.output().metrics(), topics().results()));
    if (settings.alerts().isPresent()) {
      notes.println(line(alerts(), settings.output().alerts(), settings.alerts().topic()));
    }
    Map<String, Long> letters = named(MonitorCounts.DEAD_LETTERS);
    if (!letters.isEmpty()) {
      notes.println(
          line(deadLetters(letters), settings.output().deadLetters(), topics().deadLetters()));
    }
    if (count(MonitorCounts.RECORDS) > 0) {
      missingSegments().forEach(notes::println);
    }
    notes.flush();
  }

  private TopicNames topics() {
    return settings.kafka() == null ? new TopicNames(null, null, null) : settings.kafka().topics();
  }

  private static String line(String what, String file, String topic) {
    return file == null ? "%s: topic %s".formatted(what, topic) : "%s: %s".formatted(what, file);
  }

  private String read() {
    List<String> kinds = new ArrayList<>(List.of("results"));
    if (settings.judgements().isPresent()) {
      kinds.add("judgements");
    }
    if (settings.interactions().isPresent()) {
      kinds.add("interactions");
    }
    return kinds.stream()
        .map(kind -> "%,d %s".formatted(count(MonitorCounts.READ + kind), kind))
        .collect(Collectors.joining(", "));
  }

  private String restarted() {
    Object restarts = counts.get(MonitorCounts.RESTARTS);
    return restarts instanceof Integer times && times > 0
        ? "; counted since the last of %s".formatted(Counted.of(times, "restart"))
        : "";
  }

  private String windows() {
    return "%s in %s"
        .formatted(
            Counted.of(count(MonitorCounts.WINDOWS), "window"),
            Counted.of(count(MonitorCounts.RECORDS), "record"));
  }

  private String alerts() {
    return "%s fired, %,d over"
        .formatted(
            Counted.of(count(MonitorCounts.ALERTS + Status.FIRING), "alert"),
            count(MonitorCounts.ALERTS + Status.RESOLVED));
  }

  private static String deadLetters(Map<String, Long> letters) {
    return "%s (%s)"
        .formatted(
            Counted.of(letters.values().stream().mapToLong(Long::longValue).sum(), "dead letter"),
            letters.entrySet().stream()
                .map(entry -> "%s %,d".formatted(entry.getKey(), entry.getValue()))
                .collect(Collectors.joining(", ")));
  }

  /** A pointer that is misspelt finds nothing, in silence. */
  private List<String> missingSegments() {
    return settings.windows().segmentation().fields().stream()
        .filter(fields -> count(MonitorCounts.segmentedBy(fields)) == 0)
        .map(
            fields ->
                fields.stream().sorted().map(name -> "/" + name).collect(Collectors.joining("+")))
        .map("No result had a value for %s of monitor.segments in its metadata"::formatted)
        .toList();
  }

  private long count(String name) {
    return counts.get(name) instanceof Long count ? count : 0;
  }

  private Map<String, Long> named(String prefix) {
    Map<String, Long> named = new TreeMap<>();
    counts.forEach(
        (name, count) -> {
          if (name.startsWith(prefix)) {
            named.put(name.substring(prefix.length()), (Long) count);
          }
        });
    return named;
  }
}
