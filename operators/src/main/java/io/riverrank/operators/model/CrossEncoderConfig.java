package io.riverrank.operators.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import javax.annotation.Nullable;

/**
 * What the JSON files of a CrossEncoder directory say, read as sentence-transformers and
 * transformers read them. What they can say and we can't do is refused by name.
 */
final class CrossEncoderConfig {
  /** Architectures whose positions start after the pad token's id. */
  private static final Set<String> OFFSET_POSITIONS =
      Set.of(
          "camembert",
          "data2vec-text",
          "ibert",
          "longformer",
          "luke",
          "mpnet",
          "roberta",
          "roberta-prelayernorm",
          "xlm-roberta",
          "xlm-roberta-xl",
          "xmod");

  /** Others are code that the model brings. */
  private static final String OWN_MODULES = "sentence_transformers.";

  private final JsonFile config;
  private final JsonFile sentenceTransformers;
  private final JsonFile tokenizerConfig;
  private final Path tokenizer;
  private final JsonFile transformerModule;

  private CrossEncoderConfig(Path directory) {
    config = JsonFile.read(directory.resolve("config.json"));
    sentenceTransformers =
        JsonFile.readIfPresent(directory.resolve("config_sentence_transformers.json"));
    tokenizerConfig = JsonFile.readIfPresent(directory.resolve("tokenizer_config.json"));
    tokenizer = directory.resolve("tokenizer.json");
    transformerModule = JsonFile.readIfPresent(directory.resolve("sentence_bert_config.json"));
  }

  /**
   * @throws ModelException for more than one label, extra modules, a default prompt, or padding or
   *     truncation on the left
   */
  static CrossEncoderConfig read(Path directory) {
    CrossEncoderConfig read = new CrossEncoderConfig(directory);
    read.checkLabels();
    read.checkModules(JsonFile.readIfPresent(directory.resolve("modules.json")));
    read.checkPrompt();
    read.checkPreprocessing();
    read.checkSides();
    return read;
  }

  /**
   * Tokens a pair at most: the smallest of what the tokenizer, the positions, the saved module and
   * the user allow.
   */
  int maxLength(@Nullable Integer userLimit) {
    if (userLimit != null && userLimit < 8) {
      throw new ModelException(
          "rerank.model.max-length is %d; a pair needs at least 8 tokens".formatted(userLimit));
    }
    return Stream.of(
            tokenizerConfig.integer("model_max_length"),
            positions(),
            transformerModule.integer("max_seq_length"),
            userLimit == null ? OptionalInt.empty() : OptionalInt.of(userLimit))
        .filter(OptionalInt::isPresent)
        .mapToInt(OptionalInt::getAsInt)
        .filter(length -> length > 0)
        .min()
        .orElseThrow(
            () ->
                new ModelException(
                    "neither %s nor %s says how many tokens the model takes; set rerank.model.max-length"
                        .formatted(tokenizerConfig.path(), config.path())));
  }

  private OptionalInt positions() {
    OptionalInt positions = config.integer("max_position_embeddings");
    String type = config.text("model_type");
    if (positions.isPresent() && type != null && OFFSET_POSITIONS.contains(type)) {
      return OptionalInt.of(positions.getAsInt() - config.integer("pad_token_id").orElse(1) - 1);
    }
    return positions;
  }

  /**
   * Whether the document's tokens are of another type than the query's: not where the model knows
   * one type only, nor where the tokenizer does not give types to the model.
   */
  boolean distinguishesSegments() {
    if (config.integer("type_vocab_size").orElse(2) == 1) {
      return false;
    }
    JsonNode inputs = tokenizerConfig.at("model_input_names");
    if (!inputs.isArray()) {
      return true;
    }
    for (JsonNode input : inputs) {
      if (input.asText().equals("token_type_ids")) {
        return true;
      }
    }
    return false;
  }

  /** The id of the tokenizer's own pad token, by its name; else what config.json says. */
  int padTokenId() {
    JsonNode token = tokenizerConfig.at("pad_token");
    String content = token.isObject() ? token.path("content").asText() : token.asText("");
    OptionalInt id = TokenizerFile.idOf(tokenizer, content);
    int padTokenId = id.isPresent() ? id.getAsInt() : config.integer("pad_token_id").orElse(-1);
    if (padTokenId < 0) {
      throw new ModelException(
          "neither %s nor %s names a pad token; set pad_token in the first"
              .formatted(tokenizerConfig.path(), config.path()));
    }
    return padTokenId;
  }

  /** By the precedence of sentence-transformers, with the user's word first. */
  Activation activation(@Nullable String userChoice) {
    if (userChoice != null) {
      return Activation.parse(userChoice, "rerank.model.activation");
    }
    String name = sentenceTransformers.text("activation_fn");
    if (name != null) {
      return Activation.parse(name, sentenceTransformers.path().toString());
    }
    name = config.text("sentence_transformers", "activation_fn");
    if (name == null) {
      name = config.text("sbert_ce_default_activation_function");
    }
    return name == null ? Activation.SIGMOID : Activation.parse(name, config.path().toString());
  }

  private void checkLabels() {
    JsonNode names = config.at("id2label");
    OptionalInt labels =
        names.isObject() ? OptionalInt.of(names.size()) : config.integer("num_labels");
    if (labels.isPresent() && labels.getAsInt() != 1) {
      throw new ModelException(
          "%s has %d labels; Riverrank ranks by models with one"
              .formatted(config.path(), labels.getAsInt()));
    }
    String kind = sentenceTransformers.text("model_type");
    if (kind != null && !kind.equals("CrossEncoder")) {
      throw new ModelException(
          "%s says the model is a %s; Riverrank needs a CrossEncoder"
              .formatted(sentenceTransformers.path(), kind));
    }
  }

  private void checkModules(JsonFile modules) {
    for (JsonNode module : modules.root()) {
      String type = module.path("type").asText();
      if (!type.startsWith(OWN_MODULES) || !type.endsWith(".Transformer")) {
        throw new ModelException(
            "%s has the module %s; Riverrank runs a single Transformer module"
                .formatted(modules.path(), type));
      }
    }
    if (modules.root().size() > 1) {
      throw new ModelException(
          "%s has %d modules; Riverrank runs a single Transformer module"
              .formatted(modules.path(), modules.root().size()));
    }
  }

  private void checkPrompt() {
    String name = sentenceTransformers.text("default_prompt_name");
    String prompt = name == null ? null : sentenceTransformers.text("prompts", name);
    if (prompt != null && !prompt.isEmpty()) {
      throw new ModelException(
          "%s sets the default prompt \"%s\"; prompts are not supported: put it into the queries and remove default_prompt_name"
              .formatted(sentenceTransformers.path(), name));
    }
  }

  private void checkPreprocessing() {
    if (transformerModule.at("do_lower_case").asBoolean()) {
      throw new ModelException(
          "%s sets do_lower_case, which is not supported; let the tokenizer do it and remove the line"
              .formatted(transformerModule.path()));
    }
  }

  private void checkSides() {
    for (String side : new String[] {"truncation_side", "padding_side"}) {
      String value = tokenizerConfig.text(side);
      if (value != null && !value.equals("right")) {
        throw new ModelException(
            "%s sets %s to %s; Riverrank knows right only"
                .formatted(tokenizerConfig.path(), side, value));
      }
    }
  }
}
