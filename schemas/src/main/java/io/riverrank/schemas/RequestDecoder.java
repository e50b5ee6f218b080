package io.riverrank.schemas;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.time.Clock;

/**
 * Makes a {@link QueryEvent} of a message from the requests topic, or a {@link DeadLetter} that
 * says why not; whatever the bytes are, it throws nothing.
 *
 * <p>Not thread safe: buffers are reused from message to message.
 */
public final class RequestDecoder {

  private final RequestLimits limits;
  private final RequestRules rules;
  private final JsonFactory factory;
  private final Utf8Text text = new Utf8Text();

  /**
   * Event times may not be far ahead of this machine's clock.
   *
   * @param limits what is larger than these becomes a dead letter or a rejected candidate
   */
  public RequestDecoder(RequestLimits limits) {
    this(limits, Clock.systemUTC());
  }

  /**
   * @param limits what is larger than these becomes a dead letter or a rejected candidate
   * @param clock what event times, sent or the log's, may not be far ahead of; asked for each
   *     message
   */
  public RequestDecoder(RequestLimits limits, Clock clock) {
    this.limits = limits;
    this.rules = new RequestRules(limits, clock);
    this.factory = JsonReading.newFactory(limits.jsonDepth());
  }

  /**
   * What the message is. The result shares {@code source}, and nothing else, with the message.
   *
   * <p>When several things are wrong, the earliest check decides the code: size, UTF-8, JSON of the
   * whole value, then query_id, query, the kind of candidates, event_time, top_k, metadata and the
   * candidates themselves.
   */
  public SourceEvent decode(SourceRecord source) {
    try {
      return rules.toEvent(read(source), source);
    } catch (InvalidRequest e) {
      return new DeadLetter(e.code(), e.getMessage(), source);
    } catch (RuntimeException e) {
      // A defect of a library must cost one message, not stop the stream at it for ever.
      return new DeadLetter(
          DeadLetterCode.INVALID_JSON,
          "the value made the decoder fail with " + e.getClass().getName() + "; report this value",
          source);
    } finally {
      text.release();
    }
  }

  private RequestFields read(SourceRecord source) throws InvalidRequest {
    byte[] value = source.value();
    if (value == null) {
      throw new InvalidRequest(
          DeadLetterCode.TOMBSTONE, "the message has no value; send a JSON object");
    }
    if (value.length > limits.messageBytes()) {
      throw new InvalidRequest(
          DeadLetterCode.MESSAGE_TOO_LARGE,
          "the value has "
              + value.length
              + " bytes, more than the "
              + limits.messageBytes()
              + " of rerank.limits.message-bytes; send less or raise the limit");
    }
    String wrapping = Wrapping.of(value);
    if (wrapping != null) {
      throw new InvalidRequest(DeadLetterCode.INVALID_JSON, wrapping);
    }
    text.decode(value);
    try (JsonParser parser = factory.createParser(text.chars(), 0, text.length())) {
      try {
        return new RequestReader(parser, text, limits).read();
      } catch (JsonProcessingException e) {
        throw JsonReading.retell(e, parser.currentLocation());
      }
    } catch (IOException e) {
      throw new IllegalStateException("reading from memory can't fail otherwise", e);
    }
  }
}
