package io.riverrank.job.parquet;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.LocalTime;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.annotation.Nullable;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DateLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.EnumLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.Float16LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.IntLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.JsonLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.StringLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.UUIDLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.UnknownLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.Type;

/**
 * What a Parquet value becomes.
 *
 * <table>
 *   <caption>by type; old converted types are the logical types that replace them</caption>
 *   <tr><th>Parquet</th><th>here</th></tr>
 *   <tr><td>binary and fixed bytes that are text, JSON, an enum or nothing in particular</td>
 *       <td>{@link ByteBuffer} of UTF-8, unchecked</td></tr>
 *   <tr><td>integers; unsigned ones above 2^63 − 1</td><td>Long; BigInteger</td></tr>
 *   <tr><td>float and float16; double; boolean</td><td>Float; Double; Boolean</td></tr>
 *   <tr><td>decimal, of whatever physical type</td><td>BigDecimal</td></tr>
 *   <tr><td>timestamp of any unit, int96, date</td>
 *       <td>Long, epoch milliseconds; without a zone: UTC; a date: its midnight</td></tr>
 *   <tr><td>time of day; UUID</td><td>String, as in ISO-8601; as in RFC 9562</td></tr>
 *   <tr><td>anything else</td><td>{@link UnsupportedParquetException}</td></tr>
 * </table>
 */
public final class ParquetValues {

  private static final long MILLIS_PER_DAY = TimeUnit.DAYS.toMillis(1);

  /** The Julian day of 1970-01-01. */
  private static final long JULIAN_EPOCH_DAY = 2_440_588;

  private ParquetValues() {}

  /**
   * A value as text; null for null.
   *
   * @throws IllegalArgumentException if it is text that is not UTF-8
   */
  @Nullable
  public static String text(@Nullable Object value) {
    if (value instanceof ByteBuffer bytes) {
      try {
        CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(bytes.duplicate());
        return text.toString();
      } catch (CharacterCodingException e) {
        throw new IllegalArgumentException("text that is not UTF-8", e);
      }
    }
    if (value instanceof BigDecimal number) {
      return number.toPlainString();
    }
    return value == null ? null : value.toString();
  }

  static Converter converter(PrimitiveType type, String column, Consumer<Object> sink)
      throws UnsupportedParquetException {
    LogicalTypeAnnotation meaning = type.getLogicalTypeAnnotation();
    return switch (type.getPrimitiveTypeName()) {
      case INT32 -> new ValueConverter(integers(type, meaning, column, 0xFFFF_FFFFL), null, sink);
      case INT64 -> new ValueConverter(integers(type, meaning, column, -1L), null, sink);
      case INT96 -> new ValueConverter(null, ParquetValues::int96Millis, sink);
      case BINARY, FIXED_LEN_BYTE_ARRAY ->
          new ValueConverter(null, bytes(type, meaning, column), sink);
      case FLOAT, DOUBLE, BOOLEAN -> new ValueConverter(null, null, sink);
    };
  }

  static UnsupportedParquetException unsupported(Type type, String column) {
    return new UnsupportedParquetException(
        "column %s has the type '%s', which isn't read; write it as text, a number or a timestamp"
            .formatted(column, type.toString().lines().findFirst().orElseThrow().strip()));
  }

  /**
   * @param mask of the bits that an unsigned integer has
   */
  private static ValueConverter.Integers integers(
      PrimitiveType type, @Nullable LogicalTypeAnnotation meaning, String column, long mask)
      throws UnsupportedParquetException {
    if (meaning == null || meaning instanceof UnknownLogicalTypeAnnotation) {
      return value -> value;
    }
    if (meaning instanceof IntLogicalTypeAnnotation integer) {
      return integer.isSigned() ? value -> value : value -> unsigned(value & mask);
    }
    if (meaning instanceof DecimalLogicalTypeAnnotation decimal) {
      return value -> BigDecimal.valueOf(value, decimal.getScale());
    }
    if (meaning instanceof TimestampLogicalTypeAnnotation time) {
      long perMilli = perSecond(time.getUnit()) / 1000;
      return value -> Math.floorDiv(value, perMilli);
    }
    if (meaning instanceof DateLogicalTypeAnnotation) {
      return value -> value * MILLIS_PER_DAY;
    }
    if (meaning instanceof TimeLogicalTypeAnnotation time) {
      long nanos = TimeUnit.SECONDS.toNanos(1) / perSecond(time.getUnit());
      return value -> LocalTime.ofNanoOfDay(value * nanos).toString();
    }
    throw unsupported(type, column);
  }

  private static Object unsigned(long value) {
    return value >= 0 ? (Object) value : new BigInteger(Long.toUnsignedString(value));
  }

  private static long perSecond(LogicalTypeAnnotation.TimeUnit unit) {
    return switch (unit) {
      case MILLIS -> TimeUnit.SECONDS.toMillis(1);
      case MICROS -> TimeUnit.SECONDS.toMicros(1);
      case NANOS -> TimeUnit.SECONDS.toNanos(1);
    };
  }

  private static ValueConverter.Bytes bytes(
      PrimitiveType type, @Nullable LogicalTypeAnnotation meaning, String column)
      throws UnsupportedParquetException {
    if (meaning == null
        || meaning instanceof StringLogicalTypeAnnotation
        || meaning instanceof EnumLogicalTypeAnnotation
        || meaning instanceof JsonLogicalTypeAnnotation
        || meaning instanceof UnknownLogicalTypeAnnotation) {
      return ParquetValues::utf8;
    }
    if (meaning instanceof DecimalLogicalTypeAnnotation decimal) {
      return value -> new BigDecimal(new BigInteger(value.getBytesUnsafe()), decimal.getScale());
    }
    if (meaning instanceof Float16LogicalTypeAnnotation) {
      return value -> half(value.get2BytesLittleEndian());
    }
    if (meaning instanceof UUIDLogicalTypeAnnotation) {
      return ParquetValues::uuid;
    }
    throw unsupported(type, column);
  }

  private static Object utf8(Binary value) {
    return value.isBackingBytesReused() ? ByteBuffer.wrap(value.getBytes()) : value.toByteBuffer();
  }

  /** IEEE 754 binary16. */
  private static float half(short bits) {
    int exponent = bits >> 10 & 0x1F;
    int fraction = bits & 0x3FF;
    float magnitude =
        switch (exponent) {
          case 0 -> Math.scalb((float) fraction, -24);
          case 0x1F -> fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
          default -> Math.scalb((float) (fraction | 0x400), exponent - 25);
        };
    return bits < 0 ? -magnitude : magnitude;
  }

  private static Object uuid(Binary value) {
    ByteBuffer bytes = value.toByteBuffer();
    return new UUID(bytes.getLong(), bytes.getLong()).toString();
  }

  /** Nanoseconds of the day, then the Julian day, little-endian: timestamps of old writers. */
  private static Object int96Millis(Binary value) {
    ByteBuffer bytes = value.toByteBuffer().slice().order(ByteOrder.LITTLE_ENDIAN);
    long nanos = bytes.getLong();
    long days = bytes.getInt() - JULIAN_EPOCH_DAY;
    return days * MILLIS_PER_DAY + Math.floorDiv(nanos, TimeUnit.MILLISECONDS.toNanos(1));
  }
}
