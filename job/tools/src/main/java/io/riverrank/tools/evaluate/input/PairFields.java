package io.riverrank.tools.evaluate.input;

import io.riverrank.job.errors.UserException;
import io.riverrank.schemas.Unicode;
import java.util.Locale;
import javax.annotation.Nullable;

/** Makes a pair of named texts; the same rules for each format. */
final class PairFields {

  /** The fields of one row. */
  interface Row {
    /**
     * @return the field as text; null if the row has none
     */
    @Nullable
    String text(String column);

    /** Whether numbers have a comma where others have a point. */
    default boolean hasDecimalComma() {
      return false;
    }

    UserException error(String problem);
  }

  private PairFields() {}

  static LabelledPair pair(Row row, Columns columns) {
    return new LabelledPair(
        text(row, columns.query()),
        text(row, columns.document()),
        number(row, columns.label(), false),
        columns.score() == null ? Double.NaN : number(row, columns.score(), true),
        columns.otherScore() == null ? Double.NaN : number(row, columns.otherScore(), true));
  }

  private static String text(Row row, String column) {
    String text = row.text(column);
    if (text == null) {
      throw row.error(
          "has no \"%s\"; name the columns by --query-column and --document-column"
              .formatted(column));
    }
    return Unicode.replaceLoneSurrogates(text);
  }

  /** Scores may be missing (empty, null, NaN), which counts as a pair that failed; labels not. */
  private static double number(Row row, String column, boolean mayBeMissing) {
    String text = row.text(column);
    if (mayBeMissing && (text == null || text.isBlank())) {
      return Double.NaN;
    }
    double number;
    try {
      number = text == null ? Double.NaN : parse(point(text.strip(), row.hasDecimalComma()));
    } catch (NumberFormatException e) {
      throw row.error("has \"%s\" in column \"%s\", which is no number".formatted(text, column));
    }
    if (!mayBeMissing && !Double.isFinite(number)) {
      throw row.error(
          "has %s in \"%s\", where every pair needs a finite number"
              .formatted(text == null ? "nothing" : text, column));
    }
    return Double.isFinite(number) ? number : Double.NaN;
  }

  /** A point beside a decimal comma may be one of thousands, so it is none. */
  private static String point(String number, boolean decimalComma) {
    return decimalComma ? number.replace('.', '_').replace(',', '.') : number;
  }

  private static double parse(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true" -> 1;
      case "false" -> 0;
      case "nan" -> Double.NaN;
      case "inf", "-inf", "+inf" -> Double.POSITIVE_INFINITY;
      default -> Double.parseDouble(text);
    };
  }
}
