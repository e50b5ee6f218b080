package io.riverrank.tools.monitor.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.riverrank.tools.monitor.report.history.History;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pages that are written anew. */
class PageFileTest {

  @TempDir Path folder;

  @Test
  void aReaderNeverSeesHalfAPage() throws Exception {
    Path file = folder.resolve("page.html");
    SampleMetrics sample = new SampleMetrics();
    AtomicBoolean done = new AtomicBoolean();
    AtomicLong torn = new AtomicLong();
    History history = new History();
    PageFile.write(history, file);
    Thread reader =
        new Thread(
            () -> {
              while (!done.get()) {
                try {
                  torn.addAndGet(Files.readString(file).endsWith("</body></html>\n") ? 0 : 1);
                } catch (Exception e) {
                  torn.incrementAndGet();
                }
              }
            });
    reader.start();
    for (int i = 0; i < 60; i++) {
      history.add(sample.window(Map.of(), SampleMetrics.MODEL, SampleMetrics.HOUR_MS, i, 100));
      PageFile.write(history, file);
    }
    done.set(true);
    reader.join();

    assertThat(torn).hasValue(0);
    assertThat(folder.toFile().list()).containsExactly("page.html");
  }
}
