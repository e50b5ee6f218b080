package io.riverrank.tools.monitor.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.riverrank.job.errors.UserException;
import io.riverrank.tools.monitor.report.SampleMetrics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LivePageTest {

  @TempDir Path folder;

  @Test
  void aLivePageFollowsItsRecords() {
    Path file = folder.resolve("page.html");
    SampleMetrics sample = new SampleMetrics();
    try (LivePage page = new LivePage(file)) {
      assertThat(file).content().contains("No window is closed yet.");

      page.add(sample.window(Map.of(), SampleMetrics.MODEL, SampleMetrics.HOUR_MS, 0, 100));
      await().untilAsserted(() -> assertThat(file).content().contains("1 window of 1 h"));

      page.add(sample.window(Map.of(), SampleMetrics.MODEL, SampleMetrics.HOUR_MS, 1, 100));
    }
    assertThat(file).content().contains("2 windows of 1 h");
  }

  @Test
  void aLivePageThatCantBeWrittenIsSaidAtOnce() {
    assertThatThrownBy(() -> new LivePage(folder.resolve("none/page.html")))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("can't be written");
  }

  @Test
  void aLivePageOutlivesItsFolder() throws Exception {
    Path gone = Files.createDirectory(folder.resolve("gone"));
    try (LivePage page = new LivePage(gone.resolve("page.html"))) {
      Files.delete(gone.resolve("page.html"));
      Files.delete(gone);
      page.add(new SampleMetrics().window(Map.of(), null, SampleMetrics.HOUR_MS, 0, 100));
    }
    assertThat(gone).doesNotExist();
  }
}
