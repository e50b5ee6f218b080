package io.riverrank.operators.rerank;

import static org.assertj.core.api.Assertions.assertThat;

import io.riverrank.operators.testing.TestSettings;
import io.riverrank.schemas.DeadLetterCode;
import io.riverrank.schemas.RerankResult;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.util.OperatorSnapshotUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * State outlives releases: what an earlier release wrote is restored by this one. A release that
 * changes a serializer adds a fixture of its own and keeps the older ones.
 *
 * <p>A fixture is written with {@code -Driverrank.write-state-fixture=NAME} and never again.
 */
class StateFixtureTest {

  @ParameterizedTest
  @CsvSource({"v1-heap, heap", "v1-rocksdb, rocksdb"})
  void stateOfAnEarlierReleaseIsRestored(String fixture, String backend) throws Exception {
    URL file = getClass().getResource("/state/rerank-" + fixture);
    OperatorSubtaskState state =
        OperatorSnapshotUtil.readStateHandle(Path.of(file.toURI()).toString());
    try (RerankHarness harness =
        RerankHarness.restore(
            new ManualScoring(),
            TestSettings.rerank(),
            1,
            0,
            state,
            RerankRestoreTest.backend(backend))) {
      harness.runMails().scoreAll();
      harness.send(Events.whole("emitted", 50, "a 1"));
      harness.watermark(10_310).scoreAll();

      assertThat(harness.results())
          .extracting(RerankResult::queryId)
          .containsExactlyInAnyOrder("half", "open", "superseded", "late");
      assertThat(harness.scoring.everSubmitted).as("scores were kept, too").hasSize(4);
      assertThat(harness.deadLetterCodes()).containsExactly(DeadLetterCode.DUPLICATE_QUERY);
    }
  }

  @Test
  @EnabledIfSystemProperty(named = "riverrank.write-state-fixture", matches = ".+")
  void write() throws Exception {
    String name = System.getProperty("riverrank.write-state-fixture");
    Path folder = Files.createDirectories(Path.of("src/test/resources/state"));
    for (String backend : new String[] {"heap", "rocksdb"}) {
      OperatorSnapshotUtil.writeStateHandle(
          RerankRestoreTest.snapshotInFlight(backend),
          folder.resolve("rerank-" + name + "-" + backend).toString());
    }
  }
}
