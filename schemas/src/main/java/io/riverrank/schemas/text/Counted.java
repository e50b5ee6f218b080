package io.riverrank.schemas.text;

import java.util.Locale;

/** A number with what it counts, for people to read: "1 query", "1,379 queries". */
public final class Counted {

  private Counted() {}

  /**
   * @param thing what one is called; its plural has an s
   */
  public static String of(long count, String thing) {
    return of(count, thing, thing + "s");
  }

  /**
   * @param one what one is called
   * @param more what none, or several, are called
   */
  public static String of(long count, String one, String more) {
    return String.format(Locale.ROOT, "%,d %s", count, count == 1 ? one : more);
  }
}
