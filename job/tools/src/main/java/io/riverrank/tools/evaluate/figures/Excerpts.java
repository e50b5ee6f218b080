package io.riverrank.tools.evaluate.figures;

/** Texts cut to what a page can show. */
public final class Excerpts {
  private static final int MAX_CHARS = 500;

  private Excerpts() {}

  /** The begin of a text on one line, with an ellipsis where it was cut. */
  public static String of(String text) {
    int end = Math.min(text.length(), MAX_CHARS);
    if (end < text.length() && Character.isHighSurrogate(text.charAt(end - 1))) {
      end--;
    }
    String line = text.substring(0, end).replaceAll("\\s+", " ");
    return end < text.length() ? line + "…" : line;
  }
}
