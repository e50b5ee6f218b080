package io.riverrank.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeadLetterHeadersTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``                                                     | ``",
        "trace                                                  | trace",
        "trace error.code error.message source.topic            | trace",
        "error.code source.size source.sha256                   | ``",
        // An original with headers of these names, and one that was a dead letter before.
        "source.topic error.code source.topic                   | source.topic",
        "error.code source.topic error.code source.topic        | error.code source.topic",
        // Added by others on the way.
        "trace error.code source.offset span                    | trace span",
      })
  void findsTheHeadersOfTheOriginal(String sent, String original) {
    assertThat(DeadLetterHeaders.original(headers(sent))).isEqualTo(headers(original));
  }

  @Test
  void givesBackWhatWasThereBeforeEncoding() {
    List<MessageHeader> original = headers("trace source.topic error.code");
    SourceRecord source = new SourceRecord("t", 0, 0, 0, null, new byte[9_000], original);
    DeadLetter letter = new DeadLetter(DeadLetterCode.INVALID_JSON, "bad", source);

    for (int limit : new int[] {5_000, 50_000}) {
      EncodedMessage encoded = new DeadLetterEncoder(limit).encode(letter);
      assertThat(DeadLetterHeaders.original(encoded.headers())).isEqualTo(original);
      assertThat(DeadLetterHeaders.isValueLeftOut(encoded.headers())).isEqualTo(limit == 5_000);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "error.code",
        "error.message",
        "source.topic",
        "source.partition",
        "source.offset",
        "source.size",
        "source.sha256",
      })
  void knowsItsOwn(String name) {
    assertThat(DeadLetterHeaders.isOwn(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "traceparent", "source.timestamp", "Error.Code"})
  void knowsOthers(String name) {
    assertThat(DeadLetterHeaders.isOwn(name)).isFalse();
  }

  private static List<MessageHeader> headers(String names) {
    return names.isEmpty()
        ? List.of()
        : Arrays.stream(names.split(" ")).map(name -> new MessageHeader(name, null)).toList();
  }
}
