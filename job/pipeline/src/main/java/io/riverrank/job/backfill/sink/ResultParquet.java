package io.riverrank.job.backfill.sink;

import io.riverrank.schemas.FailedCandidate;
import io.riverrank.schemas.RankedCandidate;
import io.riverrank.schemas.RerankResult;
import java.io.IOException;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.flink.api.common.serialization.BulkWriter;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.formats.parquet.avro.AvroParquetWriters;

/** Results as rows of Parquet with nested candidates, by {@code result.avsc} beside this class. */
final class ResultParquet implements BulkWriter.Factory<RerankResult> {

  private static final long serialVersionUID = 1;

  @Override
  public BulkWriter<RerankResult> create(FSDataOutputStream out) throws IOException {
    Schema schema = schema();
    BulkWriter<GenericRecord> writer = AvroParquetWriters.forGenericRecord(schema).create(out);
    return new BulkWriter<>() {
      @Override
      public void addElement(RerankResult result) throws IOException {
        writer.addElement(row(schema, result));
      }

      @Override
      public void flush() throws IOException {
        writer.flush();
      }

      @Override
      public void finish() throws IOException {
        writer.finish();
      }
    };
  }

  static Schema schema() throws IOException {
    try (var text = ResultParquet.class.getResourceAsStream("result.avsc")) {
      return new Schema.Parser().parse(text);
    }
  }

  private static GenericRecord row(Schema schema, RerankResult result) {
    GenericRecord row = new GenericData.Record(schema);
    row.put("query_id", result.queryId());
    row.put("query", result.query());
    row.put("event_time", result.eventTimeMs());
    row.put("complete", result.complete());
    row.put("candidates_received", result.candidatesReceived());
    row.put("candidates_expected", result.candidatesExpected());
    row.put("superseded", result.superseded());
    GenericRecord model = new GenericData.Record(schema.getField("model").schema());
    model.put("name", result.model().name());
    model.put("fingerprint", result.model().fingerprint());
    model.put("precision", result.model().precision());
    row.put("model", model);
    Schema candidate = schema.getField("results").schema().getElementType();
    row.put("results", kept(result).stream().map(ranked -> candidate(candidate, ranked)).toList());
    Schema failure = schema.getField("failed").schema().getElementType();
    row.put("failed", result.failed().stream().map(failed -> failed(failure, failed)).toList());
    row.put("scored_at", result.scoredAtMs());
    row.put("metadata", result.metadata());
    return row;
  }

  private static List<RankedCandidate> kept(RerankResult result) {
    List<RankedCandidate> ranking = result.results();
    return result.topK() == null || result.topK() >= ranking.size()
        ? ranking
        : ranking.subList(0, result.topK());
  }

  private static GenericRecord candidate(Schema schema, RankedCandidate ranked) {
    GenericRecord record = new GenericData.Record(schema);
    record.put("doc_id", ranked.docId());
    record.put("rank", ranked.rank());
    record.put("score", (float) ranked.score());
    record.put("logit", (float) ranked.logit());
    record.put("original_rank", ranked.originalRank());
    record.put("original_score", ranked.originalScore());
    record.put("label", ranked.label());
    record.put("truncated", ranked.truncated());
    return record;
  }

  private static GenericRecord failed(Schema schema, FailedCandidate failed) {
    GenericRecord record = new GenericData.Record(schema);
    record.put("doc_id", failed.docId());
    record.put("error", failed.error());
    return record;
  }
}
