package io.riverrank.tools.monitor.report.history;

/** Texts of others, which may be of any length. */
public final class ForeignText {

  private ForeignText() {}

  /** The start of a text that is too long, with an ellipsis. */
  public static String cut(String text) {
    int most = PageLimits.TEXT_CHARS;
    if (text.length() <= most) {
      return text;
    }
    return text.substring(0, Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most)
        + "…";
  }
}
