package io.riverrank.operators.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;

/**
 * What a directory may say whose graph somebody else exported: one Transformer that classifies the
 * pair as its tokenizer joins it. All else is in a graph of {@code deploy/models/prepare.py}, with
 * the {@link PairFormat} beside it.
 */
final class UncompiledModel {
  /** Others are code that the model brings. */
  private static final String OWN_MODULES = "sentence_transformers.";

  private static final String COMPILE = "compile the model by deploy/models/prepare.py";

  private UncompiledModel() {}

  /**
   * @throws ModelException for more modules, another task, messages, or padding or truncation on
   *     the left
   */
  static void check(Path directory) {
    checkModules(JsonFile.readIfPresent(directory.resolve("modules.json")));
    checkTransformer(JsonFile.readIfPresent(directory.resolve("sentence_bert_config.json")));
    checkSides(JsonFile.readIfPresent(directory.resolve("tokenizer_config.json")));
    checkArchitecture(JsonFile.read(directory.resolve("config.json")));
  }

  private static void checkModules(JsonFile modules) {
    for (JsonNode module : modules.root()) {
      String type = module.path("type").asText();
      if (!type.startsWith(OWN_MODULES) || !type.endsWith(".Transformer")) {
        throw new ModelException(
            "%s has the module %s, which this ONNX file knows nothing of; %s"
                .formatted(modules.path(), type, COMPILE));
      }
    }
    if (modules.root().size() > 1) {
      throw new ModelException(
          "%s has %d modules, of which this ONNX file can be one only; %s"
              .formatted(modules.path(), modules.root().size(), COMPILE));
    }
  }

  private static void checkTransformer(JsonFile transformer) {
    if (transformer.at("do_lower_case").asBoolean()) {
      throw new ModelException(
          "%s sets do_lower_case, which is not supported; let the tokenizer do it and remove the line"
              .formatted(transformer.path()));
    }
    String task = transformer.text("transformer_task");
    if (task != null && !task.equals("sequence-classification")) {
      throw new ModelException(
          "%s sets transformer_task to %s, and this ONNX file has no score of that; %s"
              .formatted(transformer.path(), task, COMPILE));
    }
    if (transformer.at("modality_config").has("message")) {
      throw new ModelException(
          "%s makes messages of a pair for the model's chat template, which is not in this directory as tokens; %s"
              .formatted(transformer.path(), COMPILE));
    }
    if (!transformer.at("processing_kwargs").isEmpty()) {
      throw new ModelException(
          "%s sets processing_kwargs, which are not in this directory as tokens; %s"
              .formatted(transformer.path(), COMPILE));
    }
  }

  private static void checkArchitecture(JsonFile config) {
    String architecture = config.at("architectures").path(0).asText();
    if (architecture.endsWith("ForCausalLM")) {
      throw new ModelException(
          "%s names %s, which writes text, and this ONNX file has no score of that; %s"
              .formatted(config.path(), architecture, COMPILE));
    }
  }

  private static void checkSides(JsonFile tokenizer) {
    for (String side : new String[] {"truncation_side", "padding_side"}) {
      String value = tokenizer.text(side);
      if (value != null && !value.equals("right")) {
        throw new ModelException(
            "%s sets %s to %s, and Riverrank knows right only where it is not compiled in; %s"
                .formatted(tokenizer.path(), side, value, COMPILE));
      }
    }
  }
}
