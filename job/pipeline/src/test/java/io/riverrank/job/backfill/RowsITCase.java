package io.riverrank.job.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import io.riverrank.job.parquet.ParquetFiles;
import io.riverrank.job.testing.AvroAsParquet;
import io.riverrank.job.testing.TestCommandLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Parquet and Avro files, with nested candidates and with one row a candidate. */
class RowsITCase {

  private static final Schema FLAT =
      SchemaBuilder.record("hit")
          .fields()
          .requiredLong("qid")
          .requiredString("query")
          .requiredString("docid")
          .optionalString("body")
          .optionalInt("original_rank")
          .optionalDouble("label")
          .endRecord();

  private static final Schema HIT =
      SchemaBuilder.record("nested")
          .fields()
          .requiredString("doc_id")
          .requiredString("text")
          .endRecord();

  private static final Schema NESTED =
      SchemaBuilder.record("search")
          .fields()
          .requiredString("query_id")
          .requiredString("query")
          .name("candidates")
          .type(Schema.createArray(HIT))
          .noDefault()
          .endRecord();

  @TempDir Path folder;

  private Path input;
  private Path output;

  @BeforeEach
  void makeFolders() throws Exception {
    input = Files.createDirectories(folder.resolve("in"));
    output = folder.resolve("out");
  }

  private static GenericRecord hit(long queryId, String docId, String text) {
    return new GenericRecordBuilder(FLAT)
        .set("qid", queryId)
        .set("query", "query " + queryId)
        .set("docid", docId)
        .set("body", text)
        .set("original_rank", 3)
        .set("label", 0.5)
        .build();
  }

  private static GenericRecord search(String queryId, String... texts) {
    List<GenericRecord> hits =
        java.util.stream.IntStream.range(0, texts.length)
            .mapToObj(
                i ->
                    (GenericRecord)
                        new GenericRecordBuilder(HIT)
                            .set("doc_id", "d" + i)
                            .set("text", texts[i])
                            .build())
            .toList();
    return new GenericRecordBuilder(NESTED)
        .set("query_id", queryId)
        .set("query", "q")
        .set("candidates", hits)
        .build();
  }

  private void parquet(String name, Schema schema, GenericRecord... rows) throws IOException {
    AvroAsParquet.write(input.resolve(name), schema, List.of(rows));
  }

  private void avro(String name, Schema schema, GenericRecord... rows) throws IOException {
    try (var writer = new DataFileWriter<GenericRecord>(new GenericDatumWriter<>(schema))) {
      writer.create(schema, input.resolve(name).toFile());
      for (GenericRecord row : rows) {
        writer.append(row);
      }
    }
  }

  @Test
  void nestedCandidatesNeedNoColumns() throws Exception {
    parquet("1.parquet", NESTED, search("a", "one", "two"), search("b"));
    avro("2.avro", NESTED, search("c", "one"), search("a", "again"));

    TestCommandLine run = Backfills.run(input, output);

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(Backfills.results(output)).hasSize(3);
    assertThat(Backfills.deadLetters(output))
        .singleElement()
        .asString()
        .contains("DUPLICATE_QUERY", "2.avro\",\"line\":2", "\\\"text\\\":\\\"again\\\"");
  }

  @Test
  void columnsOfTheWrongTypeAndLaterFilesWithOthers() throws Exception {
    Schema wrong =
        SchemaBuilder.record("wrong")
            .fields()
            .requiredString("query_id")
            .requiredBoolean("query")
            .requiredString("doc_id")
            .requiredString("text")
            .endRecord();
    GenericRecord row =
        new GenericRecordBuilder(wrong)
            .set("query_id", "w")
            .set("query", true)
            .set("doc_id", "d")
            .set("text", "one")
            .build();
    avro("1.avro", wrong, row);
    parquet("2.parquet", wrong, row);
    parquet("3.parquet", FLAT, hit(1, "x", "one"));
    avro("4.avro", NESTED, search("good", "one"));

    TestCommandLine run = Backfills.run(input, output);

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(Backfills.results(output)).singleElement().asString().contains("good");
    assertThat(Backfills.deadLetters(output))
        .hasSize(3)
        .anyMatch(l -> l.contains("1.avro") && l.contains("query"))
        .anyMatch(l -> l.contains("2.parquet") && l.contains("query"))
        .anyMatch(l -> l.contains("UNREADABLE_INPUT") && l.contains("3.parquet"));
  }

  @Test
  void successiveRowsOfAQueryAreOneRequest() throws Exception {
    parquet(
        "1.parquet",
        FLAT,
        hit(1, "x", "one"),
        hit(1, "y", "two"),
        hit(2, "x", "one"),
        hit(1, "z", "late"));
    avro("2.avro", FLAT, hit(3, "x", null), hit(3, "y", "two"));

    TestCommandLine run =
        Backfills.run(input, output, "--columns", "query_id=qid,doc_id=docid,text=body");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(Backfills.results(output))
        .hasSize(3)
        .allMatch(r -> r.contains("\"complete\":true") && r.contains("\"label\":0.5"))
        .anyMatch(r -> r.contains("\"doc_id\":\"x\",\"error\":\"candidates[0] has no text"))
        .anyMatch(r -> r.contains("\"query_id\":\"1\"") && r.contains("\"candidates_received\":2"));
    assertThat(Backfills.deadLetters(output))
        .anyMatch(l -> l.contains("DUPLICATE_QUERY") && l.contains("1.parquet\",\"line\":4"));
  }

  @Test
  void rowsInAnyOrderAreGroupedByKey() throws Exception {
    parquet("1.parquet", FLAT, hit(1, "x", "one"), hit(2, "x", "one"), hit(1, "y", "two"));
    parquet("2.parquet", FLAT, hit(2, "y", "two"), hit(1, "z", "three"));

    TestCommandLine run =
        Backfills.run(
            input, output, "--columns", "query_id=qid,doc_id=docid,text=body", "--rows", "by-key");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(Backfills.results(output))
        .hasSize(2)
        .anyMatch(r -> r.contains("\"query_id\":\"1\"") && r.contains("\"candidates_received\":3"))
        .anyMatch(r -> r.contains("\"query_id\":\"2\"") && r.contains("\"candidates_received\":2"));
  }

  @Test
  void filesOfOtherTools() throws Exception {
    for (String name : List.of("p1_naive_us", "p7_date", "nan_bool", "latin1_binary")) {
      Files.copy(ParquetFiles.resource(name + ".parquet"), input.resolve(name + ".parquet"));
    }

    TestCommandLine run = Backfills.run(input, output, "--rows", "by-key");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(Backfills.results(output))
        .anyMatch(r -> r.contains("\"event_time\":\"2026-03-01T12:01:00.123Z\""))
        .anyMatch(
            r ->
                r.contains("\"query_id\":\"q\"")
                    && r.contains("\"candidates_received\":2")
                    && r.contains("\"label\":1.0")
                    && r.contains("\"original_score\":0.5"));
    assertThat(Backfills.deadLetters(output))
        .anyMatch(l -> l.contains("INVALID_UTF8") && l.contains("latin1_binary.parquet"));
  }

  @Test
  void aCodecThatIsNotReadIsNamedBeforeTheStart() throws Exception {
    Files.copy(ParquetFiles.resource("codec_brotli.parquet"), input.resolve("1.parquet"));
    TestCommandLine run = Backfills.run(input, output);
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .contains("/in/1.parquet: column query_id is compressed with brotli, which isn't read")
        .doesNotContain("\tat ");
    assertThat(output).doesNotExist();
  }

  @Test
  void missingColumnsAreNamedBeforeTheStart() throws Exception {
    parquet("1.parquet", FLAT, hit(1, "x", "one"));
    TestCommandLine run = Backfills.run(input, output, "--columns", "query_id=qid,doc_id=docid");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .contains(
            "no column text for the field text among [qid, query, docid, body",
            "--columns text=NAME");
    assertThat(output).doesNotExist();
  }
}
