package io.riverrank.operators.monitoring.join;

import io.riverrank.schemas.MalformedRecordException;
import io.riverrank.schemas.RequestLimits;
import io.riverrank.schemas.SourceRecord;
import io.riverrank.schemas.monitoring.Interaction;
import io.riverrank.schemas.monitoring.InteractionReader;
import java.time.Clock;

/** Reads interactions. Not thread safe. */
public final class InteractionDecoder extends EvidenceDecoder {

  private final InteractionReader reader;

  public InteractionDecoder(RequestLimits limits, Clock clock) {
    super(limits, clock);
    reader = new InteractionReader(limits);
  }

  @Override
  MonitorEvent decode(SourceRecord source) throws MalformedRecordException {
    Interaction interaction = reader.read(source.value(), source.timestampMs());
    return new MonitorEvent.Evidence(interaction.queryId(), null, interaction, source);
  }
}
