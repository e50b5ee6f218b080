package io.riverrank.job.backfill.sink;

import io.riverrank.job.parquet.FlinkOutputFile;
import io.riverrank.job.parquet.ParquetRowWriter;
import io.riverrank.schemas.RerankResult;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.flink.api.common.serialization.BulkWriter;
import org.apache.flink.core.fs.FSDataOutputStream;

/**
 * Results as rows of Parquet with nested candidates. {@code result.avsc} beside this class
 * describes them; a file names it where readers of Avro's records look for it.
 */
final class ResultParquet implements BulkWriter.Factory<RerankResult> {

  private static final long serialVersionUID = 1;

  @Override
  public BulkWriter<RerankResult> create(FSDataOutputStream out) throws IOException {
    ParquetRowWriter writer =
        new ParquetRowWriter(
            new FlinkOutputFile(out),
            ResultRow.SCHEMA,
            Map.of("parquet.avro.schema", avro().toString(), "writer.model.name", "avro"));
    return new BulkWriter<>() {
      @Override
      public void addElement(RerankResult result) throws IOException {
        writer.write(fields -> new ResultRow(fields).write(result));
      }

      @Override
      public void flush() {
        // A row group is written when it is full.
      }

      @Override
      public void finish() throws IOException {
        writer.finish();
      }
    };
  }

  static Schema avro() throws IOException {
    try (InputStream text = ResultParquet.class.getResourceAsStream("result.avsc")) {
      return new Schema.Parser().parse(text);
    }
  }
}
