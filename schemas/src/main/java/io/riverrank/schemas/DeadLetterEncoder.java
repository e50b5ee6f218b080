package io.riverrank.schemas;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Writes dead letters: the original key, value and headers byte for byte, followed by {@link
 * DeadLetterHeaders}. What makes the message larger than the log takes is left out. Thread safe.
 */
public final class DeadLetterEncoder {

  /** Below this the added headers alone may not fit. */
  public static final int MIN_MESSAGE_BYTES = 4_096;

  private static final int MAX_ERROR_CHARS = 600;

  private final int maxMessageBytes;

  /**
   * @param maxMessageBytes the largest {@link EncodedMessage#sizeBytes()} to make
   * @throws IllegalArgumentException below {@link #MIN_MESSAGE_BYTES}
   */
  public DeadLetterEncoder(int maxMessageBytes) {
    if (maxMessageBytes < MIN_MESSAGE_BYTES) {
      throw new IllegalArgumentException(
          "dead letters of at most "
              + maxMessageBytes
              + " bytes have no room for the reason; allow at least "
              + MIN_MESSAGE_BYTES);
    }
    this.maxMessageBytes = maxMessageBytes;
  }

  /**
   * The whole original if it fits. If not, {@code source.size} and {@code source.sha256} stand for
   * the value, and where that isn't enough the original's headers, then its key, are left out.
   */
  public EncodedMessage encode(DeadLetter letter) {
    SourceRecord source = letter.source();
    List<MessageHeader> reason = reason(letter);
    EncodedMessage whole = message(source, source.key(), source.value(), source.headers(), reason);
    if (fits(whole)) {
      return whole;
    }
    if (source.value() != null) {
      reason.add(header(DeadLetterHeaders.SOURCE_SIZE, source.value().length));
      reason.add(header(DeadLetterHeaders.SOURCE_SHA256, sha256(source.value())));
    }
    EncodedMessage withoutValue = message(source, source.key(), null, source.headers(), reason);
    if (fits(withoutValue)) {
      return withoutValue;
    }
    EncodedMessage withKey = message(source, source.key(), null, List.of(), reason);
    return fits(withKey) ? withKey : message(source, null, null, List.of(), reason);
  }

  private boolean fits(EncodedMessage message) {
    return message.sizeBytes() <= maxMessageBytes;
  }

  private static EncodedMessage message(
      SourceRecord source,
      byte[] key,
      byte[] value,
      List<MessageHeader> original,
      List<MessageHeader> added) {
    List<MessageHeader> headers = new ArrayList<>(original.size() + added.size());
    headers.addAll(original);
    headers.addAll(added);
    return new EncodedMessage(key, value, headers, source.timestampMs());
  }

  private static List<MessageHeader> reason(DeadLetter letter) {
    SourceRecord source = letter.source();
    List<MessageHeader> reason = new ArrayList<>();
    reason.add(header(DeadLetterHeaders.ERROR_CODE, letter.code()));
    reason.add(
        header(DeadLetterHeaders.ERROR_MESSAGE, Excerpt.of(letter.message(), MAX_ERROR_CHARS)));
    reason.add(header(DeadLetterHeaders.SOURCE_TOPIC, source.topic()));
    reason.add(header(DeadLetterHeaders.SOURCE_PARTITION, source.partition()));
    reason.add(header(DeadLetterHeaders.SOURCE_OFFSET, source.offset()));
    return reason;
  }

  private static MessageHeader header(String name, Object text) {
    return new MessageHeader(name, text.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
