package io.riverrank.operators.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.riverrank.operators.settings.ModelSettings;
import io.riverrank.operators.testing.Rerankers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What riverrank_pair.json may say, and what is said of one that can't be used. */
class PairFormatFileTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @TempDir Path directory;

  private void copy(Rerankers kind) throws IOException {
    try (Stream<Path> files = Files.walk(kind.directory())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path target = directory.resolve(kind.directory().relativize(file).toString());
        Files.createDirectories(target.getParent());
        Files.copy(file, target);
      }
    }
  }

  /** Puts a value at a JSON pointer; nothing takes the field away. */
  private void set(Rerankers kind, String pointer, String value) throws IOException {
    copy(kind);
    Path file = directory.resolve(PairFormatFile.NAME);
    JsonNode root = MAPPER.readTree(file.toFile());
    int last = pointer.lastIndexOf('/');
    ObjectNode parent = (ObjectNode) root.at(pointer.substring(0, last));
    String name = pointer.substring(last + 1);
    if (value == null) {
      parent.remove(name);
    } else {
      parent.set(name, MAPPER.readTree(value));
    }
    MAPPER.writeValue(file.toFile(), root);
  }

  private ModelSettings settings() {
    return ModelSettings.of(directory.toString());
  }

  private ModelDirectory open(ModelSettings settings) {
    return ModelDirectory.open(directory, settings);
  }

  private void refused(ModelSettings settings, String... words) {
    assertThatThrownBy(() -> open(settings))
        .isInstanceOf(ModelException.class)
        .hasMessageContainingAll(words)
        .hasMessageNotContaining("\n");
  }

  @Test
  void theFileWinsOverWhatTheDirectorysOthersSay() throws IOException {
    copy(Rerankers.CAUSAL);
    ModelDirectory model = open(settings());

    assertThat(model.maxLength()).isEqualTo(320);
    assertThat(model.prompt()).startsWith("Given a web search query");
    assertThat(model.format()).isInstanceOf(PairFormat.Text.class);
    assertThat(model.scoreRule().labels()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "version",
        "max_length",
        "truncation_side",
        "labels",
        "prompts",
        "default_prompt",
        "prompt_is_fixed",
        "form",
        "text",
        "text/with_prompt",
        "text/without_prompt",
        "text/suffix_fillers"
      })
  void aMissingPartIsNamed(String pointer) throws IOException {
    set(Rerankers.CAUSAL, "/" + pointer, null);
    refused(
        settings(), PairFormatFile.NAME, "has no " + pointer.substring(pointer.indexOf('/') + 1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "/version | 2 | is of version 2",
        "/version | \"1\" | is of version",
        "/max_length | 0 | max_length",
        "/truncation_side | \"middle\" | truncation_side",
        "/form | \"text\" | has no text",
        "/default_prompt | 5 | default_prompt is no name",
        "/labels | [] | has 0 labels",
        "/labels | [1] | labels",
        "/pair/start | [1000000] | outside of the vocabulary",
        "/pair/end | [-1] | no token",
        "/pair/between | 5 | pair.between",
        "/pair/token_types | [0] | token_types",
      })
  void whatCantBeIsNamed(String pointer, String value, String why) throws IOException {
    set(Rerankers.MODERNBERT, pointer, value);
    refused(settings(), PairFormatFile.NAME, why);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "[{\"role\":\"query\"}] | leaves the document out",
        "[{\"role\":\"document\"},{\"literal\":\"x\"}] | leaves the query out",
        "[{\"role\":\"query\"},{\"role\":\"document\"},{\"role\":\"tool\"}] | tool",
        "[{\"role\":\"query\"},{\"role\":\"document\"},{}] | {}",
        "\"{{ query }}\" | no list",
      })
  void aTemplateThatCantCarryAPairIsRefused(String parts, String why) throws IOException {
    set(Rerankers.CAUSAL, "/text/with_prompt", parts);
    refused(settings(), PairFormatFile.NAME, why);
  }

  @Test
  void aPromptForATemplateThatTakesNoneIsRefused() throws IOException {
    set(Rerankers.CAUSAL, "/text/with_prompt", "null");

    refused(settings().withPrompt("fact"), "rerank.model.prompt", "takes no prompt");
    assertThat(open(settings().withPrompt("")).prompt()).isEmpty();
  }

  @Test
  void anotherPromptThanTheGraphsIsRefused() throws IOException {
    set(Rerankers.DENSE, "/prompt_is_fixed", "true");

    refused(settings().withPrompt("another text"), "rerank.model.prompt", "graph");
    assertThat(open(settings().withPrompt("query")).prompt()).isEqualTo("search: ");
  }

  @Test
  void aNameThatIsNoPromptsIsNotTakenForAText() throws IOException {
    copy(Rerankers.CAUSAL);

    refused(settings().withPrompt("qurey"), "rerank.model.prompt is qurey", "fact or query");
    assertThat(open(settings().withPrompt("fact")).prompt()).startsWith("Given a claim");
    assertThat(open(settings().withPrompt(" Any text? ")).prompt()).isEqualTo(" Any text? ");
  }

  @Test
  void aDefaultPromptThatIsNotThereIsRefused() throws IOException {
    set(Rerankers.CAUSAL, "/default_prompt", "\"nothing\"");
    refused(settings(), "names nothing as its default prompt");
  }

  @Test
  void theTemplateIsInTheFingerprintAndIsFetched() throws IOException {
    copy(Rerankers.CAUSAL);
    String fingerprint = open(settings()).info().fingerprint();
    ModelSettings remote = ModelSettings.of("testfs://host" + directory);
    try (LocalModel files = LocalModel.obtain(remote)) {
      assertThat(files.directory().info().fingerprint()).isEqualTo(fingerprint);
    }
    Path file = directory.resolve(PairFormatFile.NAME);
    Files.writeString(file, Files.readString(file).replace("Judge", "Guess"));

    assertThat(open(settings()).info().fingerprint()).isNotEqualTo(fingerprint);
  }

  @Test
  void promptAndLabelAreInTheChoices() throws IOException {
    copy(Rerankers.CAUSAL);
    String standard = open(settings()).choices();

    assertThat(standard).startsWith("|prompt=");
    assertThat(open(settings().withPrompt("query")).choices()).isEqualTo(standard);
    assertThat(open(settings().withPrompt("fact")).choices()).isNotEqualTo(standard);
    assertThat(open(settings().withPrompt("")).choices()).isEmpty();
    assertThat(
            ModelDirectory.open(Rerankers.CLASSES.directory(), Rerankers.CLASSES.settings())
                .choices())
        .isEqualTo("|label=1");
  }
}
