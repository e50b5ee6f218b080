package io.riverrank.operators.types;

import io.riverrank.schemas.DeadLetter;
import io.riverrank.schemas.QueryEvent;
import io.riverrank.schemas.SourceEvent;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Serializer of {@link SourceEvent}. */
final class SourceEventSerializer extends VersionedSerializer<SourceEvent> {
  static final SourceEventSerializer INSTANCE = new SourceEventSerializer();

  @Override
  protected int version() {
    return 1;
  }

  @Override
  protected void write(SourceEvent record, DataOutputView out) throws IOException {

    out.writeBoolean(record instanceof QueryEvent);
    if (record instanceof QueryEvent event) {
      QueryEventSerializer.INSTANCE.serialize(event, out);
    } else {
      DeadLetterSerializer.INSTANCE.serialize((DeadLetter) record, out);
    }
  }

  @Override
  protected SourceEvent read(int version, DataInputView in) throws IOException {

    return in.readBoolean()
        ? QueryEventSerializer.INSTANCE.deserialize(in)
        : DeadLetterSerializer.INSTANCE.deserialize(in);
  }

  @Override
  public TypeSerializerSnapshot<SourceEvent> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Compatible as long as the class is there: versions are in the records. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<SourceEvent> {
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
