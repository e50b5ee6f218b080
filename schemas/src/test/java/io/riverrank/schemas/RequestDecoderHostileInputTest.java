package io.riverrank.schemas;

import static io.riverrank.schemas.DeadLetterCode.INVALID_ID;
import static io.riverrank.schemas.DeadLetterCode.INVALID_JSON;
import static io.riverrank.schemas.DeadLetterCode.INVALID_UTF8;
import static io.riverrank.schemas.DeadLetterCode.JSON_LIMIT;
import static io.riverrank.schemas.DeadLetterCode.MESSAGE_TOO_LARGE;
import static io.riverrank.schemas.DeadLetterCode.TOMBSTONE;
import static io.riverrank.schemas.DeadLetterCode.TOO_MANY_CANDIDATES;
import static io.riverrank.schemas.Messages.LIMITS;
import static io.riverrank.schemas.Messages.candidates;
import static io.riverrank.schemas.Messages.deadLetter;
import static io.riverrank.schemas.Messages.event;
import static io.riverrank.schemas.Messages.message;
import static io.riverrank.schemas.Messages.whole;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes that are no request at all, and requests made to exhaust the reader. */
class RequestDecoderHostileInputTest {

  private static final RequestLimits LARGE_LIMITS =
      new RequestLimits(20 << 20, 200_000, 20 << 20, 100, 100, 0);

  @Test
  void aTombstoneIsADeadLetter() {
    assertThat(deadLetter(message((byte[]) null)).code()).isEqualTo(TOMBSTONE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``                       | the value is empty; send one JSON object",
        "` \n\t `                 | the value is empty; send one JSON object",
        "null                     | the value starts with something else than an object at line 1, column 1; send one JSON object",
        "42                       | the value starts with something else than an object at line 1, column 1; send one JSON object",
        "` [{}]`                  | the value starts with something else than an object at line 1, column 2; send one JSON object",
        "`\"{}\"`                 | the value is a JSON string and not an object; if the object is in it, it was encoded twice: send it as it is",
        "hello                    | the value is not JSON at line 1, column 1: Unrecognized token 'hello': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')",
        "{                        | the value is not JSON at line 1, column 2: Unexpected end-of-input: expected close marker for Object (start marker at line 1, column 1)",
        "`{\n \"a\":}`            | the value is not JSON at line 2, column 6: Unexpected character ('}' (code 125)): expected a value",
        "{\"a\":1                 | the value is not JSON at line 1, column 7: Unexpected end-of-input: expected close marker for Object (start marker at line 1, column 1)",
        "{\"a\":\"b               | the value is not JSON at line 1, column 8: Unexpected end-of-input: was expecting closing quote for a string value",
        "{'a':1}                  | the value is not JSON at line 1, column 2: Unexpected character (''' (code 39)): was expecting double-quote to start field name",
      })
  void saysWhereTheJsonIsWrong(String value, String sentence) {
    DeadLetter letter = deadLetter(message(value));
    assertThat(letter.message()).isEqualTo(sentence);
    assertThat(letter.code()).isEqualTo(INVALID_JSON);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{]",
        "{\"a\" 1}",
        "{\"a\":1,}",
        "{\"a\":[1,]}",
        "{\"a\":01}",
        "{\"a\":+1}",
        "{\"a\":-}",
        "{\"a\":.5}",
        "{\"a\":1.}",
        "{\"a\":1e}",
        "{\"a\":Nan}",
        "{\"a\":\"\\x\"}",
        "{\"a\":\"\\u12\"}",
        "{\"a\":\"\n\"}",
        "{\"a\":\"\u0000\"}",
        "{/* a */}",
        "{\"a\":tru}",
        "{\"metadata\":{\"a\":}}",
        "{\"metadata\":{\"\\ud83d\":1}}",
        "\u0000\u0000\u0000\u0000",
        "\u00a0{}",
        "}",
      })
  void refusesWhatIsNotJson(String value) {
    assertThat(deadLetter(message(value)).code()).isEqualTo(INVALID_JSON);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "{}", ",", "]", "}", "\u0000", "\"", "1e", "\uFEFF", "//", " null"})
  void refusesTextAfterTheObject(String trailing) {
    DeadLetter letter = deadLetter(candidates("") + trailing);
    assertThat(letter.code()).isEqualTo(INVALID_JSON);
    assertThat(letter.message())
        .isEqualTo(
            "there is text after the object that ends before line 1, column 45;"
                + " send one JSON object a message");
  }

  @Test
  void acceptsWhiteSpaceAroundTheObject() {
    assertThat(event(" \r\n\t" + candidates("") + " \r\n\t ").queryId()).isEqualTo("q");
  }

  @ParameterizedTest
  @CsvSource({
    "an overlong slash, c0af",
    "an overlong NUL, c080",
    "an overlong three-byte form, e080af",
    "a surrogate of CESU-8, eda0bdedb880",
    "a lone surrogate, eda0bd",
    "past the last code point, f4908080",
    "a continuation byte alone, 80",
    "a byte that never occurs, ff",
    "Latin-1, e92e",
  })
  void refusesWhatIsNotUtf8(String what, String hex) {
    byte[] bad = HexFormat.of().parseHex(hex);
    byte[] value =
        concat(
            "{\"query_id\":\"q\",\"query\":\"".getBytes(UTF_8),
            bad,
            "\",\"candidates\":[]}".getBytes(UTF_8));

    DeadLetter letter = deadLetter(message(value));
    assertThat(letter.code()).as(what).isEqualTo(INVALID_UTF8);
    assertThat(letter.message()).contains("at offset 25 (0x" + hex.substring(0, 2) + ")");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void refusesACutSequenceAtTheEnd(int kept) {
    byte[] emoji = "😀".getBytes(UTF_8);
    byte[] value = concat(candidates("").getBytes(UTF_8), Arrays.copyOf(emoji, kept), new byte[0]);
    assertThat(deadLetter(message(value)).code()).isEqualTo(INVALID_UTF8);
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "x-UTF-16LE-BOM"})
  void namesUtf16(String charset) {
    DeadLetter letter = deadLetter(message(candidates("").getBytes(Charset.forName(charset))));
    assertThat(letter.code()).isEqualTo(INVALID_UTF8);
    assertThat(letter.message()).contains("looks like UTF-16");
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-32BE", "UTF-32LE", "IBM037"})
  void refusesOtherCharsets(String charset) {
    deadLetter(message(candidates("").getBytes(Charset.forName(charset))));
  }

  @Test
  void acceptsOneByteOrderMark() {
    QueryEvent event = event("\uFEFF" + whole("\"metadata\":{\"é\":1}"));
    assertThat(event.metadata()).isEqualTo("{\"é\":1}");
    assertThat(deadLetter("\uFEFF\uFEFF" + candidates("")).code()).isEqualTo(INVALID_JSON);
    assertThat(deadLetter("\uFEFF").code()).isEqualTo(INVALID_JSON);
  }

  @Test
  void keepsTheByteOrderMarkInsideATextOrId() {
    assertThat(event("{\"query_id\":\"\uFEFF\",\"query\":\"\uFEFF\",\"candidates\":[]}"))
        .extracting(QueryEvent::queryId, QueryEvent::query)
        .containsExactly("\uFEFF", "\uFEFF");
  }

  @Test
  void refusesTenMegabytes() {
    byte[] value = new byte[10 << 20];
    Arrays.fill(value, (byte) ' ');
    DeadLetter letter = deadLetter(message(value));
    assertThat(letter.code()).isEqualTo(MESSAGE_TOO_LARGE);
    assertThat(letter.message())
        .isEqualTo(
            "the value has 10485760 bytes, more than the 1048576 of rerank.limits.message-bytes;"
                + " send less or raise the limit");
  }

  @Test
  void readsTenMegabytesWhereTheyAreAllowed() {
    String text = "naïve 😀 \\n".repeat(700_000);
    RequestDecoder decoder = Messages.decoder(LARGE_LIMITS);
    String request = candidates("{\"doc_id\":1,\"text\":\"" + text + "\"}");

    QueryEvent event = (QueryEvent) decoder.decode(message(request));

    assertThat(request.getBytes(UTF_8).length).isGreaterThan(9 << 20);
    assertThat(event.candidates().get(0).text().equals(text.replace("\\n", "\n"))).isTrue();
    assertThat(decoder.decode(message(candidates("")))).isInstanceOf(QueryEvent.class);
  }

  @Test
  void refusesAHundredThousandCandidates() {
    StringBuilder elements = new StringBuilder("{\"doc_id\":0,\"text\":\"\"}");
    for (int i = 1; i < 100_000; i++) {
      elements.append(",{\"doc_id\":").append(i).append(",\"text\":\"\"}");
    }
    SourceRecord source = message(candidates(elements.toString()));
    RequestLimits fewer = new RequestLimits(20 << 20, 99_999, 10, 10, 10, 0);

    assertThat(deadLetter(Messages.decoder(fewer).decode(source)).code())
        .isEqualTo(TOO_MANY_CANDIDATES);
    assertThat(((QueryEvent) Messages.decoder(LARGE_LIMITS).decode(source)).candidates())
        .hasSize(100_000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"%s", "{\"a\":%s", "{\"metadata\":{\"a\":%s", "{\"candidates\":%s"})
  void refusesAHundredThousandLevels(String format) {
    for (String open : new String[] {"[", "{\"a\":"}) {
      String nested = format.formatted(open.repeat(100_000));
      if (nested.startsWith("[")) {
        assertThat(deadLetter(nested).code()).isEqualTo(INVALID_JSON);
      } else {
        DeadLetter letter = deadLetter(nested);
        assertThat(letter.code()).isEqualTo(JSON_LIMIT);
        assertThat(letter.message()).contains("Document nesting depth (11)", "allowed (10)");
      }
    }
  }

  @Test
  void acceptsAsManyLevelsAsTheLimit() {
    assertThat(event(whole("\"a\":" + "[".repeat(9) + "]".repeat(9))).queryId()).isEqualTo("q");
    assertThat(deadLetter(whole("\"a\":" + "[".repeat(10) + "]".repeat(10))).code())
        .isEqualTo(JSON_LIMIT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"query_id", "top_k", "event_time", "unknown", "metadata", "candidates"})
  void refusesANumberOfAMegabyte(String field) {
    String number = "9".repeat(1_000_000);
    DeadLetter letter = deadLetter("{\"" + field + "\":" + number + "}");
    assertThat(letter.code()).isEqualTo(JSON_LIMIT);
    assertThat(letter.message()).contains("Number value length (1000000)");
  }

  @Test
  void refusesANameOfAMegabyte() {
    assertThat(deadLetter("{\"" + "n".repeat(1_000_000) + "\":1}").code()).isEqualTo(JSON_LIMIT);
  }

  @Test
  void manyDistinctNamesAreOnlyUnknownFields() {
    RequestDecoder decoder = Messages.decoder(LIMITS);
    for (int message = 0; message < 20; message++) {
      StringBuilder names = new StringBuilder("\"a\":0");
      for (int i = 0; i < 10_000; i++) {
        names.append(",\"n").append(message).append('-').append(i).append("\":0");
      }
      assertThat(decoder.decode(message(whole(names.toString())))).isInstanceOf(QueryEvent.class);
    }
  }

  @Test
  void quotesAtMostSixtyCharacters() {
    String secret = "s".repeat(900);
    assertThat(deadLetter(whole("\"top_k\":\"" + secret + "\"")).message())
        .contains("s".repeat(59) + "…")
        .doesNotContain("s".repeat(60));
    assertThat(deadLetter(whole("\"top_k\":-" + "9".repeat(900))).message())
        .doesNotContain("9".repeat(60));
    assertThat(deadLetter("{\"query_id\":" + secret + "}").message())
        .doesNotContain("s".repeat(61));
    assertThat(deadLetter(whole("\"top_k\":\"a\\n\\u0000\\ud83d\"")).message())
        .isEqualTo("top_k is the string \"a  \uFFFD\"; send a whole number of at least 1");
  }

  @Test
  void anIdOfAMegabyteIsInvalid() {
    String id = "\"" + "i".repeat(1_000_000) + "\"";
    assertThat(deadLetter("{\"query_id\":" + id + ",\"query\":\"\",\"candidates\":[]}").code())
        .isEqualTo(INVALID_ID);
  }

  @Test
  void aBadMessageLeavesNoTraceInTheNext() {
    RequestDecoder decoder = Messages.decoder(LIMITS);
    SourceRecord good = message(candidates("{\"doc_id\":1,\"text\":\"plain\"}"));
    SourceEvent expected = decoder.decode(good);
    for (String bad :
        new String[] {
          "", "{", "{\"query\":\"\\ud8", "[[[[[[[[[[[[", "{\"a\":" + "9".repeat(2_000)
        }) {
      deadLetter(decoder.decode(message(bad)));
      assertThat(decoder.decode(good)).isEqualTo(expected);
    }
    deadLetter(decoder.decode(message("{}é".getBytes(StandardCharsets.ISO_8859_1))));
    assertThat(decoder.decode(good)).isEqualTo(expected);
  }

  private static byte[] concat(byte[] first, byte[] second, byte[] third) {
    byte[] all = Arrays.copyOf(first, first.length + second.length + third.length);
    System.arraycopy(second, 0, all, first.length, second.length);
    System.arraycopy(third, 0, all, first.length + second.length, third.length);
    return all;
  }
}
