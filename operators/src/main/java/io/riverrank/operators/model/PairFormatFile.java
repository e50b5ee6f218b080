package io.riverrank.operators.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.annotation.Nullable;

/**
 * {@code riverrank_pair.json}, which {@code deploy/models/prepare.py} writes beside config.json:
 * version 1 of it.
 */
final class PairFormatFile {
  static final String NAME = "riverrank_pair.json";

  private static final int VERSION = 1;

  /** Of a literal's or a template's list; a chat template has a few. */
  private static final int MOST_PARTS = 1_000;

  private final JsonFile file;
  private final int vocabulary;

  private PairFormatFile(JsonFile file, int vocabulary) {
    this.file = file;
    this.vocabulary = vocabulary;
  }

  /**
   * @return null where the directory has none
   * @throws ModelException for another version
   */
  @Nullable
  static PairFormatFile readIfPresent(Path directory) {
    Path path = directory.resolve(NAME);
    if (!Files.exists(path)) {
      return null;
    }
    JsonFile config = JsonFile.read(directory.resolve("config.json"));
    PairFormatFile read =
        new PairFormatFile(
            JsonFile.read(path), config.integer("vocab_size").orElse(Integer.MAX_VALUE));
    JsonNode version = read.required(read.file.root(), "version");
    if (!version.isInt() || version.intValue() != VERSION) {
      throw new ModelException(
          "%s is of version %s, and this Riverrank reads version %d; compile the model by the prepare.py of this release"
              .formatted(path, version, VERSION));
    }
    return read;
  }

  /** Tokens a pair at most. */
  int maxLength() {
    int length = required(file.root(), "max_length").asInt();
    if (length < 1) {
      throw broken("max_length is no number of tokens");
    }
    return length;
  }

  LabelNames labels() {
    List<String> names = texts(required(file.root(), "labels"), "labels");
    return LabelNames.of(names, file.path().toString());
  }

  /**
   * The prompt, by the user's choice or the model's own.
   *
   * @throws ModelException for a name that there is no prompt of, and for another than the graph
   *     was compiled with
   */
  String prompt(@Nullable String userChoice) {
    JsonNode name = required(file.root(), "default_prompt");
    if (!name.isNull() && !name.isTextual()) {
      throw broken("default_prompt is no name");
    }
    String standard = name.textValue();
    Prompts prompts = new Prompts(required(file.root(), "prompts"), standard, file.path());
    String prompt = prompts.choose(userChoice);
    if (required(file.root(), "prompt_is_fixed").asBoolean()
        && !prompt.equals(prompts.choose(null))) {
      throw new ModelException(
          "rerank.model.prompt can't be set, since the model's graph leaves out the tokens of the prompt that it was compiled with; compile it with the other one");
    }
    return prompt;
  }

  /** The format for a prompt. */
  PairFormat format(String prompt) {
    String form = required(file.root(), "form").asText();
    boolean cutsLeft = isLeft(required(file.root(), "truncation_side"));
    JsonNode details = required(file.root(), form);
    return switch (form) {
      case "text" -> text(details, prompt, cutsLeft);
      case "pair" -> joined(details, prompt, cutsLeft);
      default -> throw broken("form is %s, not text or pair".formatted(form));
    };
  }

  private boolean isLeft(JsonNode side) {
    return switch (side.asText()) {
      case "right" -> false;
      case "left" -> true;
      default -> throw broken("truncation_side is %s, not right or left".formatted(side));
    };
  }

  private PairFormat.Text text(JsonNode details, String prompt, boolean cutsLeft) {
    JsonNode without = required(details, "without_prompt");
    JsonNode with = required(details, "with_prompt");
    JsonNode fillers = required(details, "suffix_fillers");
    if (!prompt.isEmpty() && with.isNull()) {
      throw new ModelException(
          "%s has a chat template that takes no prompt; leave rerank.model.prompt empty and put the prompt into the queries"
              .formatted(file.path()));
    }
    List<PairFormat.Part> parts = parts(prompt.isEmpty() ? without : with, prompt);
    for (boolean query : new boolean[] {true, false}) {
      if (parts.stream()
          .noneMatch(part -> part instanceof PairFormat.Part.Slot s && s.isQuery() == query)) {
        throw broken(
            "its template leaves the %s out, so that it can't carry a pair"
                .formatted(query ? "query" : "document"));
      }
    }
    List<String> suffixFillers =
        fillers.isNull() ? List.of() : texts(fillers, "text.suffix_fillers");
    if (suffixFillers.size() != 0 && suffixFillers.size() != 2) {
      throw broken("text.suffix_fillers are not two texts");
    }
    return new PairFormat.Text(parts, cutsLeft, suffixFillers);
  }

  private List<PairFormat.Part> parts(JsonNode nodes, String prompt) {
    requireArray(nodes, "the parts of a template");
    List<PairFormat.Part> parts = new ArrayList<>();
    for (JsonNode node : nodes) {
      JsonNode literal = node.path("literal");
      parts.add(
          literal.isTextual()
              ? new PairFormat.Part.Literal(literal.textValue())
              : slot(node, prompt));
    }
    return List.copyOf(parts);
  }

  private PairFormat.Part slot(JsonNode node, String prompt) {
    String stripped = node.path("strip").asText("");
    String role = node.path("role").asText();
    return switch (role) {
      case "query" -> new PairFormat.Part.Slot(true, stripped);
      case "document" -> new PairFormat.Part.Slot(false, stripped);
      case "prompt" ->
          new PairFormat.Part.Literal(new PairFormat.Part.Slot(true, stripped).of(prompt));
      default ->
          throw broken("a part is %s, neither literal, query, document nor prompt".formatted(node));
    };
  }

  private PairFormat.Joined joined(JsonNode details, String prompt, boolean cutsLeft) {
    long[] types = numbers(required(details, "token_types"), "pair.token_types");
    if (types.length != 5) {
      throw broken("pair.token_types are not five");
    }
    return new PairFormat.Joined(
        prompt,
        ids(details, "start"),
        ids(details, "between"),
        ids(details, "end"),
        types,
        cutsLeft);
  }

  private long[] ids(JsonNode details, String name) {
    long[] ids = numbers(required(details, name), "pair." + name);
    for (long id : ids) {
      if (id >= vocabulary) {
        throw broken(
            "pair.%s has the token %d, outside of the vocabulary of %d"
                .formatted(name, id, vocabulary));
      }
    }
    return ids;
  }

  private long[] numbers(JsonNode nodes, String name) {
    requireArray(nodes, name);
    long[] numbers = new long[nodes.size()];
    for (int i = 0; i < numbers.length; i++) {
      JsonNode number = nodes.get(i);
      if (!number.isInt() || number.intValue() < 0) {
        throw broken("%s has %s, which is no token".formatted(name, number));
      }
      numbers[i] = number.intValue();
    }
    return numbers;
  }

  private List<String> texts(JsonNode nodes, String name) {
    requireArray(nodes, name);
    List<String> texts = new ArrayList<>();
    for (JsonNode text : nodes) {
      if (!text.isTextual()) {
        throw broken("%s has %s, which is no text".formatted(name, text));
      }
      texts.add(text.textValue());
    }
    return texts;
  }

  private void requireArray(JsonNode nodes, String name) {
    if (!nodes.isArray() || nodes.size() > MOST_PARTS) {
      throw broken("%s are no list of at most %d".formatted(name, MOST_PARTS));
    }
  }

  private JsonNode required(JsonNode parent, String name) {
    JsonNode node = parent.get(name);
    if (node == null) {
      throw broken("it has no " + name);
    }
    return node;
  }

  private ModelException broken(String what) {
    return new ModelException(
        "%s can't be used: %s; compile the model by deploy/models/prepare.py again"
            .formatted(file.path(), what));
  }
}
