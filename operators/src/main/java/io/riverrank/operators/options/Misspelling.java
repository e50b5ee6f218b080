package io.riverrank.operators.options;

import java.util.Collection;
import java.util.Comparator;

/** What somebody may have meant who wrote a word that nobody knows. */
public final class Misspelling {

  private Misspelling() {}

  /**
   * @param known at least one
   * @return the known word with the fewest edits to it; of several the first by name
   */
  public static String nearest(String word, Collection<String> known) {
    return known.stream()
        .min(
            Comparator.comparingInt((String other) -> edits(other, word))
                .thenComparing(Comparator.naturalOrder()))
        .orElseThrow();
  }

  /** Levenshtein distance. */
  public static int edits(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int substitution = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substitution, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
