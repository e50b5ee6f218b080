package io.riverrank.operators.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.riverrank.operators.model.LocalModel;
import io.riverrank.operators.model.ModelDirectory;
import io.riverrank.operators.natives.NativeLibraries;
import io.riverrank.operators.settings.ModelSettings;
import io.riverrank.operators.testing.TestSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the two files disagree; token ids from transformers 5.24.0. */
class ConfiguredTokenizerTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String PLAIN =
      "101 9278 1999 2710 102 19169 3280 2771 12870 1999 4361 1024 2779 7058 9278 102 | 101 1864 1876 9278 102 7668 102";
  private static final String CASED =
      "101 100 1999 100 102 100 3280 100 1999 100 1024 100 100 100 102 | 101 1864 1876 9278 102 100 102";

  @TempDir Path folder;

  @BeforeEach
  void copyModel() throws Exception {
    NativeLibraries.load(null);
    try (LocalModel bundled = LocalModel.obtain(TestSettings.BUNDLED)) {
      Path source = bundled.directory().tokenizerFile().getParent();
      try (Stream<Path> files = Files.walk(source)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          Path copy = folder.resolve(source.relativize(file).toString());
          Files.createDirectories(copy.getParent());
          Files.copy(file, copy);
        }
      }
    }
  }

  private void edit(String file, String pointer, String field, String json) throws Exception {
    ObjectNode root = (ObjectNode) MAPPER.readTree(folder.resolve(file).toFile());
    ObjectNode object = (ObjectNode) root.at(pointer);
    if (json == null) {
      object.remove(field);
    } else {
      object.set(field, MAPPER.readTree(json));
    }
    MAPPER.writeValue(folder.resolve(file).toFile(), root);
  }

  private String tokens() throws Exception {
    ModelDirectory model = ModelDirectory.open(folder, ModelSettings.of(folder.toString()));
    try (PairTokenizer tokenizer = new PairTokenizer(model, true)) {
      return Stream.of(
              tokenizer.encode("Rent in CANADA", "Über die Miete in Toronto: Average Monthly RENT"),
              tokenizer.encode("日本 rent", "Café"))
          .map(
              pair ->
                  Arrays.stream(pair.ids())
                      .mapToObj(Long::toString)
                      .collect(Collectors.joining(" ")))
          .collect(Collectors.joining(" | "));
    }
  }

  @ParameterizedTest
  @CsvSource({"true,true", "true,false", "false,true", "false,false"})
  void caseIsTheConfigurations(boolean file, boolean configuration) throws Exception {
    edit("tokenizer.json", "/normalizer", "lowercase", Boolean.toString(file));
    edit("tokenizer_config.json", "", "do_lower_case", Boolean.toString(configuration));
    assertThat(tokens()).isEqualTo(configuration ? PLAIN : CASED);
  }

  @Test
  void accentsAndChineseCharactersAreTheConfigurations() throws Exception {
    edit("tokenizer_config.json", "", "strip_accents", "false");
    assertThat(tokens())
        .isEqualTo(PLAIN.replace("102 19169 ", "102 100 ").replace("102 7668", "102 100"));
    edit("tokenizer_config.json", "", "strip_accents", "null");
    edit("tokenizer_config.json", "", "tokenize_chinese_chars", "false");
    assertThat(tokens()).isEqualTo(PLAIN.replace("1864 1876", "1864 30402"));
  }

  /** transformers' own defaults, not the file's. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatIsNotSaidIsTheDefault(boolean withFile) throws Exception {
    edit("tokenizer.json", "/normalizer", "lowercase", "false");
    edit("tokenizer.json", "/normalizer", "strip_accents", "false");
    edit("tokenizer.json", "/normalizer", "handle_chinese_chars", "false");
    if (withFile) {
      edit("tokenizer_config.json", "", "do_lower_case", null);
      edit("tokenizer_config.json", "", "strip_accents", null);
      edit("tokenizer_config.json", "", "tokenize_chinese_chars", null);
    } else {
      Files.delete(folder.resolve("tokenizer_config.json"));
    }
    assertThat(tokens()).isEqualTo(PLAIN);
  }

  @ParameterizedTest
  @CsvSource({
    "BertTokenizerFast,true",
    "DistilBertTokenizer,true",
    "ElectraTokenizer,true",
    "PreTrainedTokenizerFast,false",
    "TokenizersBackend,false"
  })
  void otherClassesTakeTheFileAsItIs(String tokenizerClass, boolean configured) throws Exception {
    edit("tokenizer_config.json", "", "tokenizer_class", '"' + tokenizerClass + '"');
    edit("tokenizer_config.json", "", "do_lower_case", "false");
    assertThat(tokens()).isEqualTo(configured ? CASED : PLAIN);
  }

  /** Its class lays a pair out with two separators, whatever the file says. */
  @Test
  void separatorsAreTheClasses() throws Exception {
    edit("tokenizer_config.json", "", "tokenizer_class", "\"MPNetTokenizer\"");
    assertThat(tokens())
        .isEqualTo(
            PLAIN
                .replace("2710 102 ", "2710 102 102 ")
                .replace("9278 102 7668", "9278 102 102 7668"));
  }
}
