package io.riverrank.operators.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.annotation.Nullable;

/**
 * The tokenizer classes of transformers 5 that take tokenizer.json's vocabulary only, and build all
 * else anew from tokenizer_config.json and their own constants (5.24, {@code models/*}{@code
 * /tokenization_*.py}). sentence-transformers from 6 on runs on nothing older.
 */
enum RebuiltTokenizer {
  BERT(
      Model.WORD_PIECE,
      Template.SEGMENTS,
      names("cls_token", "[CLS]", "sep_token", "[SEP]"),
      "BertTokenizer",
      "DistilBertTokenizer",
      "ElectraTokenizer",
      "LayoutLMTokenizer",
      "LxmertTokenizer",
      "MobileBertTokenizer",
      "SqueezeBertTokenizer"),
  /** Takes all from the file but how a pair is laid out. */
  CONV_BERT(
      Model.WORD_PIECE,
      Template.SEGMENTS,
      names("cls_token", "[CLS]", "sep_token", "[SEP]"),
      "ConvBertTokenizer"),
  FUNNEL(
      Model.WORD_PIECE,
      Template.SEGMENTS_AFTER_TYPE_2,
      names("cls_token", "<cls>", "sep_token", "<sep>"),
      "FunnelTokenizer"),
  MPNET(
      Model.WORD_PIECE,
      Template.TWO_SEPARATORS,
      names("cls_token", "<s>", "sep_token", "</s>"),
      "MPNetTokenizer"),
  DEBERTA_V2(
      Model.UNIGRAM,
      Template.SEGMENTS,
      names("cls_token", "[CLS]", "sep_token", "[SEP]"),
      "DebertaV2Tokenizer"),
  XLM_ROBERTA(
      Model.UNIGRAM,
      Template.TWO_SEPARATORS,
      names("bos_token", "<s>", "eos_token", "</s>"),
      "XLMRobertaTokenizer"),
  CAMEMBERT(
      Model.UNIGRAM,
      Template.TWO_SEPARATORS,
      names("bos_token", "<s>", "eos_token", "</s>"),
      "CamembertTokenizer"),
  ROBERTA(
      Model.BPE,
      Template.TWO_SEPARATORS,
      names("cls_token", "<s>", "sep_token", "</s>"),
      "RobertaTokenizer",
      "BartTokenizer",
      "LEDTokenizer",
      "LongformerTokenizer",
      "MvpTokenizer"),
  DEBERTA(
      Model.BPE,
      Template.TWO_SEPARATORS,
      names("cls_token", "[CLS]", "sep_token", "[SEP]"),
      "DebertaTokenizer");

  /** {@code type} of tokenizer.json's model. */
  enum Model {
    WORD_PIECE("WordPiece"),
    UNIGRAM("Unigram"),
    BPE("BPE");

    final String type;

    Model(String type) {
      this.type = type;
    }
  }

  /** How a pair is laid out; types of the tokens in brackets. */
  enum Template {
    /** {@code first[0] query[0] last[0] document[1] last[1]}. */
    SEGMENTS,
    /** The same with {@code first[2]}. */
    SEGMENTS_AFTER_TYPE_2,
    /** {@code first query last last document last}, all of type 0. */
    TWO_SEPARATORS
  }

  /**
   * A special token.
   *
   * @param key in tokenizer_config.json
   * @param content where that doesn't say
   */
  record SpecialToken(String key, String content) {}

  /** Classes where tokenizer_config.json names none, by config.json's model_type. */
  private static final Map<String, RebuiltTokenizer> BY_MODEL_TYPE =
      Map.ofEntries(
          Map.entry("bert", BERT),
          Map.entry("convbert", BERT),
          Map.entry("distilbert", BERT),
          Map.entry("electra", BERT),
          Map.entry("ernie", BERT),
          Map.entry("layoutlm", BERT),
          Map.entry("lxmert", BERT),
          Map.entry("megatron-bert", BERT),
          Map.entry("mobilebert", BERT),
          Map.entry("nezha", BERT),
          Map.entry("nomic_bert", BERT),
          Map.entry("qdqbert", BERT),
          Map.entry("squeezebert", BERT),
          Map.entry("visual_bert", BERT),
          Map.entry("funnel", FUNNEL),
          Map.entry("mpnet", MPNET),
          Map.entry("deberta-v2", DEBERTA_V2),
          Map.entry("gte", XLM_ROBERTA),
          Map.entry("jina_embeddings_v3", XLM_ROBERTA),
          Map.entry("xlm-roberta", XLM_ROBERTA),
          Map.entry("xmod", XLM_ROBERTA),
          Map.entry("camembert", CAMEMBERT),
          Map.entry("bart", ROBERTA),
          Map.entry("data2vec-text", ROBERTA),
          Map.entry("ibert", ROBERTA),
          Map.entry("longformer", ROBERTA),
          Map.entry("mra", ROBERTA),
          Map.entry("roberta", ROBERTA),
          Map.entry("roberta-prelayernorm", ROBERTA),
          Map.entry("deberta", DEBERTA));

  /** Whose tokenizer.json is taken as it is, whatever class tokenizer_config.json names. */
  private static final Set<String> AS_THE_FILE =
      Set.of("modernbert", "modernbert-decoder", "nystromformer", "xlm-roberta-xl");

  /** Rebuilt by transformers, too, in ways that are not known here. */
  private static final Set<String> UNKNOWN =
      Set.of(
          "AlbertTokenizer",
          "BarthezTokenizer",
          "BigBirdTokenizer",
          "GPT2Tokenizer",
          "GPTNeoXTokenizer",
          "GemmaTokenizer",
          "HerbertTokenizer",
          "LayoutLMv2Tokenizer",
          "LayoutLMv3Tokenizer",
          "LayoutXLMTokenizer",
          "LlamaTokenizer",
          "LukeTokenizer",
          "MBart50Tokenizer",
          "MBartTokenizer",
          "MLukeTokenizer",
          "MarkupLMTokenizer",
          "NllbTokenizer",
          "PegasusTokenizer",
          "Qwen2Tokenizer",
          "Qwen3_5Tokenizer",
          "ReformerTokenizer",
          "RemBertTokenizer",
          "RoFormerTokenizer",
          "SplinterTokenizer",
          "T5Tokenizer",
          "XLNetTokenizer");

  private final Model model;
  private final Template template;
  private final List<SpecialToken> tokens;
  private final Set<String> classes;

  RebuiltTokenizer(Model model, Template template, List<SpecialToken> tokens, String... classes) {
    this.model = model;
    this.template = template;
    this.tokens = tokens;
    this.classes = Set.of(classes);
  }

  private static List<SpecialToken> names(
      String first, String firstContent, String last, String lastContent) {
    return List.of(new SpecialToken(first, firstContent), new SpecialToken(last, lastContent));
  }

  /**
   * Empty where tokenizer.json is taken as it is.
   *
   * @param tokenizerClass of tokenizer_config.json, else of config.json
   */
  static Optional<RebuiltTokenizer> of(
      @Nullable String tokenizerClass, @Nullable String modelType) {
    if (modelType != null && AS_THE_FILE.contains(modelType)) {
      return Optional.empty();
    }
    if (tokenizerClass == null) {
      return Optional.ofNullable(modelType == null ? null : BY_MODEL_TYPE.get(modelType));
    }
    String name = withoutFast(tokenizerClass);
    for (RebuiltTokenizer tokenizer : values()) {
      if (tokenizer.classes.contains(name)) {
        return Optional.of(tokenizer);
      }
    }
    return Optional.empty();
  }

  /** Whether transformers builds a class's tokenizer anew and we take tokenizer.json as it is. */
  static boolean isUnknown(@Nullable String tokenizerClass, @Nullable String modelType) {
    return tokenizerClass != null
        && UNKNOWN.contains(withoutFast(tokenizerClass))
        && !(modelType != null && AS_THE_FILE.contains(modelType));
  }

  private static String withoutFast(String tokenizerClass) {
    return tokenizerClass.replaceFirst("Fast$", "");
  }

  Model model() {
    return model;
  }

  Template template() {
    return template;
  }

  /** Before everything. */
  SpecialToken first() {
    return tokens.get(0);
  }

  /** Between the texts and at the end. */
  SpecialToken last() {
    return tokens.get(1);
  }
}
