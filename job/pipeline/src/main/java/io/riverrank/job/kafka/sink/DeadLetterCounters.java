package io.riverrank.job.kafka.sink;

import io.riverrank.schemas.DeadLetterCode;
import java.util.EnumMap;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/** The metrics {@code deadLetters.CODE}, one for each code, so that a zero is seen as one. */
final class DeadLetterCounters {

  private static final String GROUP = "deadLetters";

  private final Map<DeadLetterCode, Counter> counters = new EnumMap<>(DeadLetterCode.class);

  DeadLetterCounters(MetricGroup operator) {
    MetricGroup group = operator.addGroup(GROUP);
    for (DeadLetterCode code : DeadLetterCode.values()) {
      counters.put(code, group.counter(code.name()));
    }
  }

  void count(DeadLetterCode code) {
    counters.get(code).inc();
  }
}
