package io.riverrank.operators.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riverrank.operators.model.ModelDirectory;
import io.riverrank.operators.model.ModelException;
import io.riverrank.operators.natives.NativeLibraries;
import io.riverrank.operators.settings.ModelSettings;
import io.riverrank.operators.testing.TestSettings;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A prompt for a model that the tokenizer's own template joins: it stands before the query. */
class PromptTest {
  private static final Path DIRECTORY = TestSettings.modelDirectory("xlmr-tiny");
  private static final String PROMPT = "search query: ";

  @BeforeAll
  static void load() {
    NativeLibraries.load(null);
  }

  private static PairTokenizer tokenizer(String prompt) {
    ModelSettings settings =
        ModelSettings.of(DIRECTORY.toString()).withFile("onnx/model.onnx").withPrompt(prompt);
    return new PairTokenizer(ModelDirectory.open(DIRECTORY, settings), true);
  }

  @Test
  void thePromptIsTheBeginningOfTheQuery() throws Exception {
    try (PairTokenizer plain = tokenizer("");
        PairTokenizer prompted = tokenizer(PROMPT)) {
      PairEncoder encoder = prompted.encoder();
      for (String query : new String[] {"bread prices", "", "bread prices"}) {
        long[] expected = plain.encode(PROMPT + query, "document").ids();
        assertThat(prompted.encode(query, "document").ids()).isEqualTo(expected);
        assertThat(encoder.encodeAll(query, "document").get(0).ids()).isEqualTo(expected);
        assertThat(encoder.encodeAll(query, "a".repeat(9_000)).get(0).ids())
            .as("a document that is cut")
            .isEqualTo(plain.encode(PROMPT + query, "a".repeat(9_000)).ids());
      }
    }
  }

  @Test
  void aPromptThatFillsTheModelIsRefused() {
    assertThatThrownBy(() -> tokenizer("read this ".repeat(300)))
        .isInstanceOf(ModelException.class)
        .hasMessageContainingAll("512", "rerank.model.prompt");
  }
}
