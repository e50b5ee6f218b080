package io.riverrank.operators.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riverrank.operators.settings.ModelSettings;
import io.riverrank.operators.testing.TestSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Directories as sentence-transformers or others export them, without what prepare.py writes: what
 * their graph can be is taken, what it can't be is refused.
 */
class UncompiledModelTest {
  private static final String COMPILE = "compile the model by deploy/models/prepare.py";

  @TempDir Path directory;

  @BeforeEach
  void copyModel() throws IOException {
    Path source = TestSettings.modelDirectory("xlmr-tiny");
    for (String file :
        List.of("config.json", "tokenizer.json", "tokenizer_config.json", "onnx/model.onnx")) {
      Files.createDirectories(directory.resolve(file).getParent());
      Files.copy(source.resolve(file), directory.resolve(file));
    }
  }

  private ModelDirectory open() {
    return ModelDirectory.open(directory, ModelSettings.of(directory.toString()));
  }

  private void refused(String... words) {
    assertThatThrownBy(this::open)
        .isInstanceOf(ModelException.class)
        .hasMessageContainingAll(words);
  }

  private void write(String file, String json) throws IOException {
    Files.writeString(directory.resolve(file), json);
  }

  /** As sentence-transformers 6.2 saves a classifier that it exported. */
  @Test
  void oneTransformerThatClassifiesIsTaken() throws IOException {
    write(
        "modules.json",
        "[{\"idx\":0,\"name\":\"0\",\"path\":\"\",\"type\":\"sentence_transformers.base.modules.transformer.Transformer\"}]");
    write(
        "sentence_bert_config.json",
        "{\"transformer_task\":\"sequence-classification\",\"modality_config\":{\"text\":{\"method\":\"forward\",\"method_output_name\":\"logits\"}},\"module_output_name\":\"scores\"}");

    assertThat(open().format()).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sentence_transformers.base.modules.dense.Dense",
        "sentence_transformers.cross_encoder.modules.logit_score.LogitScore",
        "my.Transformer"
      })
  void moreModulesThanTheGraphIsAreRefused(String type) throws IOException {
    write(
        "modules.json",
        "[{\"type\":\"sentence_transformers.models.Transformer\"},{\"type\":\"%s\"}]"
            .formatted(type));
    refused(type, COMPILE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "{\"transformer_task\":\"text-generation\"} | transformer_task",
        "{\"transformer_task\":\"feature-extraction\"} | transformer_task",
        "{\"modality_config\":{\"text\":{},\"message\":{\"format\":\"flat\"}}} | chat template",
        "{\"processing_kwargs\":{\"text\":{\"max_length\":64}}} | processing_kwargs",
      })
  void whatATransformerDoesBesideItsGraphIsRefused(String config, String why) throws IOException {
    write("sentence_bert_config.json", config);
    refused("sentence_bert_config.json", why, COMPILE);
  }

  @Test
  void aLanguageModelIsRefused() throws IOException {
    String config = Files.readString(directory.resolve("config.json"));
    write("config.json", config.replaceFirst("\\w+ForSequenceClassification", "Qwen3ForCausalLM"));
    refused("Qwen3ForCausalLM", COMPILE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"truncation_side", "padding_side"})
  void theLeftSideIsRefused(String side) throws IOException {
    write("tokenizer_config.json", "{\"model_max_length\":512,\"%s\":\"left\"}".formatted(side));
    refused(side, "left", COMPILE);
  }

  @Test
  void loweringTheCaseBesideTheTokenizerIsRefused() throws IOException {
    write("sentence_bert_config.json", "{\"do_lower_case\":true}");
    refused("do_lower_case");
  }

  @Test
  void theDefaultPromptIsRead() throws IOException {
    write(
        "config_sentence_transformers.json",
        "{\"default_prompt_name\":\"search\",\"prompts\":{\"search\":\"Find: \"}}");
    assertThat(open().prompt()).isEqualTo("Find: ");
  }
}
