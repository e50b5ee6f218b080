package io.riverrank.schemas;

/** Surrogates without their other half: JSON escapes can write them, UTF-8 can't. */
public final class Unicode {

  private static final char REPLACEMENT = '\uFFFD';

  private Unicode() {}

  /** Whether a text is not valid Unicode. */
  public static boolean hasLoneSurrogate(String text) {
    return firstLoneSurrogate(text, 0) < text.length();
  }

  /** Each lone surrogate becomes U+FFFD; a text without any is returned as it is. */
  public static String replaceLoneSurrogates(String text) {
    int lone = firstLoneSurrogate(text, 0);
    if (lone == text.length()) {
      return text;
    }
    StringBuilder replaced = new StringBuilder(text);
    for (; lone < text.length(); lone = firstLoneSurrogate(text, lone + 1)) {
      replaced.setCharAt(lone, REPLACEMENT);
    }
    return replaced.toString();
  }

  /** The index of the first lone surrogate at or after {@code from}; the length if none. */
  private static int firstLoneSurrogate(String text, int from) {
    int i = from;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (!Character.isSurrogate(c)) {
        i++;
      } else if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i += 2;
      } else {
        return i;
      }
    }
    return i;
  }
}
