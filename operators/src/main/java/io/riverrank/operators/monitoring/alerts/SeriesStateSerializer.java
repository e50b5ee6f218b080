package io.riverrank.operators.monitoring.alerts;

import io.riverrank.operators.monitoring.alerts.sequential.EProcess;
import io.riverrank.operators.types.Fields;
import io.riverrank.operators.types.VersionedSerializer;
import java.io.IOException;
import javax.annotation.Nullable;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Serializer of {@link SeriesState}. */
final class SeriesStateSerializer extends VersionedSerializer<SeriesState> {
  static final SeriesStateSerializer INSTANCE = new SeriesStateSerializer();

  private static final long serialVersionUID = 1;

  @Override
  protected int version() {
    return 1;
  }

  @Override
  protected void write(SeriesState state, DataOutputView out) throws IOException {
    Fields.writeText(state.definition(), out);
    out.writeBoolean(state.firing());
    out.writeLong(state.startsAtMs());
    out.writeInt(state.row());
    out.writeLong(state.lastEndMs());
    writeEvidence(state.evidence(), out);
    out.writeDouble(state.firedLogValue());
  }

  private static void writeEvidence(@Nullable EProcess evidence, DataOutputView out)
      throws IOException {
    out.writeBoolean(evidence != null);
    if (evidence != null) {
      out.writeLong(evidence.windows());
      out.writeInt(evidence.logWealth().length);
      for (double wealth : evidence.logWealth()) {
        out.writeDouble(wealth);
      }
    }
  }

  @Override
  protected SeriesState read(int version, DataInputView in) throws IOException {
    return new SeriesState(
        Fields.readText(in),
        in.readBoolean(),
        in.readLong(),
        in.readInt(),
        in.readLong(),
        readEvidence(in),
        in.readDouble());
  }

  @Nullable
  private static EProcess readEvidence(DataInputView in) throws IOException {
    if (!in.readBoolean()) {
      return null;
    }
    long windows = in.readLong();
    double[] logWealth = new double[in.readInt()];
    for (int bet = 0; bet < logWealth.length; bet++) {
      logWealth[bet] = in.readDouble();
    }
    return new EProcess(windows, logWealth);
  }

  @Override
  public TypeSerializerSnapshot<SeriesState> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Compatible as long as the class is there: versions are in the records. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<SeriesState> {
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
