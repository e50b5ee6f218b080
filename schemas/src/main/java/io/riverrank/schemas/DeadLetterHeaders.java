package io.riverrank.schemas;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The headers that a dead letter adds after the original's own; all values are UTF-8 text.
 *
 * <p>{@link #ERROR_CODE} is always the first of them, so the last header of that name is where the
 * original's end: an original that was a dead letter before, or has headers of these names itself,
 * keeps them.
 */
public final class DeadLetterHeaders {

  /** A {@link DeadLetterCode}. */
  public static final String ERROR_CODE = "error.code";

  /** One sentence: what was wrong, where, and what to do. */
  public static final String ERROR_MESSAGE = "error.message";

  public static final String SOURCE_TOPIC = "source.topic";
  public static final String SOURCE_PARTITION = "source.partition";
  public static final String SOURCE_OFFSET = "source.offset";

  /** Bytes of the original value; only where the value had to be left out. */
  public static final String SOURCE_SIZE = "source.size";

  /** Hex SHA-256 of the original value; only where the value had to be left out. */
  public static final String SOURCE_SHA256 = "source.sha256";

  private static final Set<String> OWN =
      Set.of(
          ERROR_CODE,
          ERROR_MESSAGE,
          SOURCE_TOPIC,
          SOURCE_PARTITION,
          SOURCE_OFFSET,
          SOURCE_SIZE,
          SOURCE_SHA256);

  private DeadLetterHeaders() {}

  /** Whether dead letters add headers of this name. */
  public static boolean isOwn(String name) {
    return OWN.contains(name);
  }

  /**
   * The headers of the original message: what to send when a dead letter goes back to the requests
   * topic. Headers that others added to the dead letter stay.
   */
  public static List<MessageHeader> original(List<MessageHeader> headers) {
    int added = firstAdded(headers);
    return IntStream.range(0, headers.size())
        .filter(i -> i < added || !isOwn(headers.get(i).name()))
        .mapToObj(headers::get)
        .toList();
  }

  /** Whether the original value was too large and isn't there to be sent back. */
  public static boolean isValueLeftOut(List<MessageHeader> headers) {
    return headers.subList(firstAdded(headers), headers.size()).stream()
        .anyMatch(header -> header.name().equals(SOURCE_SHA256));
  }

  /** The index of the first header that the dead letter added; the size if it isn't one. */
  private static int firstAdded(List<MessageHeader> headers) {
    for (int i = headers.size() - 1; i >= 0; i--) {
      if (headers.get(i).name().equals(ERROR_CODE)) {
        return i;
      }
    }
    return headers.size();
  }
}
