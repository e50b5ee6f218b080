package io.riverrank.sql;

import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.apache.flink.metrics.reporter.MetricReporterFactory;

/** Keeps the counters of each model in this JVM. */
public final class CounterReporter implements MetricReporter, MetricReporterFactory {

  private static final Map<Counter, String> COUNTERS = new ConcurrentHashMap<>();

  /** Sums over subtasks, by model and name. */
  static Map<String, Long> sums() {
    return COUNTERS.entrySet().stream()
        .collect(
            Collectors.groupingBy(
                Map.Entry::getValue, Collectors.summingLong(entry -> entry.getKey().getCount())));
  }

  static void forgetAll() {
    COUNTERS.clear();
  }

  @Override
  public void notifyOfAddedMetric(Metric metric, String name, MetricGroup group) {
    String model = group.getAllVariables().get("<model>");
    if (metric instanceof Counter counter && model != null) {
      COUNTERS.put(counter, model + " " + name);
    }
  }

  @Override
  public void notifyOfRemovedMetric(Metric metric, String name, MetricGroup group) {}

  @Override
  public void open(MetricConfig config) {}

  @Override
  public void close() {}

  @Override
  public MetricReporter createMetricReporter(Properties properties) {
    return new CounterReporter();
  }
}
