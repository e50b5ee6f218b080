package io.riverrank.operators.model;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;

/**
 * What an ONNX file says of itself without loading it: its operators, the type of most of its
 * weights, and the files it refers to. Field numbers are those of onnx.proto (ModelProto.graph = 7,
 * GraphProto.node = 1 and initializer = 5, NodeProto.op_type = 4, TensorProto.dims = 1, data_type =
 * 2 and external_data = 13); weights are skipped, not read into memory.
 *
 * @param operators types of all nodes
 * @param precision of most weights: {@code fp32}, {@code fp16}, {@code bf16} or {@code int8}
 * @param externalData locations relative to the file's folder
 */
record OnnxGraph(Set<String> operators, String precision, Set<String> externalData) {

  /**
   * Operators that take one activation scale over a whole batch, padding included, so that a score
   * moves with its neighbours.
   */
  private static final Set<String> BATCH_DEPENDENT =
      Set.of("DynamicQuantizeLinear", "DynamicQuantizeMatMul", "DynamicQuantizeLSTM");

  /**
   * @throws ModelException if the file is not ONNX
   */
  static OnnxGraph read(Path file) {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
      Reader reader = new Reader();
      reader.model(CodedInputStream.newInstance(in));
      if (reader.operators.isEmpty()) {
        throw new ModelException("%s is not an ONNX model: it has no graph".formatted(file));
      }
      return new OnnxGraph(reader.operators, reader.precision(), reader.externalData);
    } catch (InvalidProtocolBufferException e) {
      throw new ModelException(
          "%s is not a complete ONNX model (%s); export or copy it again"
              .formatted(file, e.getMessage()),
          e);
    } catch (IOException e) {
      throw ModelException.mayPass("%s can't be read: %s".formatted(file, e.getMessage()), e);
    }
  }

  /** The operators that break batch invariance, empty for a sound file. */
  Set<String> batchDependentOperators() {
    Set<String> found = new TreeSet<>(operators);
    found.retainAll(BATCH_DEPENDENT);
    return found;
  }

  private static final class Reader {
    final Set<String> operators = new TreeSet<>();
    final Set<String> externalData = new TreeSet<>();
    private long float32;
    private long float16;
    private long bfloat16;
    private long int8;

    private interface Field {
      /** Reads the field's value, or returns false to have it skipped. */
      boolean read(int number, CodedInputStream in) throws IOException;
    }

    void model(CodedInputStream in) throws IOException {
      in.setSizeLimit(Integer.MAX_VALUE);
      fields(in, (number, i) -> number == 7 && message(i, this::graph));
    }

    private boolean graph(int number, CodedInputStream in) throws IOException {
      return switch (number) {
        case 1 -> message(in, this::node);
        case 5 -> tensor(in);
        default -> false;
      };
    }

    private boolean node(int number, CodedInputStream in) throws IOException {
      if (number != 4) {
        return false;
      }
      operators.add(in.readStringRequireUtf8());
      return true;
    }

    private boolean tensor(CodedInputStream in) throws IOException {
      long[] elements = {1};
      int[] type = {0};
      message(
          in,
          (number, i) -> {
            switch (number) {
              case 1 -> dimensions(i, elements);
              case 2 -> type[0] = i.readInt32();
              case 13 -> message(i, externalEntry());
              default -> {
                return false;
              }
            }
            return true;
          });
      switch (type[0]) {
        case 1, 11 -> float32 += elements[0];
        case 2, 3, 21, 22 -> int8 += elements[0];
        case 10 -> float16 += elements[0];
        case 16 -> bfloat16 += elements[0];
        default -> {}
      }
      return true;
    }

    private static void dimensions(CodedInputStream in, long[] elements) throws IOException {
      if (WireFormat.getTagWireType(in.getLastTag()) == WireFormat.WIRETYPE_VARINT) {
        elements[0] *= in.readInt64();
        return;
      }
      int limit = in.pushLimit(in.readRawVarint32());
      while (!in.isAtEnd()) {
        elements[0] *= in.readInt64();
      }
      in.popLimit(limit);
    }

    private Field externalEntry() {
      String[] key = {""};
      return (number, in) -> {
        switch (number) {
          case 1 -> key[0] = in.readString();
          case 2 -> {
            String value = in.readString();
            if (key[0].equals("location")) {
              externalData.add(value);
            }
          }
          default -> {
            return false;
          }
        }
        return true;
      };
    }

    private static boolean message(CodedInputStream in, Field field) throws IOException {
      int limit = in.pushLimit(in.readRawVarint32());
      fields(in, field);
      in.popLimit(limit);
      return true;
    }

    private static void fields(CodedInputStream in, Field field) throws IOException {
      for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
        if (!field.read(WireFormat.getTagFieldNumber(tag), in)) {
          in.skipField(tag);
        }
      }
    }

    String precision() {
      long most = Math.max(Math.max(float32, float16), Math.max(bfloat16, int8));
      if (most == int8 && int8 > 0) {
        return "int8";
      }
      if (most == float16 && float16 > 0) {
        return "fp16";
      }
      return most == bfloat16 && bfloat16 > 0 ? "bf16" : "fp32";
    }
  }
}
