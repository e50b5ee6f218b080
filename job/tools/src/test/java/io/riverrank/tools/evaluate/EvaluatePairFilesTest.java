package io.riverrank.tools.evaluate;

import static io.riverrank.tools.evaluate.EvaluateRuns.MAPPER;
import static io.riverrank.tools.evaluate.EvaluateRuns.resource;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.luben.zstd.ZstdOutputStream;
import io.riverrank.job.testing.AvroAsParquet;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same pairs have the same figures, whatever kind of file they are in. */
class EvaluatePairFilesTest {
  private static final double TOLERANCE = 1e-12;
  private static final Schema SCHEMA =
      SchemaBuilder.record("Pair")
          .fields()
          .optionalString("question")
          .requiredString("answer")
          .requiredFloat("grade")
          .optionalDouble("score")
          .endRecord();

  @TempDir Path folder;
  private EvaluateRuns runs;
  private List<String[]> rows;

  @BeforeEach
  void readPairs() throws Exception {
    runs = new EvaluateRuns(folder);
    rows =
        Files.readAllLines(Path.of(resource("ties-pairs.csv"))).stream()
            .skip(1)
            .map(line -> line.split(","))
            .toList();
  }

  @Test
  void csvOfSpreadsheetsWithADecimalComma() throws Exception {
    StringBuilder csv = new StringBuilder("\uFEFFquery;document;label;score\r\n");
    for (String[] row : rows) {
      csv.append(
              String.join(";", row[0], row[1], row[2].replace('.', ','), row[3].replace('.', ',')))
          .append("\r\n");
    }
    String file = runs.write("german.csv", csv.toString());
    assertSameFigures(
        "--input", file, "--delimiter", ";", "--decimal-comma", "--score-column", "score");
    assertThat(EvaluateRuns.run("--input", file, "--score-column", "score").err())
        .contains("by --delimiter ';'");
    assertThat(EvaluateRuns.run("--input", file, "--delimiter", ";").err())
        .contains("line 2 has \"", "in column \"label\", which is no number");
  }

  private void assertSameFigures(String... arguments) throws Exception {
    JsonNode expected =
        MAPPER
            .readTree(getClass().getResourceAsStream("reference.json"))
            .get("scipy/ties-pairs.csv");
    JsonNode figures = runs.figures(arguments);
    assertThat(figures.get("pairs").asInt()).isEqualTo(rows.size());
    for (String name : List.of("pearson", "spearman")) {
      assertThat(figures.get(name).asDouble())
          .isCloseTo(expected.get(name).asDouble(), within(TOLERANCE));
    }
  }

  @Test
  void compressedFilesAreReadByTheirExtension() throws Exception {
    byte[] text = Files.readAllBytes(Path.of(resource("ties-pairs.csv")));
    Path gz = folder.resolve("pairs.CSV.gz");
    Path zst = folder.resolve("pairs.csv.zst");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(gz))) {
      out.write(text);
    }
    try (OutputStream out = new ZstdOutputStream(Files.newOutputStream(zst))) {
      out.write(text);
    }

    assertSameFigures("--input", gz.toString(), "--score-column", "score");
    assertSameFigures("--input", zst.toString(), "--score-column", "score");
  }

  @Test
  void standardInputIsJsonLines() throws Exception {
    StringBuilder lines = new StringBuilder();
    for (String[] row : rows) {
      lines.append(
          "{\"query\":\"%s\",\"document\":\"%s\",\"label\":%s,\"score\":%s}\n"
              .formatted((Object[]) row));
    }
    InputStream before = System.in;
    System.setIn(new ByteArrayInputStream(lines.toString().getBytes(StandardCharsets.UTF_8)));
    try {
      // The page reads the texts of the worst pairs again, which standard input can't.
      assertSameFigures(
          "--input",
          "-",
          "--score-column",
          "score",
          "--html",
          folder.resolve("page.html").toString());
    } finally {
      System.setIn(before);
    }
    assertThat(folder.resolve("page.html")).content().contains("Worst pairs", "document 1");
  }

  @Test
  void parquetColumnsAreNamedByOptions() throws Exception {
    Path file = folder.resolve("pairs.parquet");
    writeParquet(file, null);

    assertSameFigures(
        "--input",
        file.toString(),
        "--query-column",
        "question",
        "--document-column",
        "answer",
        "--label-column",
        "grade",
        "--score-column",
        "score");
  }

  @Test
  void parquetRowsWithoutATextAreNamed() throws Exception {
    Path file = folder.resolve("pairs.parquet");
    writeParquet(
        file, new GenericRecordBuilder(SCHEMA).set("answer", "a").set("grade", 1f).build());

    assertThat(
            EvaluateRuns.run(
                    "--input",
                    file.toString(),
                    "--query-column=question",
                    "--document-column=answer",
                    "--label-column=grade",
                    "--score-column=score")
                .err())
        .contains("row 301 has no \"question\"", "--query-column");
  }

  private void writeParquet(Path file, GenericRecord last) throws Exception {
    List<GenericRecord> records = new ArrayList<>();
    for (String[] row : rows) {
      records.add(
          new GenericRecordBuilder(SCHEMA)
              .set("question", row[0])
              .set("answer", row[1])
              .set("grade", Float.parseFloat(row[2]))
              .set("score", Double.parseDouble(row[3]))
              .build());
    }
    if (last != null) {
      records.add(last);
    }
    AvroAsParquet.write(file, SCHEMA, records);
  }
}
