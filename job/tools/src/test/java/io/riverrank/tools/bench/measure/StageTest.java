package io.riverrank.tools.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StageTest {

  @ParameterizedTest
  @CsvSource({
    "riverrank-caller-0, CALLERS",
    "riverrank-caller-raw-3, CALLERS",
    "riverrank-tokenizer-1, TOKENIZERS",
    "Rerank -> Encode results -> Results: riverrank-results: Writer (1/2)#0, FLINK_TASK",
    "Source: Requests: riverrank-requests -> Split off dead letters (1/1)#0, FLINK_TASK",
    "flink-pekko.actor.default-dispatcher-4, FLINK_TASK",
    "kafka-producer-network-thread | producer-riverrank-0, KAFKA",
    "data-plane-kafka-request-handler-0, KAFKA",
    "riverrank-bench-meter, OTHER",
    "main, OTHER"
  })
  void aThreadsNameTellsItsStage(String name, Stage stage) {
    assertThat(Stage.of(name)).isEqualTo(stage);
  }

  @Test
  void whatACallerUsesIsCountedAsItsOwn() throws InterruptedException {
    try (UsageMeter meter = UsageMeter.start()) {
      long[] sum = new long[1];
      Object[] kept = new Object[1];
      Thread caller =
          new Thread(
              () -> {
                for (int i = 0; i < 100; i++) {
                  kept[0] = new byte[1 << 20];
                }
                // Time of the thread, not of the clock.
                while (java.lang.management.ManagementFactory.getThreadMXBean()
                        .getCurrentThreadCpuTime()
                    < 300_000_000L) {
                  sum[0]++;
                }
                meter.all();
              },
              "riverrank-caller-0");
      caller.start();
      caller.join();
      Usage usage = meter.all();
      assertThat(usage.cpuSeconds().get(Stage.CALLERS)).isBetween(0.29, 0.5);
      assertThat(usage.allocatedBytes()).isGreaterThan(100L << 20);
      assertThat(usage.totalCpuSeconds()).isGreaterThanOrEqualTo(0.29);
    }
  }
}
