package io.riverrank.schemas;

import static io.riverrank.schemas.DeadLetterEncoder.MIN_MESSAGE_BYTES;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeadLetterEncoderTest {

  private static final byte[] KEY = {1, 2};
  private static final byte[] VALUE = {(byte) 0xFF, 0};
  private static final MessageHeader TRACE = new MessageHeader("traceparent", new byte[] {7});
  private static final MessageHeader EMPTY = new MessageHeader("empty", null);

  private final DeadLetterEncoder encoder = new DeadLetterEncoder(10_000);

  @Test
  void givesBackTheOriginalAndAddsTheReason() {
    EncodedMessage encoded = encoder.encode(letter(KEY, VALUE, List.of(TRACE, EMPTY)));

    assertThat(encoded.key()).isSameAs(KEY);
    assertThat(encoded.value()).isSameAs(VALUE);
    assertThat(encoded.timestampMs()).isEqualTo(Messages.LOG_TIME_MS);
    assertThat(encoded.headers().subList(0, 2)).containsExactly(TRACE, EMPTY);
    assertThat(texts(encoded.headers().subList(2, encoded.headers().size())))
        .containsExactly(
            "error.code=INVALID_JSON",
            "error.message=it isn't — really",
            "source.topic=requests",
            "source.partition=3",
            "source.offset=9000000000");
  }

  @Test
  void givesBackTombstonesAndMissingKeys() {
    EncodedMessage encoded = encoder.encode(letter(null, null, List.of()));
    assertThat(encoded.key()).isNull();
    assertThat(encoded.value()).isNull();
    assertThat(DeadLetterHeaders.isValueLeftOut(encoded.headers())).isFalse();
  }

  @Test
  void leavesOutAValueThatDoesNotFit() {
    EncodedMessage encoded =
        encoder.encode(letter(KEY, "a".repeat(20_000).getBytes(UTF_8), List.of(TRACE)));

    assertThat(encoded.key()).isSameAs(KEY);
    assertThat(encoded.value()).isNull();
    assertThat(encoded.headers().get(0)).isEqualTo(TRACE);
    assertThat(texts(encoded.headers().subList(1, encoded.headers().size())))
        .startsWith("error.code=INVALID_JSON")
        .endsWith(
            "source.size=20000",
            "source.sha256=cc17faaad36649c4603dda4d8ff97cb149722af0bcac0746305a2134ad2d0b97");
    assertThat(DeadLetterHeaders.isValueLeftOut(encoded.headers())).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    // key, value, header bytes of the original | which of them are kept
    "     0,      0,      0, true,  true,  true",
    "  9000,      0,      0, true,  true,  true",
    "     0,   9000,      0, true,  true,  true",
    "  5000,   5000,      0, true,  false, true",
    "  5000,   5000,   5000, true,  false, false",
    " 20000,   5000,      0, false, false, false",
    " 20000,   5000,  20000, false, false, false",
    "     0,   5000,  20000, true,  false, false",
  })
  void keepsWhatFits(
      int key, int value, int header, boolean keepsKey, boolean keepsValue, boolean keepsHeaders) {
    MessageHeader original = new MessageHeader("h", new byte[header]);
    EncodedMessage encoded =
        encoder.encode(letter(new byte[key], new byte[value], List.of(original)));

    assertThat(encoded.key() != null).as("key").isEqualTo(keepsKey);
    assertThat(encoded.value() != null).as("value").isEqualTo(keepsValue);
    assertThat(encoded.headers().contains(original)).as("headers").isEqualTo(keepsHeaders);
    assertThat(encoded.sizeBytes()).isLessThanOrEqualTo(10_000);
  }

  @Test
  void theReasonFitsTheSmallestLimit() {
    SourceRecord source =
        new SourceRecord(
            "t".repeat(249),
            Integer.MAX_VALUE,
            Long.MAX_VALUE,
            0,
            new byte[9_999],
            new byte[9_999],
            List.of());
    DeadLetter letter =
        new DeadLetter(DeadLetterCode.INVALID_CANDIDATE_COUNT, "数".repeat(9_999), source);

    assertThat(new DeadLetterEncoder(MIN_MESSAGE_BYTES).encode(letter).sizeBytes())
        .isLessThanOrEqualTo(MIN_MESSAGE_BYTES);
    assertThatThrownBy(() -> new DeadLetterEncoder(MIN_MESSAGE_BYTES - 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least 4096");
  }

  @Test
  void theReasonIsValidTextOnOneLine() {
    DeadLetter letter =
        new DeadLetter(
            DeadLetterCode.INVALID_JSON, "a\nb\ud83d", letter(KEY, VALUE, List.of()).source());
    assertThat(texts(encoder.encode(letter).headers())).contains("error.message=a b\uFFFD");
  }

  private static DeadLetter letter(byte[] key, byte[] value, List<MessageHeader> headers) {
    return new DeadLetter(
        DeadLetterCode.INVALID_JSON,
        "it isn't — really",
        new SourceRecord("requests", 3, 9_000_000_000L, Messages.LOG_TIME_MS, key, value, headers));
  }

  private static List<String> texts(List<MessageHeader> headers) {
    return headers.stream().map(h -> h.name() + "=" + new String(h.value(), UTF_8)).toList();
  }
}
