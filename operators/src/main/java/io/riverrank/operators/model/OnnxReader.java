package io.riverrank.operators.model;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Walks through an ONNX file field by field, with the field numbers of onnx.proto. It has to see
 * what a complete parser would see: a field of another wire type is an unknown one, and an entry's
 * key may come after its value.
 */
final class OnnxReader {
  /** Graphs within attributes within graphs; protobuf's own limit for nested messages. */
  private static final int MAX_DEPTH = 100;

  /** Of one operator's, domain's or file's name, and of the names of one kind together. */
  private static final int MAX_NAME_BYTES = 4_096;

  private static final int MAX_NAMES = 10_000;

  final Set<String> operators = new TreeSet<>();
  final Set<String> domains = new TreeSet<>();
  final Set<String> functionDomains = new TreeSet<>();
  final Set<String> inputs = new TreeSet<>();
  final Set<String> externalData = new TreeSet<>();
  final WeightTypes weights = new WeightTypes();
  final GraphEnd end = new GraphEnd();
  final SignedActivations signed = new SignedActivations();
  private int depth;

  /** Of the tensor that was read last. */
  private int tensorType;

  /** Of a name that we know. */
  private static final int LONGEST_INPUT_BYTES = 64;

  private static final int LONGEST_TENSOR_NAME_BYTES = 512;

  private interface Field {
    /** Reads the field's value, or returns false to have it skipped. */
    boolean read(int number, CodedInputStream in) throws IOException;
  }

  /** ModelProto: graph = 7, training_info = 20, functions = 25. */
  void model(CodedInputStream in) throws IOException {
    in.setSizeLimit(Integer.MAX_VALUE);
    fields(
        in,
        (number, i) ->
            switch (number) {
              case 7 -> message(i, this::mainGraph);
              case 20 -> message(i, this::training);
              case 25 -> message(i, this::function);
              default -> false;
            });
  }

  /** TrainingInfoProto: initialization = 1, algorithm = 2. */
  private boolean training(int number, CodedInputStream in) throws IOException {
    return (number == 1 || number == 2) && message(in, this::graph);
  }

  /** FunctionProto: node = 7, domain = 10. */
  private boolean function(int number, CodedInputStream in) throws IOException {
    return switch (number) {
      case 7 -> message(in, this::node);
      case 10 -> name(in, functionDomains);
      default -> false;
    };
  }

  /** GraphProto of the model itself, not within a node: output = 12. */
  private boolean mainGraph(int number, CodedInputStream in) throws IOException {
    return switch (number) {
      case 1 -> mainNode(in);
      case 12 -> message(in, (field, i) -> field == 1 && tensorName(i, end::output));
      default -> graph(number, in);
    };
  }

  /** NodeProto: input = 1, output = 2; the first three of each. */
  private boolean mainNode(CodedInputStream in) throws IOException {
    String[] operator = {""};
    List<String> inputs = new ArrayList<>();
    List<String> outputs = new ArrayList<>();
    boolean read =
        message(
            in,
            (number, i) ->
                switch (number) {
                  case 1 -> tensorName(i, name -> addFirst(inputs, name));
                  case 2 -> tensorName(i, name -> addFirst(outputs, name));
                  case 4 -> name(i, operators, name -> operator[0] = name);
                  default -> node(number, i);
                });
    if (!inputs.isEmpty() && !outputs.isEmpty()) {
      end.node(operator[0], inputs.get(0), outputs.get(0));
      signed.node(operator[0], inputs, outputs.get(0));
    } else if (operator[0].equals("Constant") && !outputs.isEmpty()) {
      signed.constant(outputs.get(0), tensorType);
    }
    return read;
  }

  private static void addFirst(List<String> names, String name) {
    if (names.size() < 3) {
      names.add(name);
    }
  }

  /** A tensor's; one that is too long to be kept is skipped. */
  private static boolean tensorName(CodedInputStream in, Consumer<String> taker)
      throws IOException {
    if (!isLengthDelimited(in)) {
      return false;
    }
    int bytes = in.readRawVarint32();
    if (bytes < 0 || bytes > LONGEST_TENSOR_NAME_BYTES) {
      in.skipRawBytes(bytes);
    } else {
      taker.accept(new String(in.readRawBytes(bytes), StandardCharsets.UTF_8));
    }
    return true;
  }

  /** GraphProto: node = 1, initializer = 5, input = 11, sparse_initializer = 15. */
  private boolean graph(int number, CodedInputStream in) throws IOException {
    return switch (number) {
      case 1 -> message(in, this::node);
      case 5 -> tensor(in);
      case 11 -> message(in, this::input);
      case 15 -> message(in, this::sparseTensor);
      default -> false;
    };
  }

  /** ValueInfoProto: name = 1. Old files list their weights here, too; only ours are kept. */
  private boolean input(int number, CodedInputStream in) throws IOException {
    if (number != 1 || !isLengthDelimited(in)) {
      return false;
    }
    int bytes = in.readRawVarint32();
    if (bytes < 0 || bytes > LONGEST_INPUT_BYTES) {
      in.skipRawBytes(bytes);
      return true;
    }
    String name = new String(in.readRawBytes(bytes), StandardCharsets.UTF_8);
    if (OnnxGraph.INPUTS.contains(name)) {
      inputs.add(name);
    }
    return true;
  }

  /** NodeProto: op_type = 4, attribute = 5, domain = 7. */
  private boolean node(int number, CodedInputStream in) throws IOException {
    return switch (number) {
      case 4 -> name(in, operators);
      case 5 -> message(in, this::attribute);
      case 7 -> name(in, domains);
      default -> false;
    };
  }

  /** AttributeProto: t = 5, g = 6, tensors = 10, graphs = 11, sparse_tensor(s) = 22, 23. */
  private boolean attribute(int number, CodedInputStream in) throws IOException {
    return switch (number) {
      case 5, 10 -> tensor(in);
      case 6, 11 -> message(in, this::graph);
      case 22, 23 -> message(in, this::sparseTensor);
      default -> false;
    };
  }

  /** SparseTensorProto: values = 1, indices = 2. */
  private boolean sparseTensor(int number, CodedInputStream in) throws IOException {
    return (number == 1 || number == 2) && tensor(in);
  }

  /** TensorProto: dims = 1, data_type = 2, name = 8, external_data = 13. */
  private boolean tensor(CodedInputStream in) throws IOException {
    long[] elements = {1};
    int[] type = {0};
    String[] name = {""};
    boolean read =
        message(
            in,
            (number, i) -> {
              switch (number) {
                case 1 -> dimensions(i, elements);
                case 2 -> {
                  if (isLengthDelimited(i)) {
                    return false;
                  }
                  type[0] = i.readInt32();
                }
                case 8 -> {
                  return tensorName(i, found -> name[0] = found);
                }
                case 13 -> {
                  return externalEntry(i);
                }
                default -> {
                  return false;
                }
              }
              return true;
            });
    tensorType = type[0];
    weights.add(type[0], elements[0]);
    signed.constant(name[0], type[0]);
    return read;
  }

  private static void dimensions(CodedInputStream in, long[] elements) throws IOException {
    if (!isLengthDelimited(in)) {
      elements[0] *= in.readInt64();
      return;
    }
    int limit = in.pushLimit(in.readRawVarint32());
    while (!in.isAtEnd()) {
      elements[0] *= in.readInt64();
    }
    in.popLimit(limit);
  }

  /** StringStringEntryProto: key = 1, value = 2, in any order. */
  private boolean externalEntry(CodedInputStream in) throws IOException {
    Set<String> key = new TreeSet<>();
    Set<String> value = new TreeSet<>();
    boolean read =
        message(
            in,
            (number, i) ->
                switch (number) {
                  case 1 -> name(i, key);
                  case 2 -> name(i, value);
                  default -> false;
                });
    if (key.contains("location")) {
      externalData.addAll(value);
    }
    return read;
  }

  private static boolean name(CodedInputStream in, Set<String> names) throws IOException {
    return name(in, names, name -> {});
  }

  private static boolean name(CodedInputStream in, Set<String> names, Consumer<String> taker)
      throws IOException {
    if (!isLengthDelimited(in)) {
      return false;
    }
    int bytes = in.readRawVarint32();
    if (bytes < 0 || bytes > MAX_NAME_BYTES || names.size() >= MAX_NAMES) {
      throw new InvalidProtocolBufferException("it has names that are too long or too many");
    }
    String name = new String(in.readRawBytes(bytes), StandardCharsets.UTF_8);
    names.add(name);
    taker.accept(name);
    return true;
  }

  private boolean message(CodedInputStream in, Field field) throws IOException {
    if (!isLengthDelimited(in)) {
      return false;
    }
    if (++depth > MAX_DEPTH) {
      throw new InvalidProtocolBufferException("its graphs are nested too deep");
    }
    int limit = in.pushLimit(in.readRawVarint32());
    fields(in, field);
    in.popLimit(limit);
    depth--;
    return true;
  }

  private static void fields(CodedInputStream in, Field field) throws IOException {
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      int type = WireFormat.getTagWireType(tag);
      boolean known =
          type == WireFormat.WIRETYPE_LENGTH_DELIMITED || type == WireFormat.WIRETYPE_VARINT;
      if (!known || !field.read(WireFormat.getTagFieldNumber(tag), in)) {
        in.skipField(tag);
      }
    }
  }

  private static boolean isLengthDelimited(CodedInputStream in) {
    return WireFormat.getTagWireType(in.getLastTag()) == WireFormat.WIRETYPE_LENGTH_DELIMITED;
  }
}
