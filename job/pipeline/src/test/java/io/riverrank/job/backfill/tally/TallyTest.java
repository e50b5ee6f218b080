package io.riverrank.job.backfill.tally;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riverrank.job.backfill.output.CountsFile;
import io.riverrank.operators.types.RiverrankTypes;
import io.riverrank.schemas.DeadLetter;
import io.riverrank.schemas.ModelInfo;
import java.nio.file.Path;
import javax.annotation.Nullable;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.TwoInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One model's scores in one output, whatever the client could see of its files. */
class TallyTest {

  private static final String BEFORE = name("sha256:a");
  private static final String AFTER = name("sha256:b");

  @TempDir private Path folder;

  private static String name(String fingerprint) {
    return ResultTally.countName(new ModelInfo("m", fingerprint, "fp32"));
  }

  private TwoInputStreamOperatorTestHarness<DeadLetter, Tuple2<String, Long>, DeadLetter> open(
      boolean otherModels, @Nullable OperatorSubtaskState state) throws Exception {
    var file = new CountsFile(new org.apache.flink.core.fs.Path(folder.resolve("c.json").toUri()));
    var harness =
        new TwoInputStreamOperatorTestHarness<DeadLetter, Tuple2<String, Long>, DeadLetter>(
            new Tally(ErrorLimit.parse(null), file, otherModels));
    harness.setup(RiverrankTypes.DEAD_LETTER.createSerializer(new SerializerConfigImpl()));
    if (state != null) {
      harness.initializeState(state);
    }
    harness.open();
    return harness;
  }

  /** The state after results of these models, the next attempt taking others or not. */
  private OperatorSubtaskState after(
      boolean otherModels, @Nullable OperatorSubtaskState state, String... models)
      throws Exception {
    try (var harness = open(otherModels, state)) {
      for (String model : models) {
        harness.processElement2(new StreamRecord<>(Tuple2.of(model, 10L)));
      }
      return harness.snapshot(1, 1);
    }
  }

  @Test
  void resultsOfAnotherModelFailTheJob() throws Exception {
    OperatorSubtaskState state = after(false, null, BEFORE, BEFORE);

    assertThatThrownBy(() -> after(false, state, AFTER))
        .hasRootCauseInstanceOf(OtherModelException.class)
        .rootCause()
        .hasMessageContaining("results so far are of model m (sha256:a), the next ones of m (sha")
        .hasMessageContaining("say --resume to go on with these, or --overwrite");
    assertThat(after(false, state, BEFORE)).isNotNull();
  }

  @Test
  void twoModelsInOneAttemptFailTheJob() {
    assertThatThrownBy(() -> after(false, null, BEFORE, AFTER))
        .hasRootCauseInstanceOf(OtherModelException.class);
  }

  @Test
  void theOneThatTheUserTookIsTheOneToGoOnWith() throws Exception {
    OperatorSubtaskState taken = after(true, after(false, null, BEFORE), AFTER);

    assertThat(after(false, taken, AFTER)).isNotNull();
    assertThatThrownBy(() -> after(false, taken, BEFORE))
        .hasRootCauseInstanceOf(OtherModelException.class);
  }
}
