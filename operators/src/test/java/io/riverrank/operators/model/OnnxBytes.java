package io.riverrank.operators.model;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Writes small ONNX files by hand, well formed or not: fields are (number, bytes). */
final class OnnxBytes {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  static OnnxBytes of(int field, OnnxBytes content) {
    return new OnnxBytes().with(field, content);
  }

  static OnnxBytes of(int field, String content) {
    return new OnnxBytes().with(field, content);
  }

  OnnxBytes with(int field, OnnxBytes content) {
    return with(field, content.toByteArray());
  }

  OnnxBytes with(int field, String content) {
    return with(field, content.getBytes(UTF_8));
  }

  OnnxBytes with(int field, byte[] content) {
    return write(out -> out.writeByteArray(field, content));
  }

  OnnxBytes with(int field, long number) {
    return write(out -> out.writeInt64(field, number));
  }

  private interface Write {
    void to(CodedOutputStream out) throws IOException;
  }

  private OnnxBytes write(Write write) {
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    try {
      write.to(out);
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  byte[] toByteArray() {
    return bytes.toByteArray();
  }

  static OnnxBytes node(String operator, String domain) {
    return of(4, operator).with(7, domain);
  }

  /** A tensor whose value is in another file. */
  static OnnxBytes external(String location) {
    return of(13, of(1, "location").with(2, location));
  }

  /** A model with one node and what else its graph has. */
  static OnnxBytes model(OnnxBytes graph) {
    return of(7, graph.with(1, node("Add", "")));
  }
}
