package io.riverrank.operators.monitoring.join;

import io.riverrank.operators.types.VersionedSerializer;
import io.riverrank.operators.types.WireRecords;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Serializer of {@link MonitorEvent}. */
final class MonitorEventSerializer extends VersionedSerializer<MonitorEvent> {
  static final MonitorEventSerializer INSTANCE = new MonitorEventSerializer();

  private static final byte RESULT = 1;
  private static final byte EVIDENCE = 2;
  private static final byte REFUSED = 3;
  private static final byte NOTHING = 4;

  @Override
  protected int version() {
    return 1;
  }

  @Override
  protected void write(MonitorEvent record, DataOutputView out) throws IOException {
    if (record instanceof MonitorEvent.Result result) {
      out.writeByte(RESULT);
      WireRecords.writeResult(result.result(), out);
      WireRecords.writeSource(result.source(), out);
    } else if (record instanceof MonitorEvent.Evidence evidence) {
      out.writeByte(EVIDENCE);
      EvidenceSerializer.INSTANCE.serialize(evidence, out);
    } else if (record instanceof MonitorEvent.Refused refused) {
      out.writeByte(REFUSED);
      WireRecords.writeDeadLetter(refused.letter(), out);
    } else {
      out.writeByte(NOTHING);
    }
  }

  @Override
  protected MonitorEvent read(int version, DataInputView in) throws IOException {
    byte kind = in.readByte();
    return switch (kind) {
      case RESULT ->
          new MonitorEvent.Result(WireRecords.readResult(in), WireRecords.readSource(in));
      case EVIDENCE -> EvidenceSerializer.INSTANCE.deserialize(in);
      case REFUSED -> new MonitorEvent.Refused(WireRecords.readDeadLetter(in));
      case NOTHING -> new MonitorEvent.Nothing();
      default -> throw new IOException("no event of a monitor begins with byte " + kind);
    };
  }

  @Override
  public TypeSerializerSnapshot<MonitorEvent> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Compatible as long as the class is there: versions are in the records. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<MonitorEvent> {
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
