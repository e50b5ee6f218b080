package io.riverrank.schemas;

/** Foreign text made fit for an error message: short, on one line, valid Unicode. */
final class Excerpt {

  static final int MAX_CHARS = 60;

  private Excerpt() {}

  /** At most {@link #MAX_CHARS} characters, an ellipsis included. */
  static String of(String text) {
    return of(text, MAX_CHARS);
  }

  static String of(String text, int maxChars) {
    String shown = text;
    if (text.length() > maxChars) {
      shown = text.substring(0, maxChars - 1);
    }
    StringBuilder line = new StringBuilder(Unicode.replaceLoneSurrogates(shown));
    for (int i = 0; i < line.length(); i++) {
      if (breaksLine(line.charAt(i))) {
        line.setCharAt(i, ' ');
      }
    }
    return shown.length() == text.length() ? line.toString() : line.append('…').toString();
  }

  private static boolean breaksLine(char c) {
    return Character.isISOControl(c) || c == '\u2028' || c == '\u2029';
  }
}
