package io.riverrank.schemas.monitoring;

import io.riverrank.schemas.FieldWriter;
import io.riverrank.schemas.RecordEncoder;
import java.io.IOException;

/** Writes interactions as JSON; {@code interaction.schema.json} describes it. Not thread safe. */
public final class InteractionEncoder {

  private final RecordEncoder<Interaction> encoder = new RecordEncoder<>(InteractionEncoder::write);

  public byte[] encode(Interaction interaction) {
    return encoder.encode(interaction);
  }

  private static void write(Interaction interaction, FieldWriter out) throws IOException {
    out.text("query_id", interaction.queryId());
    out.text("doc_id", interaction.docId());
    out.text("type", interaction.type().toString());
    if (interaction.rank() != null) {
      out.wholeNumber("rank", interaction.rank());
    }
    out.time("event_time", interaction.eventTimeMs());
  }
}
