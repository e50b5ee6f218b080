package io.riverrank.job.monitor.settings;

import io.riverrank.job.backfill.input.InputFiles;
import io.riverrank.job.options.BaselineOptions;
import io.riverrank.operators.monitoring.window.SavedBaseline;
import io.riverrank.operators.options.SettingsException;
import java.io.FileNotFoundException;
import java.io.IOException;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.Path;

/** The file that {@code monitor.baseline} names. */
final class BaselinePath {

  private BaselinePath() {}

  /**
   * @throws SettingsException if there is none, or if it is no baseline
   */
  static SavedBaseline load(String written) {
    try {
      Path path = InputFiles.absolute(written);
      try (FSDataInputStream in = path.getFileSystem().open(path)) {
        SavedBaseline baseline = new SavedBaseline(written, in.readAllBytes());
        baseline.read();
        return baseline;
      }
    } catch (FileNotFoundException e) {
      throw new SettingsException(
          "%s is %s, and there is no such file; write one with riverrank monitor baseline"
              .formatted(BaselineOptions.FILE.key(), written));
    } catch (IOException | IllegalArgumentException e) {
      throw new SettingsException("%s: %s".formatted(BaselineOptions.FILE.key(), e.getMessage()));
    }
  }
}
