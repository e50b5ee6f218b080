package io.riverrank.operators.monitoring.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.util.OperatorSnapshotUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * State outlives releases: what an earlier release wrote is restored by this one. A fixture is
 * written with {@code -Driverrank.write-state-fixture=NAME} and never again.
 */
class WindowStateFixtureTest {

  private static final WindowSettings SETTINGS = WindowsHarness.settings(10, 2, 10L, 20L);

  @Test
  void windowsOfAnEarlierReleaseGoOn() throws Exception {
    WindowsHarness.State state =
        new WindowsHarness.State(read("panes-v1"), read("segments-v1"), read("windows-v1"));
    try (WindowsHarness flink = new WindowsHarness(SETTINGS, state)) {
      flink.sendMarkets(7, "de", "it").watermark(Long.MAX_VALUE);
      assertThat(flink.records())
          .containsExactly(
              "0-10 all r1 5",
              "0-10 de r1 2",
              "0-10 other r1 2",
              "0-20 all r0 6",
              "0-20 de r0 3",
              "0-20 fr r0 1",
              "0-20 other r0 2",
              "10-20 all r0 1",
              "10-20 de r0 1");
    }
  }

  private static OperatorSubtaskState read(String name) throws Exception {
    var file = WindowStateFixtureTest.class.getResource("/state/monitor-" + name);
    return OperatorSnapshotUtil.readStateHandle(Path.of(file.toURI()).toString());
  }

  @Test
  @EnabledIfSystemProperty(named = "riverrank.write-state-fixture", matches = ".+")
  void write() throws Exception {
    String version = System.getProperty("riverrank.write-state-fixture");
    Path folder = Files.createDirectories(Path.of("src/test/resources/state"));
    try (WindowsHarness flink = new WindowsHarness(SETTINGS, null)) {
      flink.sendMarkets(1, "de", "fr", "us").watermark(9).sendMarkets(12, "de");
      WindowsHarness.State state = flink.snapshot(1);
      write(state.panes(), folder.resolve("monitor-panes-" + version));
      write(state.segments(), folder.resolve("monitor-segments-" + version));
      write(state.windows(), folder.resolve("monitor-windows-" + version));
    }
  }

  private static void write(OperatorSubtaskState state, Path file) throws Exception {
    OperatorSnapshotUtil.writeStateHandle(state, file.toString());
  }
}
