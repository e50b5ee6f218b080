package io.riverrank.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Any original, whatever its headers, goes into a dead letter and comes back by a replay. */
class DeadLetterFuzzTest {

  private static final int MAX_HEADERS = 8;
  private static final int MAX_BYTES = 3_000;

  private static final String[] NAMES = {
    DeadLetterHeaders.ERROR_CODE,
    DeadLetterHeaders.ERROR_MESSAGE,
    DeadLetterHeaders.SOURCE_SHA256,
    DeadLetterHeaders.SOURCE_OFFSET,
    "traceparent",
    "",
  };

  @FuzzTest(maxDuration = "5m")
  void anOriginalComesBack(FuzzedDataProvider data) {
    List<MessageHeader> headers = headers(data);
    byte[] key = bytes(data);
    byte[] value = bytes(data);
    DeadLetterCode code = data.pickValue(DeadLetterCode.values());
    SourceRecord source =
        new SourceRecord("t", data.consumeInt(), data.consumeLong(), 0, key, value, headers);
    DeadLetter letter = new DeadLetter(code, data.consumeRemainingAsString(), source);

    EncodedMessage encoded =
        new DeadLetterEncoder(DeadLetterEncoder.MIN_MESSAGE_BYTES).encode(letter);

    assertThat(encoded.sizeBytes()).isLessThanOrEqualTo(DeadLetterEncoder.MIN_MESSAGE_BYTES);
    boolean leftOut = DeadLetterHeaders.isValueLeftOut(encoded.headers());
    assertThat(encoded.value()).isEqualTo(leftOut ? null : value);
    if (encoded.value() != null) {
      assertThat(encoded.key()).isEqualTo(key);
      assertThat(DeadLetterHeaders.original(encoded.headers())).isEqualTo(headers);
    }
    // What a replay makes of headers that were never a dead letter's.
    assertThat(headers).containsAll(DeadLetterHeaders.original(headers));
  }

  private static List<MessageHeader> headers(FuzzedDataProvider data) {
    List<MessageHeader> headers = new ArrayList<>();
    for (int i = data.consumeInt(0, MAX_HEADERS); i > 0; i--) {
      headers.add(new MessageHeader(data.pickValue(NAMES), bytes(data)));
    }
    return headers;
  }

  private static byte[] bytes(FuzzedDataProvider data) {
    if (data.consumeInt(0, 7) == 0) {
      return null;
    }
    byte[] bytes = new byte[data.consumeInt(0, MAX_BYTES)];
    Arrays.fill(bytes, data.consumeByte());
    return bytes;
  }
}
