package io.riverrank.operators.monitoring.alerts;

import io.riverrank.operators.types.Fields;
import io.riverrank.operators.types.VersionedSerializer;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Serializer of {@link Observation}. */
final class ObservationSerializer extends VersionedSerializer<Observation> {
  static final ObservationSerializer INSTANCE = new ObservationSerializer();

  private static final long serialVersionUID = 1;

  @Override
  protected int version() {
    return 1;
  }

  @Override
  protected void write(Observation observation, DataOutputView out) throws IOException {
    SeriesKeySerializer.INSTANCE.serialize(observation.series(), out);
    Fields.writeDouble(observation.value(), out);
    out.writeLong(observation.n());
    out.writeDouble(observation.halfWidth());
  }

  @Override
  protected Observation read(int version, DataInputView in) throws IOException {
    return new Observation(
        SeriesKeySerializer.INSTANCE.deserialize(in),
        Fields.readDouble(in),
        in.readLong(),
        in.readDouble());
  }

  @Override
  public TypeSerializerSnapshot<Observation> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Compatible as long as the class is there: versions are in the records. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<Observation> {
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
