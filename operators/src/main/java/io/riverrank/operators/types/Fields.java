package io.riverrank.operators.types;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.annotation.Nullable;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;

/** Fields that may be null, and lists; text by Flink's own string encoding, null included. */
public final class Fields {
  private Fields() {}

  /** Writes one element of a list. */
  public interface Writer<T> {
    void write(T value, DataOutputView out) throws IOException;
  }

  /** Reads one element of a list. */
  public interface Reader<T> {
    T read(DataInputView in) throws IOException;
  }

  public static void writeText(@Nullable String text, DataOutputView out) throws IOException {
    StringValue.writeString(text, out);
  }

  @Nullable
  public static String readText(DataInputView in) throws IOException {
    return StringValue.readString(in);
  }

  public static void writeBytes(@Nullable byte[] bytes, DataOutputView out) throws IOException {
    out.writeInt(bytes == null ? -1 : bytes.length);
    if (bytes != null) {
      out.write(bytes);
    }
  }

  @Nullable
  public static byte[] readBytes(DataInputView in) throws IOException {
    int length = in.readInt();
    if (length < 0) {
      return null;
    }
    byte[] bytes = new byte[length];
    in.readFully(bytes);
    return bytes;
  }

  public static void writeInteger(@Nullable Integer value, DataOutputView out) throws IOException {
    out.writeBoolean(value != null);
    if (value != null) {
      out.writeInt(value);
    }
  }

  @Nullable
  public static Integer readInteger(DataInputView in) throws IOException {
    return in.readBoolean() ? in.readInt() : null;
  }

  public static void writeLong(@Nullable Long value, DataOutputView out) throws IOException {
    out.writeBoolean(value != null);
    if (value != null) {
      out.writeLong(value);
    }
  }

  @Nullable
  public static Long readLong(DataInputView in) throws IOException {
    return in.readBoolean() ? in.readLong() : null;
  }

  public static void writeDouble(@Nullable Double value, DataOutputView out) throws IOException {
    out.writeBoolean(value != null);
    if (value != null) {
      out.writeDouble(value);
    }
  }

  @Nullable
  public static Double readDouble(DataInputView in) throws IOException {
    return in.readBoolean() ? in.readDouble() : null;
  }

  static void writeBoolean(@Nullable Boolean value, DataOutputView out) throws IOException {
    out.writeByte(value == null ? -1 : value ? 1 : 0);
  }

  @Nullable
  static Boolean readBoolean(DataInputView in) throws IOException {
    byte value = in.readByte();
    return value < 0 ? null : value == 1;
  }

  public static <T> void writeList(List<T> values, Writer<T> writer, DataOutputView out)
      throws IOException {
    out.writeInt(values.size());
    for (T value : values) {
      writer.write(value, out);
    }
  }

  public static <T> void writeListOrNull(
      @Nullable List<T> values, Writer<T> writer, DataOutputView out) throws IOException {
    out.writeBoolean(values != null);
    if (values != null) {
      writeList(values, writer, out);
    }
  }

  @Nullable
  public static <T> List<T> readListOrNull(Reader<T> reader, DataInputView in) throws IOException {
    return in.readBoolean() ? readList(reader, in) : null;
  }

  public static <T> List<T> readList(Reader<T> reader, DataInputView in) throws IOException {
    int size = in.readInt();
    List<T> values = new ArrayList<>(Math.min(size, 1024));
    for (int i = 0; i < size; i++) {
      values.add(reader.read(in));
    }
    return values;
  }
}
