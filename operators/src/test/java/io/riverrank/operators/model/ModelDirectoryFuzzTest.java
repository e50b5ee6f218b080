package io.riverrank.operators.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.riverrank.operators.settings.ModelSettings;
import io.riverrank.operators.testing.Rerankers;
import io.riverrank.operators.testing.TestSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a model's JSON files hold: settings within their ranges, or one sentence. */
class ModelDirectoryFuzzTest {
  private static final List<String> FILES =
      List.of(
          "config.json",
          "tokenizer_config.json",
          "tokenizer.json",
          "config_sentence_transformers.json",
          "modules.json",
          "sentence_bert_config.json",
          "riverrank_pair.json");

  @TempDir static Path directory;

  @BeforeAll
  static void writeModel() throws IOException {
    Files.createDirectory(directory.resolve("onnx"));
    Files.write(
        directory.resolve("onnx/model.onnx"), OnnxBytes.model(new OnnxBytes()).toByteArray());
  }

  static List<byte[]> seeds() throws IOException {
    Path model = TestSettings.modelDirectory("xlmr-tiny");
    List<byte[]> seeds = new ArrayList<>();
    seeds.add(seed(0, Files.readString(model.resolve("config.json"))));
    seeds.add(seed(1, Files.readString(model.resolve("tokenizer_config.json"))));
    seeds.add(
        seed(
            2,
            "{\"added_tokens\":[{\"id\":1,\"content\":\"<pad>\"}],\"model\":{\"vocab\":{\"a\":0}}}"));
    seeds.add(
        seed(
            3,
            "{\"activation_fn\":\"torch.nn.Sigmoid\",\"default_prompt_name\":\"a\",\"prompts\":{}}"));
    seeds.add(seed(4, "[{\"type\":\"sentence_transformers.models.Transformer\"}]"));
    seeds.add(seed(5, "{\"max_seq_length\":512,\"do_lower_case\":false}"));
    for (Rerankers kind : List.of(Rerankers.CAUSAL, Rerankers.CLASSES)) {
      seeds.add(seed(6, Files.readString(kind.directory().resolve("riverrank_pair.json"))));
    }
    return seeds;
  }

  private static byte[] seed(int file, String text) {
    return ((char) file + text).getBytes(UTF_8);
  }

  private static void writeSound() throws IOException {
    for (String file : FILES) {
      Files.deleteIfExists(directory.resolve(file));
    }
    Files.writeString(
        directory.resolve("config.json"), "{\"max_position_embeddings\":64,\"pad_token_id\":0}");
    Files.writeString(directory.resolve("tokenizer.json"), "{}");
    Files.writeString(directory.resolve("tokenizer_config.json"), "{\"pad_token\":\"<pad>\"}");
  }

  /**
   * @param data which file, then its content; the others are sound
   */
  @MethodSource("seeds")
  @FuzzTest(maxDuration = "5m")
  void everyDirectoryIsAModelOrASentence(byte[] data) throws IOException {
    if (data.length == 0) {
      return;
    }
    writeSound();
    String file = FILES.get((data[0] & 0xFF) % FILES.size());
    Files.write(directory.resolve(file), Arrays.copyOfRange(data, 1, data.length));
    try {
      ModelDirectory model = ModelDirectory.open(directory, ModelSettings.of(directory.toString()));
      assertThat(model.maxLength()).isPositive();
      assertThat(model.padTokenId()).isNotNegative();
    } catch (ModelException e) {
      assertThat(e.isTransient()).as(e.getMessage()).isFalse();
      assertThat(e.getMessage()).contains(".json");
    }
  }
}
