package io.riverrank.operators.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtException.OrtErrorCode;
import io.riverrank.operators.model.ModelDirectory;
import io.riverrank.operators.model.ModelException;
import io.riverrank.operators.session.BatchRunner;
import io.riverrank.operators.session.SessionException;
import io.riverrank.operators.settings.ModelSettings;
import io.riverrank.operators.testing.TestSettings;
import io.riverrank.operators.tokenizer.PairTokenizer;
import io.riverrank.operators.tokenizer.TokenizedPair;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WarmUpTest {

  private static final Path MODEL = TestSettings.modelDirectory("xlmr-tiny");

  /** Fails as ONNX Runtime does, with this code. */
  private record FailingRunner(OrtErrorCode code) implements BatchRunner {
    @Override
    public float[][] run(List<TokenizedPair> pairs) throws SessionException {
      throw new SessionException("the model failed", new OrtException(code, "no"));
    }

    @Override
    public void terminate() {}

    @Override
    public void close() {}
  }

  @ParameterizedTest
  @CsvSource({
    "ORT_RUNTIME_EXCEPTION, true",
    "ORT_EP_FAIL, true",
    "ORT_FAIL, true",
    "ORT_INVALID_ARGUMENT, false",
    "ORT_NOT_IMPLEMENTED, false"
  })
  void aModelThatFailsWithTheMachineIsTriedAgain(OrtErrorCode code, boolean isTransient) {
    ModelSettings settings = ModelSettings.of(MODEL.toString());
    ModelDirectory directory = ModelDirectory.open(MODEL, settings.withFile("onnx/model.onnx"));
    try (PairTokenizer tokenizer = new PairTokenizer(directory, false)) {
      ModelException failure =
          catchThrowableOfType(
              ModelException.class,
              () -> WarmUp.run(new FailingRunner(code), tokenizer, directory.onnxFile()));
      assertThat(failure.isTransient()).isEqualTo(isTransient);
    }
  }

  @Test
  void aTokenizerOfAnotherModelIsWrongForGood(@TempDir Path folder) throws Exception {
    Files.createDirectories(folder.resolve("onnx"));
    Path other = TestSettings.modelDirectory("gte-tiny");
    for (String file : List.of("config.json", "tokenizer_config.json", "onnx/model.onnx")) {
      Files.copy(other.resolve(file), folder.resolve(file));
    }
    // Its ids go up to 30,000, and the graph has 8,000.
    try (InputStream tokenizer =
        ModelDirectory.class.getResourceAsStream("bundled/tokenizer.json")) {
      Files.copy(tokenizer, folder.resolve("tokenizer.json"));
    }

    assertThatThrownBy(
            () ->
                CrossEncoder.load(
                    ModelSettings.of(folder.toString()), TestSettings.cpu(1), TestSettings.BATCH))
        .isInstanceOfSatisfying(ModelException.class, e -> assertThat(e.isTransient()).isFalse())
        .hasMessageContaining("does not run with its tokenizer");
  }
}
