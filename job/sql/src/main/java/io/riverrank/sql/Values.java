package io.riverrank.sql;

import java.io.Serializable;
import java.util.Optional;
import javax.annotation.Nullable;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeFamily;

/** Values of one SQL type as another: what Flink takes for a declared type, but leaves as it is. */
final class Values {

  /** Of a value that is not null. */
  interface Conversion extends Serializable {
    Object convert(Object value);
  }

  private Values() {}

  /** Null for null. */
  @Nullable
  static Object convert(Conversion conversion, @Nullable Object value) {
    return value == null ? null : conversion.convert(value);
  }

  /** Texts of any length, numbers into wider ones, everything else as it is. */
  static Optional<Conversion> between(LogicalType from, LogicalType to) {
    if (isText(from) && isText(to) || from.copy(true).equals(to.copy(true))) {
      return Optional.of(value -> value);
    }
    return isWider(from, to) ? toNumber(to) : Optional.empty();
  }

  static boolean isText(LogicalType type) {
    return type.is(LogicalTypeFamily.CHARACTER_STRING);
  }

  private static boolean isWider(LogicalType from, LogicalType to) {
    boolean losesFractions =
        from.is(LogicalTypeFamily.APPROXIMATE_NUMERIC)
            && !to.is(LogicalTypeFamily.APPROXIMATE_NUMERIC);
    return !losesFractions && bits(from) > 0 && bits(from) < bits(to);
  }

  /** Bits of a whole number that the type holds; 0 if it is none of these. */
  private static int bits(LogicalType type) {
    return switch (type.getTypeRoot()) {
      case TINYINT -> 7;
      case SMALLINT -> 15;
      case FLOAT -> 24;
      case INTEGER -> 31;
      case DOUBLE -> 53;
      case BIGINT -> 63;
      default -> 0;
    };
  }

  /** Any number as this type; nothing if it is no such type. */
  static Optional<Conversion> toNumber(LogicalType to) {
    return switch (to.getTypeRoot()) {
      case TINYINT -> Optional.of(value -> ((Number) value).byteValue());
      case SMALLINT -> Optional.of(value -> ((Number) value).shortValue());
      case INTEGER -> Optional.of(value -> ((Number) value).intValue());
      case BIGINT -> Optional.of(value -> ((Number) value).longValue());
      case FLOAT -> Optional.of(value -> ((Number) value).floatValue());
      case DOUBLE -> Optional.of(value -> ((Number) value).doubleValue());
      default -> Optional.empty();
    };
  }
}
