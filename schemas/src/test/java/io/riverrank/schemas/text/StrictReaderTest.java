package io.riverrank.schemas.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StrictReaderTest {

  private static final String TEXT = "Miete in Köln\r\n\n 日本 🚲\n\t\nlast";

  private static byte[] bytes(String text, String charset, boolean mark) {
    return ((mark ? "\uFEFF" : "") + text).getBytes(Charset.forName(charset));
  }

  /** A byte at a time, as a pipe may give them. */
  private static InputStream slow(byte[] bytes) {
    return new ByteArrayInputStream(bytes) {
      @Override
      public synchronized int read(byte[] target, int offset, int length) {
        return super.read(target, offset, Math.min(length, 1));
      }
    };
  }

  private static String read(InputStream in) throws IOException {
    StringWriter text = new StringWriter();
    try (StrictReader reader = new StrictReader(in)) {
      reader.transferTo(text);
    }
    return text.toString();
  }

  @ParameterizedTest
  @CsvSource({
    "UTF-8,false",
    "UTF-8,true",
    "UTF-16LE,true",
    "UTF-16BE,true",
    "UTF-32LE,true",
    "UTF-32BE,true"
  })
  void everyMarkedEncodingIsRead(String charset, boolean mark) throws Exception {
    for (String text : List.of("", "a", TEXT, TEXT.repeat(20_000))) {
      byte[] bytes = bytes(text, charset, mark);
      assertThat(read(new ByteArrayInputStream(bytes))).isEqualTo(text);
      assertThat(read(slow(bytes))).isEqualTo(text);
    }
  }

  @Test
  void linesAreNumberedAndBlankOnesPassedOver() throws Exception {
    List<String> lines = new ArrayList<>();
    InputStream in = new ByteArrayInputStream(bytes(TEXT, "UTF-16LE", true));
    try (TextLines text = new TextLines(new StrictReader(in))) {
      for (String line = text.next(); line != null; line = text.next()) {
        lines.add(text.number() + line);
      }
    }
    assertThat(lines).containsExactly("1Miete in Köln", "3 日本 🚲", "5last");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 30_000})
  void otherBytesAreAnErrorThatNamesTheLine(int line) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write("größe\n".repeat(line - 1).getBytes(StandardCharsets.UTF_8));
    bytes.write("größe\n".getBytes(StandardCharsets.ISO_8859_1));
    for (InputStream in : List.of(slow(bytes.toByteArray()), stream(bytes))) {
      try (TextLines lines = new TextLines(new StrictReader(in))) {
        assertThatThrownBy(
                () -> {
                  while (lines.next() != null) {
                    assertThat(lines.number()).isLessThan(line);
                  }
                })
            .isInstanceOf(MalformedTextException.class)
            .hasMessageStartingWith("line " + line + " has bytes that are not UTF-8")
            .hasMessageContaining("0xf6");
      }
    }
  }

  private static InputStream stream(ByteArrayOutputStream bytes) {
    return new ByteArrayInputStream(bytes.toByteArray());
  }

  @Test
  void aCutCharacterAtTheEndIsAnError() {
    assertThatThrownBy(() -> read(slow(new byte[] {'a', '\n', (byte) 0xC3})))
        .hasMessageStartingWith("line 2 has bytes that are not UTF-8");
    byte[] odd = {(byte) 0xFF, (byte) 0xFE, 'a', 0, 'b'};
    assertThatThrownBy(() -> read(slow(odd))).hasMessageStartingWith("line 1 has bytes that are");
  }

  @Test
  void whatIsNoTextIsNamed() {
    assertThatThrownBy(() -> read(slow(bytes("{}", "UTF-16LE", false))))
        .hasMessageContaining("looks like UTF-16");
    assertThatThrownBy(() -> read(slow(bytes("{}", "UTF-16BE", false))))
        .hasMessageContaining("looks like UTF-16");
    assertThatThrownBy(() -> read(slow(new byte[] {0x1F, (byte) 0x8B, 8, 0})))
        .hasMessageContaining("the file is compressed");
  }
}
