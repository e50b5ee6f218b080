package io.riverrank.job.backfill.sink;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.riverrank.job.parquet.ParquetFiles;
import io.riverrank.schemas.FailedCandidate;
import io.riverrank.schemas.ModelInfo;
import io.riverrank.schemas.RankedCandidate;
import io.riverrank.schemas.RerankResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.FileSystem.WriteMode;
import org.apache.flink.core.fs.local.LocalFileSystem;
import org.apache.parquet.schema.Type;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code results_of_parquet_avro.parquet} is {@link #RESULTS} by parquet-avro 1.15.2. */
class ResultParquetTest {

  private static final ModelInfo MODEL = new ModelInfo("m", "sha256:1", "fp32");

  private static final List<RerankResult> RESULTS =
      List.of(
          result(
              "a",
              5,
              null,
              List.of(
                  new RankedCandidate("größe", 1, 0.9, 2.5, 3L, 12.25, 1.0, false),
                  new RankedCandidate("日本", 2, 0.1, -2.5, null, null, null, true)),
              List.of(new FailedCandidate("c", "no text")),
              "{\"a\":1}"),
          result("nothing", null, null, List.of(), List.of(), null),
          result(
              "cut",
              2,
              1,
              List.of(
                  new RankedCandidate("x", 1, 1e-9, -20, 1L, 1.0, 0.0, false),
                  new RankedCandidate("y", 2, 1e-10, -23, 2L, 0.5, 0.0, false)),
              List.of(),
              null));

  @TempDir Path folder;

  private Path file;
  private Path before;

  @BeforeEach
  void writeResults() throws Exception {
    file = folder.resolve("results.parquet");
    before = ParquetFiles.resource("results_of_parquet_avro.parquet");
    write(file, RESULTS);
  }

  private static void write(Path file, List<RerankResult> results) throws Exception {
    try (FSDataOutputStream out =
        LocalFileSystem.getSharedInstance()
            .create(
                org.apache.flink.core.fs.Path.fromLocalFile(file.toFile()),
                WriteMode.NO_OVERWRITE)) {
      var writer = new ResultParquet(false).create(out);
      for (RerankResult result : results) {
        writer.addElement(result);
      }
      writer.flush();
      writer.finish();
      // Flink closes it.
      assertThat(out.getPos()).isEqualTo(Files.size(file));
    }
  }

  private static RerankResult result(
      String id,
      Integer expected,
      Integer topK,
      List<RankedCandidate> ranking,
      List<FailedCandidate> failed,
      String metadata) {
    int received = ranking.size() + failed.size();
    return new RerankResult(
        id,
        "query " + id,
        1_772_366_400_123L,
        failed.isEmpty(),
        received,
        expected,
        1,
        MODEL,
        ranking,
        failed,
        topK,
        1_772_366_401_000L,
        metadata,
        List.of());
  }

  @Test
  void rowsAreThoseOfParquetAvro() throws Exception {
    assertThat(ParquetFiles.rows(file)).hasSize(3).isEqualTo(ParquetFiles.rows(before));
    Map<String, Object> cut = ParquetFiles.rows(file).get(2);
    assertThat((List<?>) cut.get("results")).hasSize(1);
  }

  @Test
  void schemaIsThatOfParquetAvro() throws Exception {
    assertThat(ParquetFiles.footer(file).getSchema())
        .isEqualTo(ParquetFiles.footer(before).getSchema());
    assertThat(ParquetFiles.footer(file).getKeyValueMetaData())
        .isEqualTo(ParquetFiles.footer(before).getKeyValueMetaData());
  }

  @Test
  void loneSurrogatesAreReplaced() throws Exception {
    Path other = folder.resolve("surrogates.parquet");
    write(other, List.of(result("q" + (char) 0xD800, null, null, List.of(), List.of(), null)));
    assertThat(ParquetFiles.rows(other)).first().extracting("query_id").isEqualTo("q\uFFFD");
  }

  @Test
  void avroSchemaHasTheColumns() throws IOException {
    for (boolean allScores : new boolean[] {false, true}) {
      assertThat(names(ResultParquet.avro(allScores)))
          .isEqualTo(names(ResultRow.schema(allScores)));
    }
  }

  /** With those below, in their order. */
  private static String names(Schema schema) {
    return switch (schema.getType()) {
      case RECORD ->
          schema.getFields().stream()
              .map(field -> field.name() + names(field.schema()))
              .toList()
              .toString();
      case ARRAY -> names(schema.getElementType());
      case UNION -> schema.getTypes().stream().map(ResultParquetTest::names).collect(joining());
      default -> "";
    };
  }

  private static String names(Type column) {
    if (column.isPrimitive()) {
      return "";
    }
    List<Type> fields = column.asGroupType().getFields();
    return fields.get(0).getName().equals("array")
        ? names(fields.get(0))
        : fields.stream().map(field -> field.getName() + names(field)).toList().toString();
  }

  @Test
  void allScoresAreTheLastColumnAndHaveWhatTopKCuts() throws Exception {
    Path whole = folder.resolve("whole.parquet");
    TestParquetResults.write(whole, RESULTS, true);
    List<Map<String, Object>> rows = ParquetFiles.rows(whole);
    assertThat(rows.get(2).keySet()).last().isEqualTo("all_scores");
    assertThat((List<?>) rows.get(2).get("results")).hasSize(1);
    assertThat(rows.get(2).get("all_scores"))
        .asInstanceOf(InstanceOfAssertFactories.list(Map.class))
        .extracting(score -> score.get("doc_id"))
        .containsExactly("x", "y");
    assertThat((List<?>) rows.get(1).get("all_scores")).isEmpty();
    rows.forEach(row -> row.remove("all_scores"));
    assertThat(rows).isEqualTo(ParquetFiles.rows(before));
  }
}
