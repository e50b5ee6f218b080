package io.riverrank.schemas.trec;

import java.util.ArrayList;
import java.util.List;
import java.util.StringTokenizer;
import javax.annotation.Nullable;

/** The parts of a line, and its numbers. */
final class Fields {

  private static final int SHOWN_CHARS = 60;

  private Fields() {}

  /** Split at runs of ASCII white space, as trec_eval does. */
  static List<String> atWhitespace(String line) {
    StringTokenizer tokens = new StringTokenizer(line, " \t\r\f\u000b");
    List<String> fields = new ArrayList<>(tokens.countTokens());
    while (tokens.hasMoreTokens()) {
      fields.add(tokens.nextToken());
    }
    return fields;
  }

  /** Split at every tab; the last field may be empty. */
  static String[] atTabs(String line) {
    return line.split("\t", -1);
  }

  static String id(String field, String what) throws MalformedLineException {
    String id = field.strip();
    if (id.isEmpty()) {
      throw new MalformedLineException("the " + what + " is empty; every line needs one");
    }
    return id;
  }

  static long wholeNumber(String field, String what) throws MalformedLineException {
    Long number = wholeNumberOrNull(field);
    if (number == null) {
      throw new MalformedLineException(
          "the %s is %s; write a whole number".formatted(what, quoted(field)));
    }
    return number;
  }

  /** Tables that once had an empty cell write {@code 2.0} for 2. */
  @Nullable
  static Long wholeNumberOrNull(String field) {
    try {
      return Long.valueOf(field.replaceFirst("\\.0*$", ""));
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /** Whether a line of a run or of judgements says nothing: {@code #} and white space. */
  static boolean isComment(String line) {
    String text = line.stripLeading();
    return text.startsWith("#") && (text.length() == 1 || Character.isWhitespace(text.charAt(1)));
  }

  static double finite(String field, String what) throws MalformedLineException {
    double number;
    try {
      number = Double.parseDouble(field);
    } catch (NumberFormatException e) {
      number = Double.NaN;
    }
    if (!Double.isFinite(number)) {
      throw new MalformedLineException(
          "the %s is %s; write a finite number".formatted(what, quoted(field)));
    }
    return number;
  }

  static String quoted(String text) {
    String shown = text.length() > SHOWN_CHARS ? text.substring(0, SHOWN_CHARS - 1) + "…" : text;
    return '"' + shown.replaceAll("\\p{Cntrl}", " ") + '"';
  }
}
