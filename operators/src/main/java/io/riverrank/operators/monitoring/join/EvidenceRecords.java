package io.riverrank.operators.monitoring.join;

import io.riverrank.operators.types.Fields;
import io.riverrank.schemas.monitoring.Interaction;
import io.riverrank.schemas.monitoring.Judgement;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The fields of judgements and interactions; a change raises the version of who has them. */
final class EvidenceRecords {

  private EvidenceRecords() {}

  static void writeJudgement(Judgement judgement, DataOutputView out) throws IOException {
    Fields.writeText(judgement.queryId(), out);
    Fields.writeText(judgement.query(), out);
    Fields.writeText(judgement.docId(), out);
    out.writeDouble(judgement.label());
    Fields.writeLong(judgement.eventTimeMs(), out);
  }

  static Judgement readJudgement(DataInputView in) throws IOException {
    return new Judgement(
        Fields.readText(in),
        Fields.readText(in),
        Fields.readText(in),
        in.readDouble(),
        Fields.readLong(in));
  }

  static void writeInteraction(Interaction interaction, DataOutputView out) throws IOException {
    Fields.writeText(interaction.queryId(), out);
    Fields.writeText(interaction.docId(), out);
    Fields.writeText(interaction.type().name(), out);
    Fields.writeInteger(interaction.rank(), out);
    out.writeLong(interaction.eventTimeMs());
  }

  static Interaction readInteraction(DataInputView in) throws IOException {
    return new Interaction(
        Fields.readText(in),
        Fields.readText(in),
        Interaction.Type.valueOf(Fields.readText(in)),
        Fields.readInteger(in),
        in.readLong());
  }
}
