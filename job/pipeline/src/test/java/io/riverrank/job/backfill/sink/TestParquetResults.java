package io.riverrank.job.backfill.sink;

import io.riverrank.schemas.RerankResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.FileSystem.WriteMode;
import org.apache.flink.core.fs.local.LocalFileSystem;

/** A Parquet file as a backfill writes it. */
public final class TestParquetResults {

  private TestParquetResults() {}

  /**
   * @param allScores whether rows have {@code all_scores}
   */
  public static void write(Path file, List<RerankResult> results, boolean allScores)
      throws IOException {
    try (FSDataOutputStream out =
        LocalFileSystem.getSharedInstance()
            .create(
                org.apache.flink.core.fs.Path.fromLocalFile(file.toFile()),
                WriteMode.NO_OVERWRITE)) {
      var writer = new ResultParquet(allScores).create(out);
      for (RerankResult result : results) {
        writer.addElement(result);
      }
      writer.finish();
    }
  }
}
