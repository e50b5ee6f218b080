package io.riverrank.operators.types;

import static io.riverrank.operators.types.Fields.readBoolean;
import static io.riverrank.operators.types.Fields.readBytes;
import static io.riverrank.operators.types.Fields.readDouble;
import static io.riverrank.operators.types.Fields.readInteger;
import static io.riverrank.operators.types.Fields.readList;
import static io.riverrank.operators.types.Fields.readLong;
import static io.riverrank.operators.types.Fields.readText;
import static io.riverrank.operators.types.Fields.writeBoolean;
import static io.riverrank.operators.types.Fields.writeBytes;
import static io.riverrank.operators.types.Fields.writeDouble;
import static io.riverrank.operators.types.Fields.writeInteger;
import static io.riverrank.operators.types.Fields.writeList;
import static io.riverrank.operators.types.Fields.writeLong;
import static io.riverrank.operators.types.Fields.writeText;

import io.riverrank.schemas.Candidate;
import io.riverrank.schemas.CandidateScore;
import io.riverrank.schemas.DeadLetter;
import io.riverrank.schemas.FailedCandidate;
import io.riverrank.schemas.MessageHeader;
import io.riverrank.schemas.ModelInfo;
import io.riverrank.schemas.RankedCandidate;
import io.riverrank.schemas.RerankResult;
import io.riverrank.schemas.SourceRecord;
import io.riverrank.schemas.Team;
import java.io.IOException;
import java.util.List;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The parts that several records have; a record that changes one of them raises its version. */
public final class WireRecords {
  private WireRecords() {}

  public static void writeCandidate(Candidate candidate, DataOutputView out) throws IOException {
    writeText(candidate.docId(), out);
    writeText(candidate.text(), out);
    writeLong(candidate.originalRank(), out);
    writeDouble(candidate.originalScore(), out);
    writeDouble(candidate.label(), out);
  }

  public static Candidate readCandidate(DataInputView in) throws IOException {
    return new Candidate(readText(in), readText(in), readLong(in), readDouble(in), readDouble(in));
  }

  public static void writeFailed(FailedCandidate failed, DataOutputView out) throws IOException {
    writeText(failed.docId(), out);
    writeText(failed.error(), out);
  }

  public static FailedCandidate readFailed(DataInputView in) throws IOException {
    return new FailedCandidate(readText(in), readText(in));
  }

  public static void writeHeaders(List<MessageHeader> headers, DataOutputView out)
      throws IOException {
    writeList(
        headers,
        (header, o) -> {
          writeText(header.name(), o);
          writeBytes(header.value(), o);
        },
        out);
  }

  public static List<MessageHeader> readHeaders(DataInputView in) throws IOException {
    return readList(i -> new MessageHeader(readText(i), readBytes(i)), in);
  }

  public static void writeResult(RerankResult result, DataOutputView out) throws IOException {
    RerankResultSerializer.INSTANCE.serialize(result, out);
  }

  public static RerankResult readResult(DataInputView in) throws IOException {
    return RerankResultSerializer.INSTANCE.deserialize(in);
  }

  public static void writeDeadLetter(DeadLetter letter, DataOutputView out) throws IOException {
    DeadLetterSerializer.INSTANCE.serialize(letter, out);
  }

  public static DeadLetter readDeadLetter(DataInputView in) throws IOException {
    return DeadLetterSerializer.INSTANCE.deserialize(in);
  }

  public static void writeSource(SourceRecord source, DataOutputView out) throws IOException {
    writeText(source.topic(), out);
    out.writeInt(source.partition());
    out.writeLong(source.offset());
    out.writeLong(source.timestampMs());
    writeBytes(source.key(), out);
    writeBytes(source.value(), out);
    writeHeaders(source.headers(), out);
  }

  public static SourceRecord readSource(DataInputView in) throws IOException {
    return new SourceRecord(
        readText(in),
        in.readInt(),
        in.readLong(),
        in.readLong(),
        readBytes(in),
        readBytes(in),
        readHeaders(in));
  }

  static void writeModel(ModelInfo model, DataOutputView out) throws IOException {
    writeText(model.name(), out);
    writeText(model.fingerprint(), out);
    writeText(model.precision(), out);
  }

  static ModelInfo readModel(DataInputView in) throws IOException {
    return new ModelInfo(readText(in), readText(in), readText(in));
  }

  static void writeRanked(RankedCandidate ranked, DataOutputView out) throws IOException {
    writeText(ranked.docId(), out);
    out.writeInt(ranked.rank());
    out.writeDouble(ranked.score());
    out.writeDouble(ranked.logit());
    writeLong(ranked.originalRank(), out);
    writeDouble(ranked.originalScore(), out);
    writeDouble(ranked.label(), out);
    out.writeBoolean(ranked.truncated());
    writeInteger(ranked.textChars(), out);
    writeText(ranked.team() == null ? null : ranked.team().name(), out);
  }

  static RankedCandidate readRanked(DataInputView in) throws IOException {
    RankedCandidate ranked = readRankedWithoutText(in);
    Integer textChars = readInteger(in);
    String team = readText(in);
    return new RankedCandidate(
        ranked.docId(),
        ranked.rank(),
        ranked.score(),
        ranked.logit(),
        ranked.originalRank(),
        ranked.originalScore(),
        ranked.label(),
        ranked.truncated(),
        textChars,
        team == null ? null : Team.valueOf(team));
  }

  /** As version 1 of results has them. */
  static RankedCandidate readRankedWithoutText(DataInputView in) throws IOException {
    return new RankedCandidate(
        readText(in),
        in.readInt(),
        in.readDouble(),
        in.readDouble(),
        readLong(in),
        readDouble(in),
        readDouble(in),
        in.readBoolean());
  }

  static void writeScore(CandidateScore score, DataOutputView out) throws IOException {
    writeText(score.docId(), out);
    out.writeInt(score.rank());
    out.writeDouble(score.score());
    writeDouble(score.logit(), out);
    writeLong(score.originalRank(), out);
    writeDouble(score.originalScore(), out);
    writeDouble(score.label(), out);
    writeBoolean(score.truncated(), out);
    writeInteger(score.textChars(), out);
  }

  static CandidateScore readScore(DataInputView in) throws IOException {
    return new CandidateScore(
        readText(in),
        in.readInt(),
        in.readDouble(),
        readDouble(in),
        readLong(in),
        readDouble(in),
        readDouble(in),
        readBoolean(in),
        readInteger(in));
  }
}
