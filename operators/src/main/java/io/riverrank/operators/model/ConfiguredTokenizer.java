package io.riverrank.operators.model;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import javax.annotation.Nullable;

/**
 * tokenizer.json as transformers (4.57 and 5.24) uses it for the tokenizers of BERT and its kin:
 * they set the normalizer to what tokenizer_config.json says about case, accents and Chinese
 * characters, and to their own defaults where it says nothing. Other tokenizers take the file as it
 * is.
 */
public final class ConfiguredTokenizer {

  /** Without "Fast" at their ends. */
  private static final Set<String> CLASSES =
      Set.of(
          "BertTokenizer",
          "ConvBertTokenizer",
          "DistilBertTokenizer",
          "ElectraTokenizer",
          "FunnelTokenizer",
          "LayoutLMTokenizer",
          "LxmertTokenizer",
          "MPNetTokenizer",
          "MobileBertTokenizer",
          "SqueezeBertTokenizer");

  /** What has one of those where tokenizer_config.json names no class. */
  private static final Set<String> MODEL_TYPES =
      Set.of(
          "bert",
          "convbert",
          "distilbert",
          "electra",
          "funnel",
          "layoutlm",
          "lxmert",
          "mpnet",
          "mobilebert",
          "squeezebert");

  /** The normalizer's names by the configuration's. */
  private static final Map<String, String> NAMES =
      Map.of(
          "do_lower_case", "lowercase",
          "strip_accents", "strip_accents",
          "tokenize_chinese_chars", "handle_chinese_chars");

  private static final Map<String, JsonNode> DEFAULTS =
      Map.of(
          "do_lower_case", BooleanNode.TRUE,
          "strip_accents", NullNode.getInstance(),
          "tokenize_chinese_chars", BooleanNode.TRUE);

  private static final ObjectMapper MAPPER =
      new ObjectMapper(
          JsonFactory.builder()
              .streamReadConstraints(
                  StreamReadConstraints.builder()
                      .maxStringLength(Integer.MAX_VALUE)
                      .maxNameLength(Integer.MAX_VALUE)
                      .build())
              .build());

  private ConfiguredTokenizer() {}

  /**
   * The file as the tokenizer library has to get it; null if that is as it is.
   *
   * @throws ModelException if one of the directory's files can't be read
   */
  @Nullable
  public static byte[] of(Path tokenizerFile) {
    JsonFile config = JsonFile.readIfPresent(tokenizerFile.resolveSibling("config.json"));
    JsonFile settings =
        JsonFile.readIfPresent(tokenizerFile.resolveSibling("tokenizer_config.json"));
    if (!isConfigured(settings.text("tokenizer_class"), config.text("model_type"))) {
      return null;
    }
    try {
      ObjectNode normalizer = normalizer(tokenizerFile);
      if (normalizer == null || !configure(normalizer, settings)) {
        return null;
      }
      ObjectNode tokenizer = (ObjectNode) MAPPER.readTree(tokenizerFile.toFile());
      tokenizer.set("normalizer", normalizer);
      return MAPPER.writeValueAsBytes(tokenizer);
    } catch (JacksonException e) {
      // The tokenizer library says what is wrong with it.
      return null;
    } catch (IOException e) {
      throw JsonFile.unreadable(tokenizerFile, e);
    }
  }

  private static boolean isConfigured(@Nullable String tokenizerClass, @Nullable String modelType) {
    return tokenizerClass == null
        ? modelType != null && MODEL_TYPES.contains(modelType)
        : CLASSES.contains(tokenizerClass.replaceFirst("Fast$", ""));
  }

  /** Reads no further than to it, which is before the vocabulary; null if it is another kind. */
  @Nullable
  private static ObjectNode normalizer(Path file) throws IOException {
    try (JsonParser json = MAPPER.createParser(file.toFile())) {
      json.nextToken();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        json.nextToken();
        if (name.equals("normalizer")) {
          JsonNode normalizer = json.readValueAsTree();
          return normalizer.path("type").asText().equals("BertNormalizer")
              ? (ObjectNode) normalizer
              : null;
        }
        json.skipChildren();
      }
    }
    return null;
  }

  /** Whether anything changed. */
  private static boolean configure(ObjectNode normalizer, JsonFile settings) {
    boolean changed = false;
    for (Map.Entry<String, String> name : NAMES.entrySet()) {
      JsonNode said = settings.at(name.getKey());
      JsonNode value = said.isMissingNode() ? DEFAULTS.get(name.getKey()) : said;
      JsonNode before = normalizer.path(name.getValue());
      if (!before.isMissingNode() && !before.equals(value)) {
        normalizer.set(name.getValue(), value);
        changed = true;
      }
    }
    return changed;
  }
}
