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

  private final JsonFile config;
  private final JsonFile sentenceTransformers;
  private final JsonFile tokenizerConfig;
  private final Path tokenizer;
  private final JsonFile transformerModule;
  @Nullable private final PairFormatFile format;

  private CrossEncoderConfig(Path directory) {
    config = JsonFile.read(directory.resolve("config.json"));
    sentenceTransformers =
        JsonFile.readIfPresent(directory.resolve("config_sentence_transformers.json"));
    tokenizerConfig = JsonFile.readIfPresent(directory.resolve("tokenizer_config.json"));
    tokenizer = directory.resolve("tokenizer.json");
    transformerModule = JsonFile.readIfPresent(directory.resolve("sentence_bert_config.json"));
    format = PairFormatFile.readIfPresent(directory);
  }

  /**
   * @throws ModelException if it is no cross-encoder, or one that has to be compiled first
   */
  static CrossEncoderConfig read(Path directory) {
    CrossEncoderConfig read = new CrossEncoderConfig(directory);
    read.checkKind();
    if (read.format == null) {
      UncompiledModel.check(directory);
    }
    return read;
  }

  /**
   * Tokens a pair at most: the smallest of what the tokenizer, the positions, the saved module and
   * the user allow; of a compiled model, of what its format and the user allow.
   */
  int maxLength(@Nullable Integer userLimit) {
    if (userLimit != null && userLimit < 8) {
      throw new ModelException(
          "rerank.model.max-length is %d; a pair needs at least 8 tokens".formatted(userLimit));
    }
    Stream<OptionalInt> own =
        format != null
            ? Stream.of(OptionalInt.of(format.maxLength()))
            : Stream.of(
                tokenizerConfig.integer("model_max_length"),
                positions(),
                transformerModule.integer("max_seq_length"));
    return Stream.concat(
            own, Stream.of(userLimit == null ? OptionalInt.empty() : OptionalInt.of(userLimit)))
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
    return positions.isPresent()
        ? OptionalInt.of(positions.getAsInt() - firstPosition())
        : positions;
  }

  /** Width of a token's hidden state, by the names that transformers has for it; 0 for none. */
  int hiddenSize() {
    return Stream.of("hidden_size", "d_model", "dim", "n_embd")
        .map(config::integer)
        .filter(OptionalInt::isPresent)
        .findFirst()
        .orElse(OptionalInt.of(0))
        .getAsInt();
  }

  /** The first token's, where the graph wants to be told. */
  int firstPosition() {
    String type = config.text("model_type");
    return type != null && OFFSET_POSITIONS.contains(type)
        ? config.integer("pad_token_id").orElse(1) + 1
        : 0;
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

  LabelNames labels() {
    return format == null ? LabelNames.of(config) : format.labels();
  }

  /** See {@link Prompts#choose}. */
  String prompt(@Nullable String userChoice) {
    if (format != null) {
      return format.prompt(userChoice);
    }
    return new Prompts(
            sentenceTransformers.at("prompts"),
            sentenceTransformers.text("default_prompt_name"),
            sentenceTransformers.path())
        .choose(userChoice);
  }

  /** Null where the tokenizer's own template joins a pair. */
  @Nullable
  PairFormat format(String prompt) {
    return format == null ? null : format.format(prompt);
  }

  /**
   * By the precedence of sentence-transformers, with the user's word first.
   *
   * @param labels of the model: several have no activation by default
   */
  Activation activation(@Nullable String userChoice, int labels) {
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
    if (name == null) {
      return labels == 1 ? Activation.SIGMOID : Activation.IDENTITY;
    }
    return Activation.parse(name, config.path().toString());
  }

  private void checkKind() {
    String kind = sentenceTransformers.text("model_type");
    if (kind != null && !kind.equals("CrossEncoder")) {
      throw new ModelException(
          "%s says the model is a %s; Riverrank needs a CrossEncoder"
              .formatted(sentenceTransformers.path(), kind));
    }
  }
}
