package io.riverrank.job.backfill;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.luben.zstd.Zstd;
import io.riverrank.job.parquet.ParquetFiles;
import io.riverrank.job.testing.TestCommandLine;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Backfills as a person starts them: files in, files out. */
class BackfillITCase {

  @TempDir Path folder;

  private Path input;
  private Path output;

  @BeforeEach
  void makeFolders() throws Exception {
    input = Files.createDirectories(folder.resolve("My Logs 100%41"));
    output = folder.resolve("My Results 100%41");
  }

  private void write(String name, String... lines) throws Exception {
    Path file = input.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, String.join("\n", lines) + "\n");
  }

  private static byte[] gzip(String text) throws Exception {
    return gzip(text, StandardCharsets.UTF_8);
  }

  private static byte[] gzip(String text, Charset charset) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(charset));
    }
    return bytes.toByteArray();
  }

  private static byte[] zstd(String text) {
    return Zstd.compress(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void readsAFolderOfPlainAndPackedLines() throws Exception {
    write("a/1.jsonl", Backfills.request("a", "q", "one", "two"), "", "no request");
    write("a/_ignored.jsonl", "no request");
    write("_ignored/1.jsonl", "no request");
    Files.write(input.resolve("b.jsonl.gz"), gzip(Backfills.request("b", "q", "one") + "\r\n"));
    Files.write(input.resolve("c.NDJSON.zst"), zstd(Backfills.request("c", "q", "three")));
    // The same id again, in a later file; a group that is in two files.
    write("d.json", Backfills.request("a", "q", "one"), Backfills.member("g", "x", "one"));
    write("e.json", Backfills.member("g", "y", "two"));
    write("empty.jsonl");

    TestCommandLine run = Backfills.run(input, output);

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).isEmpty();
    assertThat(Backfills.results(output))
        .hasSize(4)
        .anyMatch(r -> r.contains("\"query_id\":\"a\"") && r.contains("00:00:00Z"))
        .anyMatch(r -> r.contains("\"query_id\":\"b\"") && r.contains("00:00:00.002Z"))
        .anyMatch(r -> r.contains("\"query_id\":\"g\"") && r.contains("\"complete\":false"));
    assertThat(Backfills.deadLetters(output))
        .satisfiesExactly(
            letter -> assertThat(letter).contains("DUPLICATE_QUERY", "d.json\",\"line\":1", "one"),
            letter ->
                assertThat(letter)
                    .contains("INVALID_JSON", "a/1.jsonl\",\"line\":3", "\"no request\""));
    JsonNode report = Backfills.report(output);
    assertThat(report.get("records").asInt()).isEqualTo(7);
    assertThat(report.get("results").asInt()).isEqualTo(4);
    assertThat(report.get("results_incomplete").asInt()).isEqualTo(1);
    assertThat(report.get("candidates").asInt()).isEqualTo(6);
    assertThat(report.get("dead_letters_by_code").get("DUPLICATE_QUERY").asInt()).isEqualTo(1);
    assertThat(report.get("models").get(0).get("fingerprint").asText()).startsWith("sha256:");
    assertThat(output.resolve("_SUCCESS")).exists();

    assertThat(Backfills.run(input, output).err()).contains("finished backfill", "--overwrite");
    Path foreign = Files.writeString(output.resolve("mine.txt"), "mine");
    assertThat(Backfills.run(input, output, "--overwrite").err())
        .contains("files that no backfill made", "mine.txt");
    assertThat(foreign).exists();
  }

  @Test
  void whatCantBeReadIsADeadLetterWithItsPlace() throws Exception {
    String three =
        String.join(
            "\n",
            Backfills.request("a", "q", "one"),
            Backfills.request("b", "q", "two"),
            "x".repeat(5_000));
    byte[] packed = gzip(three);
    Files.write(input.resolve("1.jsonl.gz"), Arrays.copyOf(packed, packed.length - 20));
    byte[] zstd = zstd(noise(400_000));
    Files.write(input.resolve("2.jsonl.zst"), Arrays.copyOf(zstd, zstd.length / 2));
    Files.writeString(input.resolve("3.jsonl.gz"), "not packed at all");
    Files.writeString(input.resolve("4.parquet"), "not Parquet, but long enough for a footer");
    Files.writeString(input.resolve("5.avro"), "not Avro");
    Files.write(input.resolve("6.jsonl"), new byte[] {(byte) 0xFF, '{', '}', '\n'});
    write("7.jsonl", "y".repeat(20_000));
    // UTF-16, but for the last byte.
    byte[] wide = ("\uFEFF" + Backfills.request("wide", "q", "one") + "\n{").getBytes(UTF_16LE);
    Files.write(input.resolve("7w.jsonl"), Arrays.copyOf(wide, wide.length - 1));
    write("8.jsonl", Backfills.request("last", "q", "one"));

    TestCommandLine run = Backfills.run(input, output, "-D", "rerank.limits.message-bytes=10 kb");

    assertThat(run.exitCode()).as(run.err()).isZero();
    List<String> letters = Backfills.deadLetters(output);
    assertThat(letters)
        .anyMatch(l -> l.contains("UNREADABLE_INPUT") && l.contains("1.jsonl.gz"))
        .anyMatch(l -> l.contains("UNREADABLE_INPUT") && l.contains("2.jsonl.zst"))
        .anyMatch(l -> l.contains("UNREADABLE_INPUT") && l.contains("3.jsonl.gz\",\"line\":1"))
        .anyMatch(l -> l.contains("UNREADABLE_INPUT") && l.contains("4.parquet\",\"line\":1"))
        .anyMatch(l -> l.contains("UNREADABLE_INPUT") && l.contains("5.avro\",\"line\":1"))
        .anyMatch(l -> l.contains("INVALID_UTF8") && l.contains("\"value_base64\":\"/3t9\""))
        .anyMatch(l -> l.contains("UNREADABLE_INPUT") && l.contains("7w.jsonl\",\"line\":2"))
        .anyMatch(l -> l.contains("MESSAGE_TOO_LARGE") && l.contains("has 20000 bytes"));
    assertThat(Backfills.results(output)).anyMatch(r -> r.contains("\"query_id\":\"last\""));
  }

  /** Does not pack into one block. */
  private static String noise(int chars) {
    Random random = new Random(1);
    StringBuilder text = new StringBuilder();
    while (text.length() < chars) {
      text.append((char) ('!' + random.nextInt(90))).append(random.nextInt(50) == 0 ? "\n" : "");
    }
    return text.toString();
  }

  @ParameterizedTest
  @ValueSource(strings = {"7", "21"})
  void goesOnAfterAFailureAsIfThereWasNone(String errors) throws Exception {
    for (int file = 0; file < 6; file++) {
      List<String> lines = new ArrayList<>();
      for (int i = 0; i < 60; i++) {
        String id = file + "-" + i;
        lines.add(i % 12 == 5 ? "broken " + id : Backfills.request(id, "query " + i, "a", id));
        lines.add(Backfills.member("group" + (i + file) % 40, id, "text " + i));
        lines.add(i % 9 == 2 ? Backfills.request(file + "-" + (i - 1), "again", "b") : "");
      }
      String text = String.join("\n", lines);
      if (file == 2) {
        Files.writeString(input.resolve(file + ".jsonl"), "\uFEFF" + text, UTF_16LE);
      } else if (file == 3) {
        Files.write(input.resolve(file + ".jsonl.gz"), gzip("\uFEFF" + text, UTF_16BE));
      } else if (file % 2 == 0) {
        Files.writeString(input.resolve(file + ".jsonl"), text);
      } else {
        Files.write(input.resolve(file + ".jsonl.gz"), gzip(text));
      }
    }
    Path whole = folder.resolve("whole");
    assertThat(Backfills.run(input, whole).exitCode()).isZero();

    TestCommandLine failed = Backfills.run(input, output, "--max-errors", errors);
    assertThat(failed.exitCode()).isEqualTo(1);
    assertThat(failed.err()).contains("came, more than --max-errors " + errors);
    assertThat(output.resolve("_SUCCESS")).doesNotExist();
    assertThat(output.resolve("_report.json")).doesNotExist();
    TestCommandLine other = Backfills.run(input, output, "-D", "rerank.limits.candidates=3");
    assertThat(other.exitCode()).isEqualTo(2);
    assertThat(other.err())
        .contains("other arguments", "rerank.limits.candidates was 10000 and is 3");

    TestCommandLine resumed = Backfills.run(input, output, "--parallelism", "1");
    assertThat(resumed.exitCode()).as(resumed.err()).isZero();
    assertThat(Backfills.results(output)).isEqualTo(Backfills.results(whole));
    assertThat(Backfills.deadLetters(output)).isEqualTo(Backfills.deadLetters(whole));
    for (String count : List.of("records", "results", "candidates", "dead_letters")) {
      assertThat(Backfills.report(output).get(count)).isEqualTo(Backfills.report(whole).get(count));
    }
    assertThat(Backfills.files(output, ".results-")).isEmpty();
  }

  private void fail(String... more) throws Exception {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 120; i++) {
      lines.add(Backfills.request("q" + i, "query " + i, "one " + i, "two " + i));
      lines.add(i % 10 == 9 ? "broken" : "");
    }
    write("1.jsonl", lines.toArray(String[]::new));
    TestCommandLine failed =
        Backfills.run(
            input,
            output,
            Stream.concat(Stream.of(more), Stream.of("--max-errors", "8")).toArray(String[]::new));
    assertThat(failed.exitCode()).as(failed.err()).isEqualTo(1);
  }

  @Test
  void doesNotGoOnReadingLongDocumentsOtherwise() throws Exception {
    fail();

    TestCommandLine other = Backfills.run(input, output, "-D", "rerank.long-document=chunk");

    assertThat(other.exitCode()).isEqualTo(2);
    assertThat(other.err())
        .contains("rerank.long-document was TRUNCATE and is CHUNK", "say --resume to go on");
    TestCommandLine taken =
        Backfills.run(input, output, "-D", "rerank.long-document=chunk", "--resume");
    assertThat(taken.exitCode()).as(taken.err()).isZero();
    assertThat(Backfills.results(output)).hasSize(120);
  }

  /** A copy of the tiny model whose bytes are others by a blank. */
  private Path model(String blank) throws Exception {
    Path from = Path.of("../../operators/src/test/resources/models/gte-tiny");
    Path model = folder.resolve("model");
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = model.resolve(from.relativize(file).toString());
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
      }
    }
    Path config = model.resolve("config.json");
    Files.writeString(config, Files.readString(config) + blank);
    return model;
  }

  @Test
  void doesNotGoOnWithOtherBytesOfTheModel() throws Exception {
    String model = model("").toString();
    fail("--model", model);
    model(" ");

    TestCommandLine other = Backfills.run(input, output, "--model", model);

    assertThat(other.exitCode()).isEqualTo(2);
    assertThat(other.err()).contains("the model's files have changed", "sha256:", "--resume");
    TestCommandLine taken = Backfills.run(input, output, "--model", model, "--resume");
    assertThat(taken.exitCode()).as(taken.err()).isZero();
    assertThat(Backfills.results(output)).hasSize(120);
  }

  @Test
  void tooLargeAShareOfErrorsFailsAtTheEnd() throws Exception {
    write("1.jsonl", Backfills.request("a", "q", "one"), "broken", "broken", "broken");
    TestCommandLine run = Backfills.run(input, output, "--max-errors", "50%");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("3 dead letters came, more than --max-errors 50.0%");

    assertThat(Backfills.run(input, output, "--max-errors", "80%").exitCode()).isZero();
  }

  @Test
  void writesParquetAndPackedLinesAndReadsParquetAgain() throws Exception {
    write("1.jsonl", Backfills.request("a", "q", "one", "two"), Backfills.request("b", "q"));
    Path parquet = folder.resolve("parquet");
    assertThat(Backfills.run(input, parquet, "--output-format", "parquet").exitCode()).isZero();
    List<String> rows = new ArrayList<>();
    for (Path file : Backfills.files(parquet, "results-")) {
      for (Map<String, Object> row : ParquetFiles.rows(file)) {
        rows.add(row.get("query_id") + " " + ((List<?>) row.get("results")).size());
      }
    }
    assertThat(rows).containsExactlyInAnyOrder("a 2", "b 0");

    Path packed = folder.resolve("packed");
    assertThat(Backfills.run(input, packed, "--output-format", "jsonl.gz").exitCode()).isZero();
    StringBuilder text = new StringBuilder();
    for (Path file : Backfills.files(packed, "results-")) {
      assertThat(file.toString()).endsWith(".jsonl.gz");
      try (var in = new GZIPInputStream(Files.newInputStream(file))) {
        text.append(new String(in.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    assertThat(text.toString().lines()).hasSize(2).allMatch(line -> line.endsWith("}"));
  }

  @Test
  void joinsTrecRunsWithTheirTextsAndWritesARun() throws Exception {
    write("queries.tsv", "q1\trent in canada", "q2\tbread", "q1\tagain", "q4\tflat");
    write(
        "corpus.jsonl",
        "{\"_id\":\"d1\",\"title\":\"Rent\",\"text\":\"by province\"}",
        "{\"_id\":\"d2\",\"text\":\"oven\"}");
    write(
        "bm25.run",
        "# my favourite run",
        "q1 Q0 d1 1.0 9.5 bm25",
        "q1 Q0 d2 2 8.5 bm25",
        "q2 Q0 d2 1 3.0 bm25",
        "q2 Q0 gone 2 2.0 bm25",
        "q3 Q0 d1 1 1.0 bm25",
        "four fields only x",
        "q4\td1\t1",
        "q4\td2\t2");

    TestCommandLine run =
        Backfills.run(
            input.resolve("bm25.run"),
            output,
            "--queries",
            input.resolve("queries.tsv").toString(),
            "--corpus",
            input.resolve("corpus.jsonl").toString(),
            "--output-format",
            "trec");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(Backfills.lines(output, "results-"))
        .hasSize(5)
        .anyMatch(line -> line.matches("q4 Q0 d[12] 2 .*"))
        .anyMatch(line -> line.matches("q1 Q0 d[12] 1 0\\.\\d+(E-\\d+)? gte-tiny"))
        .anyMatch(line -> line.matches("q1 Q0 d[12] 2 0\\.\\d+(E-\\d+)? gte-tiny"))
        .anyMatch(line -> line.startsWith("q2 Q0 d2 1 "));
    assertThat(Backfills.deadLetters(output))
        .satisfiesExactly(
            l ->
                assertThat(l).contains("DUPLICATE_TEXT", "query_id q1", "queries.tsv\",\"line\":3"),
            l -> assertThat(l).contains("MALFORMED_LINE", "4 fields", "bm25.run\",\"line\":7"),
            l -> assertThat(l).contains("MISSING_TEXT", "doc_id gone", "bm25.run\",\"line\":5"),
            l -> assertThat(l).contains("MISSING_TEXT", "query_id q3", "bm25.run\",\"line\":6"));
    JsonNode report = Backfills.report(output);
    assertThat(report.get("records").asInt()).isEqualTo(8);
    assertThat(report.get("results_incomplete").asInt()).isZero();
  }

  /** One group may be open at a time: none may wait for a line that was refused. */
  @ParameterizedTest
  @ValueSource(strings = {"1", "2"})
  void aCorpusThatLacksDocumentsLeavesNoGroupOpen(String parallelism) throws Exception {
    List<String> queries = new ArrayList<>();
    List<String> run = new ArrayList<>();
    int texts = 0;
    for (int i = 0; i < 30; i++) {
      queries.add("q" + i + "\tquery " + i);
      // The first, the last, one between, or all are not in the corpus.
      for (int d = 0; d < 4; d++) {
        boolean gone = i % 5 == 4 || d == i % 5;
        texts += gone ? 0 : 1;
        run.add("q%d Q0 %s%d %d 1.0 x".formatted(i, gone ? "gone" : "d", d, d));
      }
      run.add("q%d Q0 long 5 1.0 x".formatted(i));
      if (i % 5 != 4) {
        // Again, before and after others.
        run.add("q%d Q0 d%d 6 1.0 x".formatted(i, (i % 5 + 1) % 4));
        run.add("q%d Q0 gone%d 7 1.0 x".formatted(i, i % 5));
      }
    }
    for (int d = 0; d < 9; d++) {
      run.add("q-many Q0 d%d %d 1.0 x".formatted(d % 4, d));
    }
    queries.add("q-many\tmany");
    write("queries.tsv", queries.toArray(String[]::new));
    write("corpus.tsv", "d0\tzero", "d1\tone", "d2\ttwo", "d3\tthree", "long\t" + "x".repeat(99));
    write("bm25.run", run.toArray(String[]::new));

    TestCommandLine done =
        Backfills.run(
            input.resolve("bm25.run"),
            output,
            "--queries",
            input.resolve("queries.tsv").toString(),
            "--corpus",
            input.resolve("corpus.tsv").toString(),
            "-D",
            "rerank.limits.text-chars=50",
            "-D",
            "rerank.limits.candidates=8",
            "-D",
            // Two subtasks may be at different queries.
            "rerank.limits.open-groups=" + (parallelism.equals("1") ? "1" : "100000"),
            "--parallelism",
            parallelism);

    assertThat(done.exitCode()).as(done.err()).isZero();
    // Six queries have no document at all.
    assertThat(Backfills.results(output))
        .hasSize(25)
        .allMatch(result -> result.contains("\"complete\":true"));
    JsonNode report = Backfills.report(output);
    assertThat(report.get("candidates").asInt()).isEqualTo(texts + 4);
    assertThat(report.get("candidates_superseded").asInt()).isEqualTo(24 + 4);
    JsonNode codes = report.get("dead_letters_by_code");
    assertThat(codes.get("TEXT_TOO_LONG").asInt()).isEqualTo(30);
    assertThat(codes.get("TOO_MANY_CANDIDATES").asInt()).isEqualTo(1);
    assertThat(codes.get("MISSING_TEXT").asInt()).isEqualTo(120 - texts + 24);
    assertThat(codes).hasSize(3);
    assertThat(report.get("records").asInt())
        .isEqualTo(
            report.get("candidates").asInt()
                + report.get("candidates_superseded").asInt()
                + report.get("dead_letters").asInt());
  }

  @Test
  void nothingScoredIsNoSuccess() throws Exception {
    write("1.jsonl", "broken", "{\"query_id\":1}");

    for (int attempt = 0; attempt < 2; attempt++) {
      TestCommandLine refused = Backfills.run(input, output);
      assertThat(refused.exitCode()).isEqualTo(1);
      assertThat(refused.err())
          .contains("nothing was scored", "{INVALID_JSON=1, MISSING_QUERY=1}", "_dead-letters");
      assertThat(output.resolve("_SUCCESS")).doesNotExist();
      assertThat(Backfills.report(output).get("dead_letters").asInt()).isEqualTo(2);
      assertThat(Backfills.deadLetters(output)).hasSize(2);
    }

    write("1.jsonl", "{\"query_id\":1,\"query\":\"q\",\"candidates\":[{\"doc_id\":1,\"text\":7}]}");
    TestCommandLine failed = Backfills.run(input, output, "--overwrite");
    assertThat(failed.exitCode()).isEqualTo(1);
    assertThat(failed.err()).contains("nothing was scored", "\"failed\"");
    assertThat(output.resolve("_SUCCESS")).doesNotExist();

    write("1.jsonl", Backfills.request("a", "q"), "broken");
    assertThat(Backfills.run(input, output, "--overwrite").exitCode()).isZero();
    write("1.jsonl");
    assertThat(Backfills.run(input, output, "--overwrite").exitCode()).isZero();
    assertThat(output.resolve("_SUCCESS")).exists();
  }

  /** A client that died after its job's end; what the job left says so. */
  @Test
  void aFinishedJobWithoutReportIsNotDoneAgain() throws Exception {
    write("1.jsonl", Backfills.request("a", "q", "one"), "broken");
    assertThat(Backfills.run(input, output).exitCode()).isZero();
    JsonNode whole = Backfills.report(output);
    List<Path> results = Backfills.files(output, "results-");
    Files.delete(output.resolve("_SUCCESS"));
    Files.delete(output.resolve("_report.json"));
    Files.writeString(
        output.resolve("_riverrank/counts.json"),
        "{\"records\":2,\"results\":1,\"candidates\":1,\"dead-letters INVALID_JSON\":1}");

    TestCommandLine again = Backfills.run(input, output);

    assertThat(again.exitCode()).as(again.err()).isZero();
    assertThat(again.err()).contains("The job had finished; only its report was missing.");
    assertThat(Backfills.files(output, "results-")).isEqualTo(results);
    assertThat(output.resolve("_SUCCESS")).exists();
    assertThat(output.resolve("_riverrank/counts.json")).doesNotExist();
    for (String count : List.of("records", "results", "candidates", "dead_letters")) {
      assertThat(Backfills.report(output).get(count)).isEqualTo(whole.get(count));
    }
  }

  @Test
  void whatTheFileSystemRefuses() throws Exception {
    // A folder, whatever its name says.
    Files.createDirectories(input.resolve("a.jsonl"));
    write("a.jsonl/b.jsonl", Backfills.request("b", "q", "one"));
    assertThat(Backfills.run(input, output).exitCode()).isZero();
    assertThat(Backfills.results(output)).hasSize(1);
    assertThat(output.resolve("_riverrank/checkpoints")).doesNotExist();

    Path file = Files.writeString(folder.resolve("file"), "");
    TestCommandLine refused = Backfills.run(input, file.resolve("out"));
    assertThat(refused.exitCode()).as(refused.err()).isEqualTo(2);
    assertThat(refused.err()).contains("can't be written");
  }
}
