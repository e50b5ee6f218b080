package io.riverrank.schemas.trec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrecFormatsTest {

  @Test
  void aRunLineIsReadAndWritten() throws Exception {
    RunLine line = RunLine.parse("q1\tQ0  d-é 3 -1.25e-3 bm25 \r");

    assertThat(line).isEqualTo(new RunLine("q1", "d-é", 3L, -1.25e-3, "bm25"));
    assertThat(RunLine.parse(line.format())).isEqualTo(line);
  }

  @Test
  void judgementsOfTrecAndBeir() throws Exception {
    assertThat(Qrel.parse("q1 0 d1 2")).isEqualTo(new Qrel("q1", "d1", 2));
    assertThat(Qrel.parse("q1\td1\t-1")).isEqualTo(new Qrel("q1", "d1", -1));
    assertThat(Qrel.parse("q1\td1\t2.0")).isEqualTo(new Qrel("q1", "d1", 2));
    assertThat(Qrel.isNone("query-id\tcorpus-id\tscore")).isTrue();
  }

  @Test
  void ranksAreNeverInTheWay() throws Exception {
    assertThat(RunLine.parse("q Q0 d 1.0 0.5 t").rank()).isEqualTo(1);
    assertThat(RunLine.parse("q Q0 d - 0.5 t")).isEqualTo(new RunLine("q", "d", null, 0.5, "t"));
    assertThat(RunLine.parse("q\td\t7")).isEqualTo(new RunLine("q", "d", 7L, -7, ""));
    assertThat(RunLine.parse("q\td\t7").hasScore()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"# version 2", "# judged in November", "#", "\t# 1 2 3 4 5", "#\tx"})
  void commentsAreNone(String line) {
    assertThat(Qrel.isNone(line)).isTrue();
    assertThat(RunLine.isNone(line)).isTrue();
    assertThat(RunLine.isNone(line.replace("#", "#1"))).isFalse();
    assertThat(Qrel.isNone(line.replace("#", "#1"))).isFalse();
  }

  @Test
  void texts() throws Exception {
    assertThat(TextRecord.parseTsv("7\ta text")).isEqualTo(new TextRecord("7", "", "a text"));
    assertThat(TextRecord.parseTsv("7\ttitle\t").titleAndText()).isEqualTo("title");
    assertThat(TextRecord.parse("d1\thttps://example.org\ttitle\tbody"))
        .isEqualTo(new TextRecord("d1", "title", "body"));
    assertThat(TextRecord.parseJson("{\"_id\":7,\"title\":\"t\",\"text\":\"x\",\"metadata\":{}}"))
        .isEqualTo(new TextRecord("7", "t", "x"));
    assertThat(TextRecord.parseJson("{\"id\":\"a\",\"contents\":\"c \\ud800\"}"))
        .isEqualTo(new TextRecord("a", "", "c \uFFFD"));
    assertThat(TextRecord.parseJson("{\"doc_id\":\"a\",\"text\":\"\"}").titleAndText()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "q Q0 d 1 0.5 | it has 5 fields; a line of a run is",
        "q Q0 d 1 0.5 a b | it has 7 fields",
        "q d one | the rank is \"one\"; write a whole number",
        "q d 1.5 | the rank is \"1.5\"; write a whole number",
        "q d 0 | the rank is 0; of three fields the last is a rank from 1",
        "q Q0 d 1 NaN tag | the score is \"NaN\"; write a finite number",
        "q Q0 d 1 1e999 tag | write a finite number",
        "q Q0 d 1 high tag | the score is \"high\"",
      })
  void aWrongRunLineSaysWhat(String line, String message) {
    assertThatThrownBy(() -> RunLine.parse(line)).hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"q d | it has 2 fields", "q 0 d 1.5 | the relevance is \"1.5\""})
  void aWrongJudgementSaysWhat(String line, String message) {
    assertThatThrownBy(() -> Qrel.parse(line)).hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"_id\":1} | no \"text\"",
        "{\"text\":\"x\"} | no \"_id\"",
        "{\"_id\":\" \",\"text\":\"x\"} | the id is empty",
        "{\"_id\":true,\"text\":\"x\"} | no \"_id\"",
        "{\"_id\":1,\"text\":5} | no \"text\" that is a string",
        "[1] | not a JSON object",
        "{\"_id\":1,\"text\":\"x\"} {} | text after the JSON object",
        "{\"_id\" | it is not JSON",
      })
  void aWrongObjectSaysWhat(String line, String message) {
    assertThatThrownBy(() -> TextRecord.parseJson(line)).hasMessageContaining(message);
  }

  @Test
  void aWrongTsvLineSaysWhat() {
    assertThatThrownBy(() -> TextRecord.parseTsv("only")).hasMessageContaining("1 tab-separated");
    assertThatThrownBy(() -> TextRecord.parseTsv("\tx")).hasMessageContaining("the id is empty");
  }

  @Test
  void aReaderNamesTheLineAndGoesOn() throws Exception {
    String text = "\uFEFFq 0 d 1\r\n\r\nnonsense\r\nq 0 e 0";
    try (LineReader<Qrel> reader =
        new LineReader<>("f.qrels", new StringReader(text), Qrel::parse)) {
      assertThat(reader.next()).isEqualTo(new Qrel("q", "d", 1));
      assertThatThrownBy(reader::next)
          .isInstanceOf(MalformedLineException.class)
          .hasMessageStartingWith("f.qrels, line 3: it has 1 field;");
      assertThat(reader.next()).isEqualTo(new Qrel("q", "e", 0));
      assertThat(reader.next()).isNull();
      assertThat(reader.lineNumber()).isEqualTo(4);
    }
  }

  @Test
  void whatARunCantHoldIsRefused() {
    assertThatThrownBy(() -> new RunLine("a query", "d", 1L, 0, "t").format())
        .hasMessageContaining("the query id \"a query\"");
  }
}
