package io.riverrank.operators.model;

import java.util.List;

/**
 * How a pair becomes tokens, as {@code riverrank_pair.json} says: written when the model was
 * compiled, from its chat template, prompts and rules of truncation. Plain data; the prompt is in.
 */
public sealed interface PairFormat {

  /** Whether a text that is too long loses its beginning, not its end. */
  boolean cutsLeft();

  /**
   * One string, tokenized whole, so that tokens may cross the seams between its parts.
   *
   * @param suffixFillers two stand-ins for query and document that share no last token: what the
   *     tokens of both texts end in is written over the end of a text that has as many tokens as
   *     the model takes; empty where the end is not kept
   */
  record Text(List<Part> parts, boolean cutsLeft, List<String> suffixFillers)
      implements PairFormat {}

  /**
   * Two texts, tokenized each by itself, between special tokens.
   *
   * @param prompt that the query begins with; empty for none
   * @param start ids before the query
   * @param between ids between query and document
   * @param end ids after the document
   * @param types segments of start, query, between, document and end
   */
  record Joined(
      String prompt, long[] start, long[] between, long[] end, long[] types, boolean cutsLeft)
      implements PairFormat {}

  /** A piece of a {@link Text}. */
  sealed interface Part {

    /** The same for every pair. */
    record Literal(String text) implements Part {}

    /**
     * The query, or the document.
     *
     * @param stripped characters that go from both ends
     */
    record Slot(boolean isQuery, String stripped) implements Part {

      /** What of a text is put in. */
      public String of(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && stripped.indexOf(text.charAt(start)) >= 0) {
          start++;
        }
        while (end > start && stripped.indexOf(text.charAt(end - 1)) >= 0) {
          end--;
        }
        return text.substring(start, end);
      }
    }
  }
}
