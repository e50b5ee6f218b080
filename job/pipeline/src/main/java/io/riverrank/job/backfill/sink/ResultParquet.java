package io.riverrank.job.backfill.sink;

import io.riverrank.job.parquet.FlinkOutputFile;
import io.riverrank.job.parquet.ParquetRowWriter;
import io.riverrank.schemas.RerankResult;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
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

  private final boolean allScores;

  /**
   * @param allScores whether rows have {@code all_scores}, as the last column
   */
  ResultParquet(boolean allScores) {
    this.allScores = allScores;
  }

  @Override
  public BulkWriter<RerankResult> create(FSDataOutputStream out) throws IOException {
    ParquetRowWriter writer =
        new ParquetRowWriter(
            new FlinkOutputFile(out),
            ResultRow.schema(allScores),
            Map.of("parquet.avro.schema", avro(allScores).toString(), "writer.model.name", "avro"));
    return new BulkWriter<>() {
      @Override
      public void addElement(RerankResult result) throws IOException {
        writer.write(fields -> new ResultRow(fields, allScores).write(result));
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

  static Schema avro(boolean allScores) throws IOException {
    Schema result = parse("result.avsc");
    if (!allScores) {
      return result;
    }
    List<Schema.Field> fields = new ArrayList<>();
    result.getFields().forEach(field -> fields.add(new Schema.Field(field, field.schema())));
    fields.add(
        new Schema.Field(
            "all_scores",
            Schema.createUnion(Schema.create(Schema.Type.NULL), parse("all-scores.avsc")),
            null,
            Schema.Field.NULL_DEFAULT_VALUE));
    return Schema.createRecord(
        result.getName(), result.getDoc(), result.getNamespace(), false, fields);
  }

  private static Schema parse(String resource) throws IOException {
    try (InputStream text = ResultParquet.class.getResourceAsStream(resource)) {
      return new Schema.Parser().parse(text);
    }
  }
}
