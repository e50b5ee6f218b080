package io.riverrank.operators.monitoring.promotion;

import io.riverrank.operators.types.Fields;
import io.riverrank.operators.types.VersionedSerializer;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Serializer of {@link PromotionObservation}. */
final class PromotionObservationSerializer extends VersionedSerializer<PromotionObservation> {
  static final PromotionObservationSerializer INSTANCE = new PromotionObservationSerializer();

  private static final long serialVersionUID = 1;

  @Override
  protected int version() {
    return 1;
  }

  @Override
  protected void write(PromotionObservation observation, DataOutputView out) throws IOException {
    Fields.writeText(observation.rule(), out);
    Fields.writeText(observation.model(), out);
    out.writeLong(observation.startMs());
    out.writeLong(observation.endMs());
    out.writeLong(observation.queries());
    Fields.writeDouble(observation.value(), out);
    out.writeLong(observation.n());
    out.writeDouble(observation.halfWidth());
  }

  @Override
  protected PromotionObservation read(int version, DataInputView in) throws IOException {
    return new PromotionObservation(
        Fields.readText(in),
        Fields.readText(in),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        Fields.readDouble(in),
        in.readLong(),
        in.readDouble());
  }

  @Override
  public TypeSerializerSnapshot<PromotionObservation> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Compatible as long as the class is there: versions are in the records. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<PromotionObservation> {
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
