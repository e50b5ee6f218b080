package io.riverrank.operators.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riverrank.operators.model.LocalModel;
import io.riverrank.operators.model.ModelException;
import io.riverrank.operators.natives.NativeLibraries;
import io.riverrank.operators.settings.ExecutionProvider;
import io.riverrank.operators.settings.ExecutionSettings;
import io.riverrank.operators.testing.TestSettings;
import io.riverrank.operators.tokenizer.PairTokenizer;
import io.riverrank.operators.tokenizer.TokenizedPair;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What {@code auto} does with a device that can't run the model. */
class DeviceChoiceTest {
  private static final Device OPENVINO = new Device(ExecutionProvider.OPENVINO, 0);
  private static final Device CPU = new Device(ExecutionProvider.CPU, 0);

  @Test
  void theNextIsTakenWhereOneDoesNotFit() {
    List<Device> tried = new ArrayList<>();
    Device taken =
        DeviceChoice.firstFit(
            List.of(OPENVINO, CPU),
            device -> {
              tried.add(device);
              if (device == OPENVINO) {
                throw new ModelException("no operator");
              }
              return device;
            });
    assertThat(taken).isEqualTo(CPU);
    assertThat(tried).containsExactly(OPENVINO, CPU);
  }

  @Test
  void theLastOneSaysWhatIsWrong() {
    assertThatThrownBy(
            () ->
                DeviceChoice.firstFit(
                    List.of(OPENVINO, CPU),
                    device -> {
                      throw new ModelException("not on " + device);
                    }))
        .hasMessage("not on cpu");
  }

  @Test
  void onlyTheNamedDeviceIsTried() throws Exception {
    ExecutionSettings named = TestSettings.cpu(1);
    try (LocalModel files = LocalModel.obtain(TestSettings.BUNDLED)) {
      assertThat(DeviceChoice.of(named, files.directory())).containsExactly(CPU);
    }
  }

  /** A graph that loads says only when it runs that it can't, and is not kept. */
  @Test
  void aSessionThatFailsInUseIsClosed() throws Exception {
    List<BatchRunner> runners = new ArrayList<>();
    try (LocalModel files = LocalModel.obtain(TestSettings.BUNDLED);
        PairTokenizer tokenizer = new PairTokenizer(files.directory(), true)) {
      List<TokenizedPair> pairs = List.of(tokenizer.encode("a query", "a document"));
      assertThatThrownBy(
              () ->
                  CrossEncoderSession.load(
                      files.directory(),
                      TestSettings.cpu(1),
                      TestSettings.BATCH,
                      NativeLibraries.load(null),
                      session -> {
                        runners.add(session.newRunner());
                        run(runners.get(0), pairs);
                        throw new ModelException("does not run");
                      }))
          .hasMessage("does not run");
      assertThatThrownBy(() -> runners.get(0).run(pairs)).hasMessageContaining("closed");
    }
  }

  private static void run(BatchRunner runner, List<TokenizedPair> pairs) {
    try {
      runner.run(pairs);
    } catch (SessionException e) {
      throw new AssertionError(e);
    }
  }
}
