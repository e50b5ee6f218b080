package io.riverrank.operators.model;

import io.riverrank.operators.errors.FileProblem;
import io.riverrank.operators.settings.LabelSettings;
import io.riverrank.operators.settings.ModelSettings;
import io.riverrank.schemas.ModelInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.annotation.Nullable;

/**
 * A model directory that passed every check that needs no native library.
 *
 * @param onnxFile the model to load
 * @param tokenizerFile tokenizer.json
 * @param maxLength tokens a pair at most, special tokens included
 * @param hiddenSize width of a token's hidden state; 0 where config.json doesn't say
 * @param padTokenId what fills the shorter rows of a batch
 * @param firstPosition the first token's, where the graph wants positions
 * @param distinguishesSegments whether query and document have different token types; otherwise all
 *     are 0
 * @param prompt that is read with every query; empty for none
 * @param format how a pair becomes tokens; null for the tokenizer's own template, with the prompt
 *     before the query
 * @param scoreRule from the graph's output to logit and score
 * @param inputs that the graph declares
 * @param fixedScales whether the graph quantises, and has every scale in the file
 * @param info name, fingerprint and precision, as in each result
 */
public record ModelDirectory(
    Path onnxFile,
    Path tokenizerFile,
    int maxLength,
    int hiddenSize,
    int padTokenId,
    int firstPosition,
    boolean distinguishesSegments,
    String prompt,
    @Nullable PairFormat format,
    ScoreRule scoreRule,
    Set<String> inputs,
    boolean fixedScales,
    ModelInfo info) {

  static final List<String> SCORE_FILES =
      List.of(
          "config.json",
          "config_sentence_transformers.json",
          "modules.json",
          PairFormatFile.NAME,
          "sentence_bert_config.json",
          "special_tokens_map.json",
          "tokenizer.json",
          "tokenizer_config.json");

  /**
   * Reads and checks a directory.
   *
   * @throws ModelException naming the file and what is wrong with it
   */
  public static ModelDirectory open(Path directory, ModelSettings settings) {
    ModelFiles files = new ModelFiles(directory);
    files.require("config.json");
    files.require("tokenizer.json");
    String onnxFile = OnnxFiles.choose(directory.toString(), onnxFiles(directory), settings.file());
    OnnxGraph graph = OnnxGraph.read(files.require(onnxFile));
    graph.requireNoCode(onnxFile);
    SortedSet<String> scoreFiles = scoreFiles(files, onnxFile, graph);
    CrossEncoderConfig config = CrossEncoderConfig.read(directory);
    checkBatchInvariance(onnxFile, graph, settings);
    ModelInfo info =
        new ModelInfo(name(directory), Fingerprint.of(directory, scoreFiles), graph.precision());
    checkFingerprint(directory, info, settings);
    String prompt = config.prompt(settings.prompt());
    return new ModelDirectory(
        directory.resolve(onnxFile),
        directory.resolve("tokenizer.json"),
        config.maxLength(settings.maxLength()),
        config.hiddenSize(),
        config.padTokenId(),
        config.firstPosition(),
        config.distinguishesSegments(),
        prompt,
        config.format(prompt),
        scoreRule(config, graph, settings),
        graph.inputs(),
        graph.hasFixedScales(),
        info);
  }

  /** The same, computed in another precision than its weights have. */
  public ModelDirectory computedIn(String precision) {
    return new ModelDirectory(
        onnxFile,
        tokenizerFile,
        maxLength,
        hiddenSize,
        padTokenId,
        firstPosition,
        distinguishesSegments,
        prompt,
        format,
        scoreRule,
        inputs,
        fixedScales,
        new ModelInfo(info.name(), info.fingerprint(), precision));
  }

  /** Whether the graph takes keys and values of tokens that come before each row. */
  public boolean takesPast() {
    return inputs.contains(OnnxGraph.PAST);
  }

  /** What was chosen among the model's prompts and labels, in one word; empty where nothing was. */
  public String choices() {
    return (prompt.isEmpty() ? "" : "|prompt=" + Sha256.of(prompt)) + scoreRule.choices();
  }

  private static ScoreRule scoreRule(
      CrossEncoderConfig config, OnnxGraph graph, ModelSettings settings) {
    LabelNames labels = config.labels();
    int ranking = labels.ranking(settings.label());
    boolean softmax = settings.label().activation() == LabelSettings.Activation.SOFTMAX;
    if (softmax && labels.names().size() == 1) {
      throw new ModelException(
          "rerank.model.label-activation is softmax, which makes 1 of every score of a model with one label; leave it unset");
    }
    if (softmax && graph.activation().equals("Softmax")) {
      throw new ModelException(
          "rerank.model.label-activation is softmax, which the model's graph ends in already; leave it unset");
    }
    return new ScoreRule(
        labels.names(),
        ranking,
        config.activation(settings.activation(), labels.names().size()),
        softmax,
        graph.activation().equals("Sigmoid"));
  }

  /** Files in the directory and in its {@code onnx/}, relative to the directory. */
  private static List<String> onnxFiles(Path directory) {
    List<String> names = new ArrayList<>(names(directory, ""));
    names.addAll(names(directory.resolve(OnnxFiles.DIRECTORY), OnnxFiles.DIRECTORY + '/'));
    return names;
  }

  private static List<String> names(Path folder, String prefix) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(f -> prefix + f.getFileName()).toList();
    } catch (IOException e) {
      throw ModelException.mayPass("%s can't be read: %s".formatted(folder, FileProblem.of(e)), e);
    }
  }

  private static SortedSet<String> scoreFiles(ModelFiles files, String onnxFile, OnnxGraph graph) {
    SortedSet<String> names = new TreeSet<>();
    for (String file : SCORE_FILES) {
      if (files.has(file)) {
        files.require(file);
        names.add(file);
      }
    }
    names.add(onnxFile);
    for (String location : graph.externalData()) {
      names.add(files.requireWeights(onnxFile, location));
    }
    return names;
  }

  private static void checkBatchInvariance(
      String onnxFile, OnnxGraph graph, ModelSettings settings) {
    if (!graph.batchDependentOperators().isEmpty() && !settings.allowBatchDependent()) {
      throw new ModelException(
          "%s is dynamically quantised (%s): its scores change with the batch a pair is in; use a file that quantises activations per row, or set rerank.model.allow-batch-dependent"
              .formatted(onnxFile, String.join(", ", graph.batchDependentOperators())));
    }
  }

  private static void checkFingerprint(Path directory, ModelInfo info, ModelSettings settings) {
    String expected = settings.fingerprint();
    if (expected != null && !expected.equals(info.fingerprint())) {
      throw new ModelException(
          "model directory %s has fingerprint %s, not %s, which rerank.model.fingerprint or the command asks for"
              .formatted(directory, info.fingerprint(), expected));
    }
  }

  /**
   * Bytes of the weights on disk, in the ONNX file and beside it.
   *
   * @throws ModelException if they can't be read
   */
  public long weightBytes() {
    try {
      long bytes = Files.size(onnxFile);
      for (String location : OnnxGraph.read(onnxFile).externalData()) {
        bytes += Files.size(onnxFile.resolveSibling(location));
      }
      return bytes;
    } catch (IOException e) {
      throw ModelException.mayPass(
          "%s can't be read: %s".formatted(onnxFile, FileProblem.of(e)), e);
    }
  }

  /**
   * Whether activations are int8 × int8, which ONNX Runtime computes on x86 slower than fp32.
   *
   * @throws ModelException if the file can't be read
   */
  public boolean hasSignedActivations() {
    return OnnxGraph.read(onnxFile).signedActivations();
  }

  private static String name(Path directory) {
    Path name = directory.toAbsolutePath().normalize().getFileName();
    return name == null ? "model" : name.toString();
  }
}
