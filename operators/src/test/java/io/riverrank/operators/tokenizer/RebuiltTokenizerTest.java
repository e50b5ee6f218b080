package io.riverrank.operators.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.riverrank.operators.model.ConfiguredTokenizer;
import io.riverrank.operators.model.ModelException;
import io.riverrank.operators.natives.NativeLibraries;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Small tokenizers whose tokenizer.json is unlike what their class builds, with the token ids of
 * transformers 5.24.0; {@code src/test/python/make_tokenizers.py} writes them.
 */
class RebuiltTokenizerTest {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  @TempDir Path folder;

  @BeforeAll
  static void load() {
    NativeLibraries.load(null);
  }

  static Stream<Named<JsonNode>> tokenizers() throws Exception {
    try (InputStream in = RebuiltTokenizerTest.class.getResourceAsStream("tokenizers.json")) {
      return StreamSupport.stream(MAPPER.readTree(in).spliterator(), false)
          .map(tokenizer -> Named.of(tokenizer.get("name").asText(), tokenizer));
    }
  }

  private Path write(JsonNode tokenizer) throws Exception {
    for (String file : new String[] {"tokenizer", "tokenizer_config", "config"}) {
      MAPPER.writeValue(folder.resolve(file + ".json").toFile(), tokenizer.get(file));
    }
    return folder.resolve("tokenizer.json");
  }

  @ParameterizedTest
  @MethodSource("tokenizers")
  void tokensAreThoseOfTransformers(JsonNode tokenizer) throws Exception {
    Path file = write(tokenizer);
    byte[] configured = ConfiguredTokenizer.of(file);

    assertTokens(configured == null ? Files.readAllBytes(file) : configured, tokenizer);
    if (tokenizer.get("changed").asBoolean()) {
      assertThat(configured).isNotNull();
      // What is as its class builds it is not written anew.
      Files.write(file, configured);
      assertThat(ConfiguredTokenizer.of(file)).isNull();
    }
  }

  private static void assertTokens(byte[] bytes, JsonNode tokenizer) throws Exception {
    Map<String, String> options = Map.of("truncation", "false", "padding", "false");
    try (HuggingFaceTokenizer opened =
        HuggingFaceTokenizer.newInstance(new ByteArrayInputStream(bytes), options)) {
      for (JsonNode pair : tokenizer.get("pairs")) {
        Encoding encoding =
            opened.encode(pair.get("query").asText(), pair.get("document").asText(), true, false);
        assertThat(encoding.getIds())
            .as(pair.toString())
            .isEqualTo(MAPPER.convertValue(pair.get("ids"), long[].class));
        assertThat(encoding.getTypeIds())
            .as(pair.toString())
            .isEqualTo(MAPPER.convertValue(pair.get("types"), long[].class));
      }
    }
  }

  @Test
  void aModelOfAnotherKindThanItsClassHasIsRefusedByName() throws Exception {
    ObjectNode tokenizer =
        tokenizers()
            .map(Named::getPayload)
            .filter(named -> named.get("name").asText().startsWith("RoBERTa"))
            .findFirst()
            .orElseThrow()
            .deepCopy();
    ((ObjectNode) tokenizer.get("tokenizer_config")).put("tokenizer_class", "BertTokenizerFast");
    Path file = write(tokenizer);

    assertThatThrownBy(() -> ConfiguredTokenizer.of(file))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("has a BPE model")
        .hasMessageContaining("WordPiece")
        .hasMessageContaining("PreTrainedTokenizerFast");
  }
}
