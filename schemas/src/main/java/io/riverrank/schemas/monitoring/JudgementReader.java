package io.riverrank.schemas.monitoring;

import io.riverrank.schemas.DeadLetterCode;
import io.riverrank.schemas.FieldReader;
import io.riverrank.schemas.MalformedRecordException;
import io.riverrank.schemas.RecordReader;
import io.riverrank.schemas.RequestLimits;
import java.io.IOException;

/** Reads judgements. Not thread safe: buffers are reused from message to message. */
public final class JudgementReader {

  private final RequestLimits limits;
  private final RecordReader<Judgement> reader;
  private long timestampMs;

  /**
   * @param limits of ids, texts and nesting; and what a number in {@code event_time} counts
   */
  public JudgementReader(RequestLimits limits) {
    this.limits = limits;
    this.reader = new RecordReader<>("a judgement", limits.jsonDepth(), this::judgement);
  }

  /**
   * @param timestampMs of the message, which stands in where there is no {@code event_time}; {@link
   *     io.riverrank.schemas.SourceRecord#NO_TIMESTAMP} if there is none either
   * @throws MalformedRecordException if this isn't a judgement; the message says where and why
   */
  public Judgement read(byte[] value, long timestampMs) throws MalformedRecordException {
    this.timestampMs = timestampMs;
    return reader.read(value);
  }

  private Judgement judgement(FieldReader in) throws IOException {
    var read =
        new Object() {
          String queryId;
          String query;
          String docId;
          Double label;
          Long eventTimeMs;
        };
    in.object(
        name -> {
          switch (name) {
            case "query_id" -> read.queryId = in.id(limits.idChars());
            case "query" -> read.query = in.text(limits.textChars());
            case "doc_id" -> read.docId = in.id(limits.idChars());
            case "label" -> read.label = in.label();
            case "event_time" -> read.eventTimeMs = in.time(limits.eventTimeUnit());
            default -> in.skip();
          }
        });
    if (read.queryId == null && read.query == null) {
      throw in.missing(DeadLetterCode.MISSING_QUERY_ID, "query_id and no query; send one of them");
    }
    return new Judgement(
        read.queryId,
        read.query,
        Ids.required(in, "doc_id", read.docId),
        in.required("label", read.label),
        Times.orTimestamp(in, read.eventTimeMs, timestampMs));
  }
}
