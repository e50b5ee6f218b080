package io.riverrank.job.parquet;

import java.util.function.Consumer;
import javax.annotation.Nullable;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.PrimitiveConverter;

/** A primitive value, by what its type means. */
final class ValueConverter extends PrimitiveConverter {

  /** What an integer means. */
  @FunctionalInterface
  interface Integers {
    Object value(long integer);
  }

  /** What bytes mean. */
  @FunctionalInterface
  interface Bytes {
    Object value(Binary bytes);
  }

  @Nullable private final Integers integers;
  @Nullable private final Bytes bytes;
  private final Consumer<Object> sink;

  /**
   * @param integers null if the type has none
   * @param bytes null if the type has none
   */
  ValueConverter(@Nullable Integers integers, @Nullable Bytes bytes, Consumer<Object> sink) {
    this.integers = integers;
    this.bytes = bytes;
    this.sink = sink;
  }

  @Override
  public void addBinary(Binary value) {
    sink.accept(bytes.value(value));
  }

  @Override
  public void addInt(int value) {
    sink.accept(integers.value(value));
  }

  @Override
  public void addLong(long value) {
    sink.accept(integers.value(value));
  }

  @Override
  public void addBoolean(boolean value) {
    sink.accept(value);
  }

  @Override
  public void addFloat(float value) {
    sink.accept(value);
  }

  @Override
  public void addDouble(double value) {
    sink.accept(value);
  }
}
