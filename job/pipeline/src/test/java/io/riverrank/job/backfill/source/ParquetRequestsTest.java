package io.riverrank.job.backfill.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.riverrank.job.backfill.input.InputFile;
import io.riverrank.job.options.InputFormat;
import io.riverrank.job.parquet.ParquetFiles;
import io.riverrank.operators.options.SettingsException;
import io.riverrank.schemas.DeadLetterCode;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.file.src.FileSourceSplit;
import org.apache.flink.connector.file.src.reader.BulkFormat;
import org.apache.flink.connector.file.src.util.CheckpointedPosition;
import org.apache.flink.connector.file.src.util.RecordAndPosition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests of Parquet files, read as a backfill's source reads them. */
class ParquetRequestsTest {

  private static final ObjectMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();
  private static final RowShape PLAIN = new RowShape(Map.of(), false);
  private static final int MAX_BYTES = 1 << 20;
  private static final int ROWS = 40;
  private static final int ROWS_PER_REQUEST = 4;

  @TempDir Path folder;

  private static InputFile input(Path file) throws IOException {
    return new InputFile(file.toUri().toString(), Files.size(file), 0, InputFormat.PARQUET);
  }

  private static List<RecordAndPosition<FileRecord>> read(Path file, RowShape shape, long after)
      throws IOException {
    FileSourceSplit split =
        new FileSourceSplit(
            "0",
            new org.apache.flink.core.fs.Path(file.toUri()),
            0,
            Files.size(file),
            0,
            Files.size(file),
            new String[0],
            new CheckpointedPosition(CheckpointedPosition.NO_OFFSET, after));
    RecordFormat format = new RecordFormat(List.of(input(file)), shape, MAX_BYTES);
    List<RecordAndPosition<FileRecord>> records = new ArrayList<>();
    try (BulkFormat.Reader<FileRecord> reader =
        after == 0
            ? format.createReader(new Configuration(), split)
            : format.restoreReader(new Configuration(), split)) {
      for (var batch = reader.readBatch(); batch != null; batch = reader.readBatch()) {
        for (var record = batch.next(); record != null; record = batch.next()) {
          records.add(record);
        }
      }
    }
    return records;
  }

  private static List<JsonNode> requests(Path file, RowShape shape) throws IOException {
    List<JsonNode> requests = new ArrayList<>();
    for (RecordAndPosition<FileRecord> record : read(file, shape, 0)) {
      assertThat(record.getRecord().message()).isNull();
      requests.add(MAPPER.readTree(record.getRecord().value()));
    }
    return requests;
  }

  private static List<JsonNode> requests(String resource) throws IOException {
    return requests(ParquetFiles.resource(resource + ".parquet"), PLAIN);
  }

  private static List<String> texts(List<RecordAndPosition<FileRecord>> records) {
    return records.stream()
        .map(r -> new String(r.getRecord().value(), StandardCharsets.UTF_8))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"pyarrow", "pyarrow_v2", "pandas", "polars", "duckdb"})
  void nestedCandidates(String tool) throws Exception {
    List<JsonNode> requests = requests("nested_" + tool);
    assertThat(requests)
        .extracting(request -> request.get("candidates").size())
        .containsExactly(0, 1, 2, 0, 4);
    assertThat(requests.get(2))
        .isEqualTo(
            MAPPER.readTree(
                """
                {"query_id":"q2","query":"question 2","event_time":1772366402123,"candidates":[
                {"doc_id":"d0","text":"Antwort 0 auf die Frage 2: größer, 日本, lorem ipsum ",
                "original_rank":1,"label":0.0},
                {"doc_id":"d1","text":"Antwort 1 auf die Frage 2: größer, 日本, lorem ipsum lorem ipsum ",
                "original_rank":2}]}
                """));
  }

  @ParameterizedTest
  @ValueSource(strings = {"encodings_delta", "flat_duckdb_v2", "flat_polars"})
  void encodingsAndPages(String name) throws Exception {
    assertThat(requests(name)).hasSize(10).isEqualTo(requests("codec_none"));
  }

  /** Row groups have 12 rows, so that places are on their borders and within. */
  @ParameterizedTest
  @ValueSource(strings = {"codec_none", "codec_zstd", "encodings_delta"})
  void goesOnAfterEveryRecord(String name) throws Exception {
    Path file = ParquetFiles.resource(name + ".parquet");
    List<RecordAndPosition<FileRecord>> whole = read(file, PLAIN, 0);
    assertThat(whole).hasSize(ROWS / ROWS_PER_REQUEST);
    for (int i = 0; i < whole.size(); i++) {
      long place = whole.get(i).getRecordSkipCount();
      assertThat(place).isEqualTo((i + 1L) * ROWS_PER_REQUEST);
      assertThat(texts(read(file, PLAIN, place)))
          .isEqualTo(texts(whole.subList(i + 1, whole.size())));
    }
  }

  @Test
  void goesOnWithinARowGroupWithOneRowACandidate() throws Exception {
    Path file = ParquetFiles.resource("codec_snappy.parquet");
    RowShape byKey = new RowShape(Map.of(), true);
    List<String> whole = texts(read(file, byKey, 0));
    assertThat(whole).hasSize(ROWS);
    for (int place = 1; place <= ROWS; place++) {
      assertThat(texts(read(file, byKey, place))).isEqualTo(whole.subList(place, ROWS));
    }
  }

  /** Their row groups' bytes are gone, so that reading one would fail. */
  @Test
  void rowGroupsBeforeThePlaceAreNotRead() throws Exception {
    Path whole = ParquetFiles.resource("codec_snappy.parquet");
    byte[] bytes = Files.readAllBytes(whole);
    Arrays.fill(bytes, ParquetFiles.begin(whole, 0), ParquetFiles.begin(whole, 2), (byte) 0);
    Path file = Files.write(folder.resolve("begin-is-gone.parquet"), bytes);

    assertThat(read(file, PLAIN, 0).get(0).getRecord().fault())
        .isEqualTo(DeadLetterCode.UNREADABLE_INPUT);
    assertThat(texts(read(file, PLAIN, 24))).isEqualTo(texts(read(whole, PLAIN, 24)));
  }

  @Test
  void damageInTheMiddleComesAfterWhatIsBefore() throws Exception {
    Path whole = ParquetFiles.resource("codec_gzip.parquet");
    byte[] bytes = Files.readAllBytes(whole);
    Arrays.fill(bytes, ParquetFiles.begin(whole, 1), ParquetFiles.begin(whole, 2), (byte) 0);
    Path file = Files.write(folder.resolve("middle-is-gone.parquet"), bytes);

    List<RecordAndPosition<FileRecord>> records = read(file, PLAIN, 0);
    assertThat(texts(records.subList(0, 2))).isEqualTo(texts(read(whole, PLAIN, 0).subList(0, 2)));
    FileRecord last = records.get(records.size() - 1).getRecord();
    assertThat(last.fault()).isEqualTo(DeadLetterCode.UNREADABLE_INPUT);
    assertThat(last.message()).startsWith("the file is not Parquet, or damaged (");
    assertThat(read(file, PLAIN, last.place())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "p1_naive_us, event_time, 1772366400123",
    "p1_naive_ns, event_time, 1772366400123",
    "p7_date, event_time, 1772323200000",
    "p3_int96_unused, loaded_at,",
    "p4_hyphen_unused, bm25-score,",
  })
  void columnsAreReadByTheirTypesOrNotAtAll(String name, String column, Long value)
      throws Exception {
    List<JsonNode> requests = requests(name);
    assertThat(requests).hasSize(2);
    assertThat(requests.get(0).path(column).numberValue()).isEqualTo(value);
    assertThat(requests.get(0).get("candidates")).hasSize(2);
  }

  @Test
  void int96WhereItIsMapped() throws Exception {
    RowShape shape = new RowShape(Map.of("event_time", "loaded_at"), false);
    assertThat(requests(ParquetFiles.resource("p3_int96_unused.parquet"), shape))
        .extracting(request -> request.get("event_time").longValue())
        .first()
        .isEqualTo(1_772_366_400_123L);
  }

  @Test
  void decimals() throws Exception {
    JsonNode candidate = requests("p9_decimal").get(0).get("candidates").get(0);
    assertThat(candidate.get("label").decimalValue()).isEqualByComparingTo("0.5");
    assertThat(candidate.get("original_score").decimalValue()).isEqualByComparingTo("12.5");
  }

  @Test
  void unsignedIds() throws Exception {
    assertThat(requests("p7_uint64_category").get(0).get("candidates").get(0).get("doc_id"))
        .hasToString("9223372036854775813");
  }

  @Test
  void missingScoresAndBooleanLabels() throws Exception {
    assertThat(requests("nan_bool").get(0).get("candidates"))
        .isEqualTo(
            MAPPER.readTree(
                """
                [{"doc_id":"1","text":"one","label":1},
                 {"doc_id":"2","text":"two","original_score":0.5,"label":0}]
                """));
  }

  @Test
  void namesThatAreNoIdentifiers() throws Exception {
    RowShape shape =
        new RowShape(
            Map.of(
                "query_id", "query-id",
                "query", "the query",
                "doc_id", "doc.id",
                "text", "größe text",
                "original_score", "bm25-score"),
            false);
    assertThat(requests(ParquetFiles.resource("odd_names.parquet"), shape))
        .singleElement()
        .isEqualTo(
            MAPPER.readTree(
                """
                {"query_id":"q","query":"a","candidates":[
                {"doc_id":"1","text":"one","original_score":2.5},
                {"doc_id":"2","text":"two","original_score":1.5}]}
                """));
  }

  @Test
  void bytesThatAreNotUtf8AreLeftForTheDecoderToSee() throws Exception {
    byte[] request =
        read(ParquetFiles.resource("latin1_binary.parquet"), PLAIN, 0).get(0).getRecord().value();
    assertThat(new String(request, StandardCharsets.ISO_8859_1)).contains("\"text\":\"grösser\"");
    assertThat(request).contains((byte) 0xF6);
  }

  @Test
  void filesWithoutRowsHaveNoRequests() throws Exception {
    assertThat(requests("empty")).isEmpty();
    RowShape other = new RowShape(Map.of("text", "body"), false);
    assertThat(requests(ParquetFiles.resource("empty.parquet"), other)).isEmpty();
  }

  @Test
  void missingColumnsOfALaterFileAreNamed() throws Exception {
    RowShape other = new RowShape(Map.of("text", "body", "query", "q", "query_id", "id"), false);
    assertThat(read(ParquetFiles.resource("codec_none.parquet"), other, 0))
        .singleElement()
        .satisfies(
            record ->
                assertThat(record.getRecord().message())
                    .startsWith("there is no column id for the field query_id among [query_id,"));
  }

  @Test
  void codecsAndTypesThatAreNotReadAreRefusedAtTheStart() throws Exception {
    InputFile brotli = input(ParquetFiles.resource("codec_brotli.parquet"));
    assertThatThrownBy(() -> InputCheck.requireColumns(List.of(brotli), PLAIN))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("codec_brotli.parquet: column query_id is compressed with brotli");
    RowShape interval =
        new RowShape(
            Map.of("query_id", "enum", "query", "enum", "doc_id", "enum", "text", "interval"),
            false);
    InputFile types = input(ParquetFiles.resource("types_duckdb.parquet"));
    assertThatThrownBy(() -> InputCheck.requireColumns(List.of(types), interval))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("types_duckdb.parquet: column interval has the type");
  }

  @Test
  void aFileSystemsFailureIsNotTheFilesFault() {
    InputFile gone =
        new InputFile(folder.resolve("gone").toUri().toString(), 100, 0, InputFormat.PARQUET);
    assertThatThrownBy(() -> ParquetRows.open(gone, PLAIN))
        .isInstanceOf(FileNotFoundException.class);
  }
}
