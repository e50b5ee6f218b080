package io.riverrank.operators.model;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;

/** Puts together what a class of transformers puts beside the vocabulary of tokenizer.json. */
final class RebuiltParts {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final int WORD_PIECE_CHARS = 100;

  /** Where XLM-RoBERTa has it in every vocabulary. */
  private static final int XLM_ROBERTA_UNKNOWN = 3;

  private static final int DEBERTA_V2_UNKNOWN = 1;

  private final RebuiltTokenizer tokenizer;
  private final Path file;
  private final TokenizerParts present;
  private final JsonFile settings;

  /**
   * @param present of the file
   * @param settings tokenizer_config.json
   */
  RebuiltParts(RebuiltTokenizer tokenizer, Path file, TokenizerParts present, JsonFile settings) {
    this.tokenizer = tokenizer;
    this.file = file;
    this.present = present;
    this.settings = settings;
  }

  TokenizerParts parts() throws IOException {
    Map<String, JsonNode> top = new LinkedHashMap<>();
    top.put("normalizer", normalizer());
    top.put("pre_tokenizer", preTokenizer());
    top.put("post_processor", postProcessor());
    return new TokenizerParts(top, model());
  }

  private JsonNode normalizer() {
    return switch (tokenizer) {
      case BERT, FUNNEL, MPNET ->
          JSON.objectNode()
              .put("type", "BertNormalizer")
              .put("clean_text", true)
              .put("handle_chinese_chars", flag("tokenize_chinese_chars", true))
              .put("lowercase", flag("do_lower_case", true))
              .set(
                  "strip_accents",
                  settings.at("strip_accents").isBoolean()
                      ? settings.at("strip_accents")
                      : NullNode.getInstance());
      case CONV_BERT -> present.of("normalizer");
      case DEBERTA_V2 -> debertaNormalizer();
      case XLM_ROBERTA, CAMEMBERT -> charsmap(present.of("normalizer"));
      case ROBERTA, DEBERTA -> NullNode.getInstance();
    };
  }

  /** The file's own map of characters is not among them. */
  private JsonNode debertaNormalizer() {
    ArrayNode steps = JSON.arrayNode();
    if (flag("do_lower_case", false)) {
      steps.addObject().put("type", "Lowercase");
    }
    steps
        .addObject()
        .put("type", "Replace")
        .put("content", " ")
        .set("pattern", JSON.objectNode().put("Regex", "\\s{2,}|[\\n\\r\\t]"));
    steps.addObject().put("type", "NFC");
    steps.addObject().put("type", "Strip").put("strip_left", false).put("strip_right", true);
    return JSON.objectNode().put("type", "Sequence").set("normalizers", steps);
  }

  private static JsonNode charsmap(JsonNode normalizer) {
    if (normalizer.path("type").asText().equals("Precompiled")) {
      return normalizer;
    }
    for (JsonNode step : normalizer.path("normalizers")) {
      if (step.path("type").asText().equals("Precompiled")) {
        return step;
      }
    }
    return NullNode.getInstance();
  }

  private JsonNode preTokenizer() {
    return switch (tokenizer) {
      case BERT, FUNNEL, MPNET -> JSON.objectNode().put("type", "BertPreTokenizer");
      case CONV_BERT -> present.of("pre_tokenizer");
      case DEBERTA_V2 -> {
        ArrayNode steps = JSON.arrayNode();
        if (flag("split_by_punct", false)) {
          steps.addObject().put("type", "Punctuation").put("behavior", "Isolated");
        }
        yield sequence(steps.add(metaspace("first")));
      }
      case XLM_ROBERTA, CAMEMBERT ->
          sequence(
              JSON.arrayNode()
                  .add(JSON.objectNode().put("type", "WhitespaceSplit"))
                  .add(metaspace("never")));
      case ROBERTA, DEBERTA ->
          JSON.objectNode()
              .put("type", "ByteLevel")
              .put("add_prefix_space", flag("add_prefix_space", false))
              .put("trim_offsets", true)
              .put("use_regex", true);
    };
  }

  private static JsonNode sequence(ArrayNode steps) {
    return JSON.objectNode().put("type", "Sequence").set("pretokenizers", steps);
  }

  private JsonNode metaspace(String withoutPrefix) {
    return JSON.objectNode()
        .put("type", "Metaspace")
        .put("replacement", "▁")
        .put("prepend_scheme", flag("add_prefix_space", true) ? "always" : withoutPrefix)
        .put("split", true);
  }

  /** The file's where it doesn't have the special tokens. */
  private JsonNode postProcessor() {
    String first = token(tokenizer.first().key(), tokenizer.first().content());
    String last = token(tokenizer.last().key(), tokenizer.last().content());
    OptionalInt firstId = TokenizerFile.idOf(file, first);
    OptionalInt lastId = TokenizerFile.idOf(file, last);
    if (firstId.isEmpty() || lastId.isEmpty()) {
      return present.of("post_processor");
    }
    int firstType = tokenizer.template() == RebuiltTokenizer.Template.SEGMENTS_AFTER_TYPE_2 ? 2 : 0;
    boolean twoSeparators = tokenizer.template() == RebuiltTokenizer.Template.TWO_SEPARATORS;
    int documentType = twoSeparators ? 0 : 1;
    ArrayNode single =
        JSON.arrayNode().add(special(first, firstType)).add(text("A", 0)).add(special(last, 0));
    ArrayNode pair = single.deepCopy();
    if (twoSeparators) {
      pair.add(special(last, 0));
    }
    pair.add(text("B", documentType)).add(special(last, documentType));
    ObjectNode tokens = JSON.objectNode();
    tokens.set(first, special(first, firstId));
    tokens.set(last, special(last, lastId));
    ObjectNode processor = JSON.objectNode().put("type", "TemplateProcessing");
    processor.set("single", single);
    processor.set("pair", pair);
    processor.set("special_tokens", tokens);
    return processor;
  }

  private static JsonNode special(String token, int type) {
    return JSON.objectNode()
        .set("SpecialToken", JSON.objectNode().put("id", token).put("type_id", type));
  }

  private static JsonNode text(String which, int type) {
    return JSON.objectNode()
        .set("Sequence", JSON.objectNode().put("id", which).put("type_id", type));
  }

  private static JsonNode special(String token, OptionalInt id) {
    ObjectNode node = JSON.objectNode().put("id", token);
    node.putArray("ids").add(id.getAsInt());
    node.putArray("tokens").add(token);
    return node;
  }

  private Map<String, JsonNode> model() throws IOException {
    if (tokenizer == RebuiltTokenizer.CONV_BERT) {
      return present.model();
    }
    Map<String, JsonNode> model = new LinkedHashMap<>();
    model.put("type", JSON.textNode(tokenizer.model().type));
    switch (tokenizer.model()) {
      case WORD_PIECE -> {
        String unknown = tokenizer == RebuiltTokenizer.FUNNEL ? "<unk>" : "[UNK]";
        model.put("unk_token", JSON.textNode(token("unk_token", unknown)));
        model.put("continuing_subword_prefix", JSON.textNode("##"));
        model.put("max_input_chars_per_word", JSON.numberNode(WORD_PIECE_CHARS));
      }
      case UNIGRAM -> {
        model.put("unk_id", JSON.numberNode(unknownId()));
        model.put("byte_fallback", JSON.booleanNode(false));
      }
      case BPE -> {
        model.put("dropout", NullNode.getInstance());
        model.put("unk_token", NullNode.getInstance());
        model.put("continuing_subword_prefix", JSON.textNode(""));
        model.put("end_of_word_suffix", JSON.textNode(""));
        model.put("fuse_unk", JSON.booleanNode(false));
        model.put("byte_fallback", JSON.booleanNode(false));
        model.put("ignore_merges", JSON.booleanNode(false));
      }
    }
    return model;
  }

  private int unknownId() throws IOException {
    return switch (tokenizer) {
      case CAMEMBERT -> inVocabulary(token("unk_token", "<unk>"), false).orElse(0);
      case DEBERTA_V2 ->
          inVocabulary(token("unk_token", "[UNK]"), true)
              .orElse(settings.integer("unk_id").orElse(DEBERTA_V2_UNKNOWN));
      default -> XLM_ROBERTA_UNKNOWN;
    };
  }

  /**
   * Where a piece is in a Unigram vocabulary.
   *
   * @param unscored only if its score is 0
   */
  private OptionalInt inVocabulary(String piece, boolean unscored) throws IOException {
    try (JsonParser json = TokenizerParts.MAPPER.createParser(file.toFile())) {
      while (json.nextToken() != null) {
        if (json.hasToken(JsonToken.START_ARRAY)
            && json.getParsingContext().getParent().getCurrentName() != null
            && json.getParsingContext().getParent().getCurrentName().equals("vocab")) {
          for (int id = 0; json.nextToken() == JsonToken.START_ARRAY; id++) {
            boolean found = json.nextTextValue().equals(piece);
            json.nextToken();
            found &= !unscored || json.getDoubleValue() == 0;
            json.nextToken();
            if (found) {
              return OptionalInt.of(id);
            }
          }
          return OptionalInt.empty();
        }
      }
    }
    return OptionalInt.empty();
  }

  private boolean flag(String name, boolean otherwise) {
    JsonNode said = settings.at(name);
    return said.isBoolean() ? said.booleanValue() : otherwise;
  }

  private String token(String key, String otherwise) {
    JsonNode said = settings.at(key);
    JsonNode content = said.isObject() ? said.path("content") : said;
    return content.isTextual() ? content.textValue() : otherwise;
  }
}
