package io.riverrank.tools;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.riverrank.job.commandline.ExitCodes;
import io.riverrank.job.testing.TestCommandLine;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every command has the same idea of what a text file is. */
class TextInputTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** Of every command: a pair, a document, a labelled pair, a request. */
  private static final String LINE =
      "{\"query_id\":\"%1$d\",\"query\":\"größe %1$d\",\"document\":\"日本 %1$d\",\"text\":\"日本 %1$d\",\"label\":%2$d}";

  private static final List<String> COMMANDS = List.of("score", "rank", "evaluate");

  @TempDir Path folder;

  private TestCommandLine run(String command, String input) {
    String out = folder.resolve("out").toString();
    return switch (command) {
      case "score" -> TestTools.run("score", "--input", input, "--output", out);
      case "rank" -> TestTools.run("rank", "--query", "größe", "--documents", input, "--json");
      case "evaluate" -> TestTools.run("evaluate", "--input", input, "--json", out);
      case "demo" -> TestTools.run("demo", "--input", input);
      case "bench" -> TestTools.run("bench", "--input", input);
      default -> throw new AssertionError(command);
    };
  }

  /** What a command made of its input. */
  private JsonNode result(String command, Path input) throws Exception {
    TestCommandLine run = run(command, input.toString());
    assertThat(run.exitCode()).as(command + " " + run.err()).isZero();
    if (command.equals("rank")) {
      return MAPPER.readTree(run.out());
    }
    return MAPPER.readTree(
        "score".equals(command)
            ? "[" + String.join(",", Files.readAllLines(folder.resolve("out"))) + "]"
            : MAPPER.readTree(folder.resolve("out").toFile()).at("/metrics").toString());
  }

  private static String text() {
    return LINE.formatted(1, 1) + "\n" + LINE.formatted(2, 0) + "\n" + LINE.formatted(3, 1) + "\n";
  }

  @ParameterizedTest
  @ValueSource(strings = {"score", "rank", "evaluate"})
  void marksEncodingsBlankLinesAndPackingChangeNothing(String command) throws Exception {
    JsonNode expected = result(command, Files.writeString(folder.resolve("a.jsonl"), text()));

    for (String charset : List.of("UTF-8", "UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE")) {
      Path marked = folder.resolve(charset + ".jsonl");
      Files.writeString(marked, "\uFEFF" + text(), Charset.forName(charset));
      assertThat(result(command, marked)).as(charset).isEqualTo(expected);
    }
    String spaced = "\n" + text().replace("\n", "\r\n \t\r\n") + "\n";
    Path blank = Files.writeString(folder.resolve("blank.jsonl"), spaced);
    assertThat(result(command, blank)).isEqualTo(expected);
    Path packed = folder.resolve("packed.jsonl.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
      out.write(text().getBytes(StandardCharsets.UTF_8));
    }
    assertThat(result(command, packed)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"ISO-8859-1,not UTF-8", "UTF-16LE,looks like UTF-16"})
  void otherBytesAreRefusedByNameOfLine(String charset, String message) throws Exception {
    Path file = folder.resolve("other.jsonl");
    String text = text().replace("日本", "Straße");
    Files.write(file, text.getBytes(Charset.forName(charset)));
    for (String command : List.of("score", "rank", "evaluate", "demo", "bench")) {
      TestCommandLine run = run(command, file.toString());
      assertThat(run.exitCode()).as(command).isEqualTo(ExitCodes.FAILED);
      assertThat(run.err()).as(command).contains("other.jsonl, line 1 ", message).hasLineCount(1);
    }
  }

  @Test
  void aPipeIsNoOther() throws Exception {
    InputStream before = System.in;
    PrintStream out = System.out;
    try {
      for (String command : COMMANDS) {
        System.setIn(new ByteArrayInputStream(text().getBytes(StandardCharsets.ISO_8859_1)));
        System.setOut(new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));
        TestCommandLine run = run(command, "-");
        assertThat(run.exitCode()).as(command).isEqualTo(ExitCodes.FAILED);
        assertThat(run.err()).as(command).contains("standard input, line 1 has bytes that are not");
      }
    } finally {
      System.setIn(before);
      System.setOut(out);
    }
  }

  @Test
  void twoObjectsOnALineAreRefusedByNameOfLine() throws Exception {
    String glued = text().replaceFirst("\\}\n\\{\"query_id\":\"3", "}{\"query_id\":\"3");
    Path file = Files.writeString(folder.resolve("glued.jsonl"), glued);
    for (String command : COMMANDS) {
      TestCommandLine run = run(command, file.toString());
      assertThat(run.exitCode()).as(command).isEqualTo(ExitCodes.FAILED);
      assertThat(run.err()).as(command).contains("glued.jsonl, line 2 has text after its JSON");
    }
  }

  /** Whoever counts them counts the pairs that were scored. */
  @Test
  void scoresAreALineEach() throws Exception {
    Path out = folder.resolve("out");
    run("score", Files.writeString(folder.resolve("some.jsonl"), text()).toString());
    assertThat(Files.readString(out)).endsWith("}\n").hasLineCount(3);

    run("score", Files.writeString(folder.resolve("none.jsonl"), "").toString());
    assertThat(out).isEmptyFile();

    run("score", Files.writeString(folder.resolve("bad.jsonl"), "{").toString());
    assertThat(out).isEmptyFile();
  }

  @Test
  void filesOfOthers() throws Exception {
    Path bom = Path.of(TextInputTest.class.getResource("bom.jsonl").toURI());
    assertThat(result("score", bom)).hasSize(4);
    Path glued = Path.of(TextInputTest.class.getResource("glued.jsonl").toURI());
    assertThat(run("score", glued.toString()).err())
        .contains("line 2 has text after its JSON; write one value a line");
  }

  @Test
  void rankKeepsTheNumbersOfLinesAndTakesNoBlankOne() throws Exception {
    Path file = Files.writeString(folder.resolve("d.txt"), "\uFEFFone\n\ntwo\n \n\n");
    TestCommandLine table = TestTools.run("rank", "--query", "q", "--documents", file.toString());
    assertThat(table.out()).contains("one", "two").doesNotContain("\uFEFF");
    assertThat(table.out().lines().filter(l -> l.contains("two")).toList().get(0)).contains(" 3 ");
    TestCommandLine json = run("rank", file.toString());
    assertThat(MAPPER.readTree(json.out()).findValuesAsText("corpus_id"))
        .containsExactlyInAnyOrder("0", "1");
  }
}
