package io.riverrank.operators.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.riverrank.operators.settings.ModelSettings;
import io.riverrank.operators.testing.TestSettings;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file whose weights and logits are float16, as one would take for a GPU. */
class HalfPrecisionTest {

  @Test
  void logitsOfAHalfPrecisionFileAreRead(@TempDir Path directory) throws Exception {
    Path tokenizer = TestSettings.modelDirectory("xlmr-tiny");
    for (String file : List.of("config.json", "tokenizer.json", "tokenizer_config.json")) {
      Files.copy(tokenizer.resolve(file), directory.resolve(file));
    }
    Files.createDirectory(directory.resolve("onnx"));
    try (InputStream in = getClass().getResourceAsStream("/models/fp16-tiny/model_fp16.onnx")) {
      Files.copy(in, directory.resolve("onnx/model_fp16.onnx"));
    }
    ModelSettings settings =
        ModelSettings.of(directory.toString()).withFile("onnx/model_fp16.onnx");
    try (CrossEncoder encoder =
        CrossEncoder.load(settings, TestSettings.cpu(1), TestSettings.BATCH)) {
      assertThat(encoder.model().info().precision()).isEqualTo("fp16");
      PairScore score = encoder.predict(List.of(new TextPair("", ""))).get(0);
      // make_model.py prints ONNX Runtime's own answer for the tokens 0 2 2 2.
      assertThat(score.logit()).isCloseTo(-1.8408f, within(1e-3f));
    }
  }
}
