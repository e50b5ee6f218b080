package io.riverrank.schemas.monitoring;

import io.riverrank.schemas.FieldReader;
import io.riverrank.schemas.MalformedRecordException;
import io.riverrank.schemas.RecordReader;
import io.riverrank.schemas.RequestLimits;
import java.io.IOException;

/** Reads interactions. Not thread safe: buffers are reused from message to message. */
public final class InteractionReader {

  private final RequestLimits limits;
  private final RecordReader<Interaction> reader;
  private long timestampMs;

  /**
   * @param limits of ids and nesting; and what a number in {@code event_time} counts
   */
  public InteractionReader(RequestLimits limits) {
    this.limits = limits;
    this.reader = new RecordReader<>("an interaction", limits.jsonDepth(), this::interaction);
  }

  /**
   * @param timestampMs of the message, which stands in where there is no {@code event_time}; {@link
   *     io.riverrank.schemas.SourceRecord#NO_TIMESTAMP} if there is none either
   * @throws MalformedRecordException if this isn't an interaction; the message says where and why
   */
  public Interaction read(byte[] value, long timestampMs) throws MalformedRecordException {
    this.timestampMs = timestampMs;
    return reader.read(value);
  }

  private Interaction interaction(FieldReader in) throws IOException {
    var read =
        new Object() {
          String queryId;
          String docId;
          Interaction.Type type;
          Integer rank;
          Long eventTimeMs;
        };
    in.object(
        name -> {
          switch (name) {
            case "query_id" -> read.queryId = in.id(limits.idChars());
            case "doc_id" -> read.docId = in.id(limits.idChars());
            case "type" -> read.type = in.oneOf(Interaction.Type.values());
            case "rank" -> read.rank = in.count(1);
            case "event_time" -> read.eventTimeMs = in.time(limits.eventTimeUnit());
            default -> in.skip();
          }
        });
    return new Interaction(
        Ids.required(in, "query_id", read.queryId),
        Ids.required(in, "doc_id", read.docId),
        in.required("type", read.type),
        read.rank,
        Times.orTimestamp(in, read.eventTimeMs, timestampMs));
  }
}
