package io.riverrank.operators.model;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import io.riverrank.operators.errors.FileProblem;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * What an ONNX file says of itself without loading it: its operators, the type of most of its
 * weights, and the files it refers to, subgraphs and functions included. Weights are skipped, not
 * read into memory.
 *
 * @param operators types of all nodes
 * @param domains of all nodes, without those whose functions the file itself defines
 * @param precision of most weights: {@code fp32}, {@code fp16}, {@code bf16} or {@code int8}
 * @param inputs those of {@link #INPUTS} that it declares
 * @param externalData locations relative to the file's folder
 * @param activation {@code Sigmoid} or {@code Softmax} where the graph ends in it; else empty
 * @param signedActivations see {@link SignedActivations}
 */
record OnnxGraph(
    Set<String> operators,
    Set<String> domains,
    String precision,
    Set<String> inputs,
    Set<String> externalData,
    String activation,
    boolean signedActivations) {

  /** For keys and values of tokens that come before each row. */
  static final String PAST = "past";

  /** Inputs that a pair of texts gives, and what comes before it. */
  static final Set<String> INPUTS =
      Set.of("input_ids", "attention_mask", "token_type_ids", "position_ids", PAST);

  /** The output that holds the logits where there are several. */
  static final String LOGITS = "logits";

  /**
   * Operators that take one activation scale over a whole batch, padding included, so that a score
   * moves with its neighbours.
   */
  private static final Set<String> BATCH_DEPENDENT =
      Set.of("DynamicQuantizeLinear", "DynamicQuantizeMatMul", "DynamicQuantizeLSTM");

  /** Operators of integers whose scales were made while the graph runs, or come with the values. */
  private static final Set<String> SCALED_AT_RUN_TIME =
      Set.of("MatMulInteger", "ConvInteger", "MatMulIntegerToFloat", "DynamicQuantizeLinear");

  /** Domains of the operators that ONNX Runtime brings; others need a library to be loaded. */
  private static final Set<String> BUILT_IN =
      Set.of("", "ai.onnx", "ai.onnx.ml", "com.microsoft", "com.microsoft.nchwc");

  /** Stands for a device's compiled program, which it would load from a file and run. */
  private static final String COMPILED_PROGRAM = "EPContext";

  /**
   * @throws ModelException if the file is not ONNX
   */
  static OnnxGraph read(Path file) {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
      OnnxReader reader = new OnnxReader();
      reader.model(CodedInputStream.newInstance(in));
      if (reader.operators.isEmpty()) {
        throw new ModelException("%s is not an ONNX model: it has no graph".formatted(file));
      }
      reader.domains.removeAll(reader.functionDomains);
      return new OnnxGraph(
          reader.operators,
          reader.domains,
          reader.weights.precision(),
          reader.inputs,
          reader.externalData,
          reader.end.activation(LOGITS),
          reader.signed.found());
    } catch (InvalidProtocolBufferException e) {
      throw new ModelException(
          "%s is not a complete ONNX model (%s); export or copy it again"
              .formatted(file, e.getMessage()),
          e);
    } catch (IOException e) {
      throw ModelException.mayPass("%s can't be read: %s".formatted(file, FileProblem.of(e)), e);
    }
  }

  /** The operators that break batch invariance, empty for a sound file. */
  Set<String> batchDependentOperators() {
    Set<String> found = new TreeSet<>(operators);
    found.retainAll(BATCH_DEPENDENT);
    return found;
  }

  /** Whether the graph quantises, and every scale of it is a number in the file. */
  boolean hasFixedScales() {
    return operators.contains("QuantizeLinear")
        && operators.contains("DequantizeLinear")
        && Collections.disjoint(operators, SCALED_AT_RUN_TIME)
        && batchDependentOperators().isEmpty();
  }

  /**
   * @param file for the message
   * @throws ModelException if running the graph would mean to load code that the model brings
   */
  void requireNoCode(String file) {
    Set<String> foreign = new TreeSet<>(domains);
    foreign.removeAll(BUILT_IN);
    if (!foreign.isEmpty()) {
      throw new ModelException(
          "%s has operators of %s, which need a library of their own; Riverrank loads no code of a model: export it with standard operators"
              .formatted(file, String.join(", ", foreign)));
    }
    if (operators.contains(COMPILED_PROGRAM)) {
      throw new ModelException(
          "%s holds a program compiled for a device (%s); Riverrank loads no code of a model: use the file that it was compiled from"
              .formatted(file, COMPILED_PROGRAM));
    }
  }
}
