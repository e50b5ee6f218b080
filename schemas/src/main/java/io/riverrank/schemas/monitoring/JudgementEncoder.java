package io.riverrank.schemas.monitoring;

import io.riverrank.schemas.FieldWriter;
import io.riverrank.schemas.RecordEncoder;
import java.io.IOException;

/** Writes judgements as JSON; {@code judgement.schema.json} describes it. Not thread safe. */
public final class JudgementEncoder {

  private final RecordEncoder<Judgement> encoder = new RecordEncoder<>(JudgementEncoder::write);

  public byte[] encode(Judgement judgement) {
    return encoder.encode(judgement);
  }

  private static void write(Judgement judgement, FieldWriter out) throws IOException {
    out.text("query_id", judgement.queryId());
    out.text("query", judgement.query());
    out.text("doc_id", judgement.docId());
    out.number("label", judgement.label());
    if (judgement.eventTimeMs() != null) {
      out.time("event_time", judgement.eventTimeMs());
    }
  }
}
