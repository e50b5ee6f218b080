package io.riverrank.operators.types;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riverrank.schemas.Candidate;
import io.riverrank.schemas.CandidateScore;
import io.riverrank.schemas.DeadLetter;
import io.riverrank.schemas.DeadLetterCode;
import io.riverrank.schemas.FailedCandidate;
import io.riverrank.schemas.MessageHeader;
import io.riverrank.schemas.ModelInfo;
import io.riverrank.schemas.QueryEvent;
import io.riverrank.schemas.RankedCandidate;
import io.riverrank.schemas.RerankResult;
import io.riverrank.schemas.SourceRecord;
import io.riverrank.schemas.Team;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.java.typeutils.GenericTypeInfo;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SerializerTest {
  private static final SourceRecord SOURCE =
      new SourceRecord(
          "requests", 3, 17, 1_000, new byte[] {1, 2}, null, List.of(new MessageHeader("h", null)));
  private static final String TEXT = "naïve \uD83C\uDFE0 \0 " + "long ".repeat(20_000);

  static Stream<Arguments> records() {
    return Stream.of(
        Arguments.of(
            RiverrankTypes.QUERY_EVENT,
            new QueryEvent(
                "q",
                TEXT,
                -5,
                10,
                "{\"a\":1e400}",
                true,
                List.of(new Candidate("d", "", null, 1.5, null)),
                List.of(new FailedCandidate("e", "why")),
                null,
                2,
                SOURCE)),
        Arguments.of(
            RiverrankTypes.DEAD_LETTER, new DeadLetter(DeadLetterCode.TOMBSTONE, "m", SOURCE)),
        Arguments.of(
            RiverrankTypes.SOURCE_EVENT, new DeadLetter(DeadLetterCode.TOMBSTONE, "m", SOURCE)),
        Arguments.of(
            RiverrankTypes.RERANK_RESULT,
            new RerankResult(
                "q",
                "",
                5,
                false,
                2,
                null,
                1,
                new ModelInfo("m", "sha256:0", "int8"),
                List.of(
                    new ModelInfo("m", "sha256:0", "int8"), new ModelInfo("n", "sha256:1", "fp32")),
                List.of(
                    new RankedCandidate("d", 1, 0.5, 0.0, 7L, null, 1.0, true),
                    new RankedCandidate(
                        "e", 2, 0.5, 0.0, null, 2.5, null, false, 17, Team.CHALLENGER)),
                List.of(
                    new CandidateScore("d", 1, 0.5, 0.0, 7L, null, 1.0, true, 3),
                    new CandidateScore("e", 2, 0.5, null, null, 2.5, null, null, null)),
                List.of(),
                null,
                99,
                null,
                List.of())));
  }

  @ParameterizedTest
  @MethodSource("records")
  <T> void recordsSurviveTheWire(TypeInformation<T> type, T record) throws IOException {
    TypeSerializer<T> serializer =
        type.createSerializer(new ExecutionConfig().getSerializerConfig());
    DataOutputSerializer out = new DataOutputSerializer(64);
    serializer.serialize(record, out);
    T read = serializer.deserialize(new DataInputDeserializer(out.getCopyOfBuffer()));

    assertThat(type).isNotInstanceOf(GenericTypeInfo.class);
    assertThat(read).usingRecursiveComparison().isEqualTo(record);
    assertThat(serializer.snapshotConfiguration().restoreSerializer()).isEqualTo(serializer);
  }

  /** Bytes of a result with one candidate, as version 1 wrote them. */
  @Test
  void aResultOfVersion1IsStillRead() throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(64);
    out.writeByte(1);
    Fields.writeText("q", out);
    Fields.writeText("text", out);
    out.writeLong(5);
    out.writeBoolean(true);
    out.writeInt(1);
    Fields.writeInteger(null, out);
    out.writeInt(0);
    WireRecords.writeModel(new ModelInfo("m", "sha256:0", "int8"), out);
    out.writeInt(1);
    Fields.writeText("d", out);
    out.writeInt(1);
    out.writeDouble(0.5);
    out.writeDouble(-1.5);
    Fields.writeLong(7L, out);
    Fields.writeDouble(null, out);
    Fields.writeDouble(1.0, out);
    out.writeBoolean(true);
    out.writeInt(0);
    Fields.writeInteger(3, out);
    out.writeLong(99);
    Fields.writeText("{}", out);
    out.writeInt(0);

    RerankResult read =
        RerankResultSerializer.INSTANCE.deserialize(
            new DataInputDeserializer(out.getCopyOfBuffer()));

    assertThat(read)
        .isEqualTo(
            new RerankResult(
                "q",
                "text",
                5,
                true,
                1,
                null,
                0,
                new ModelInfo("m", "sha256:0", "int8"),
                List.of(new RankedCandidate("d", 1, 0.5, -1.5, 7L, null, 1.0, true)),
                List.of(),
                3,
                99,
                "{}",
                List.of()));
  }

  @Test
  void aRecordOfANewerVersionIsRefusedByName() {
    DataInputDeserializer in = new DataInputDeserializer(new byte[] {9, 0, 0});
    assertThatThrownBy(() -> DeadLetterSerializer.INSTANCE.deserialize(in))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("DeadLetterSerializer reads versions 1 to 1, not 9");
  }
}
