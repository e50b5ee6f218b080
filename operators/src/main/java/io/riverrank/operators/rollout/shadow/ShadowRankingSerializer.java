package io.riverrank.operators.rollout.shadow;

import io.riverrank.operators.types.Fields;
import io.riverrank.operators.types.VersionedSerializer;
import io.riverrank.schemas.rollout.ShadowRanking;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Serializer of {@link ShadowRanking}. */
final class ShadowRankingSerializer extends VersionedSerializer<ShadowRanking> {
  static final ShadowRankingSerializer INSTANCE = new ShadowRankingSerializer();

  @Override
  protected int version() {
    return 1;
  }

  @Override
  protected void write(ShadowRanking record, DataOutputView out) throws IOException {
    Fields.writeText(record.queryId(), out);
    writeSide(record.champion(), out);
    writeSide(record.challenger(), out);
    ShadowRanking.Agreement agreement = record.agreement();
    out.writeDouble(agreement.rbo());
    Fields.writeDouble(agreement.kendallTauB(), out);
    out.writeBoolean(agreement.top1Same());
    out.writeDouble(agreement.overlap());
    out.writeDouble(agreement.scoreDifference());
  }

  @Override
  protected ShadowRanking read(int version, DataInputView in) throws IOException {
    return new ShadowRanking(
        Fields.readText(in),
        readSide(in),
        readSide(in),
        new ShadowRanking.Agreement(
            in.readDouble(),
            Fields.readDouble(in),
            in.readBoolean(),
            in.readDouble(),
            in.readDouble()));
  }

  private static void writeSide(ShadowRanking.Side side, DataOutputView out) throws IOException {
    Fields.writeText(side.model(), out);
    Fields.writeList(
        side.results(),
        (entry, o) -> {
          Fields.writeText(entry.docId(), o);
          o.writeInt(entry.rank());
          o.writeDouble(entry.score());
          o.writeDouble(entry.logit());
          o.writeBoolean(entry.truncated());
        },
        out);
  }

  private static ShadowRanking.Side readSide(DataInputView in) throws IOException {
    return new ShadowRanking.Side(
        Fields.readText(in),
        Fields.readList(
            i ->
                new ShadowRanking.Entry(
                    Fields.readText(i),
                    i.readInt(),
                    i.readDouble(),
                    i.readDouble(),
                    i.readBoolean()),
            in));
  }

  @Override
  public TypeSerializerSnapshot<ShadowRanking> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Compatible as long as the class is there: versions are in the records. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<ShadowRanking> {
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
