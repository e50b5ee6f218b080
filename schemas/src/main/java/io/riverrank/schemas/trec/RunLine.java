package io.riverrank.schemas.trec;

import io.riverrank.schemas.text.Counted;
import java.util.List;
import javax.annotation.Nullable;

/**
 * One line of a run: TREC's {@code query_id Q0 doc_id rank score tag}, or MS MARCO's {@code
 * query_id doc_id rank}.
 *
 * @param rank as the system wrote it; null if that is no whole number. Evaluation goes by the score
 * @param score finite; of a line of MS MARCO the rank below 0
 * @param tag name of the system, without white space; empty in a line of MS MARCO
 */
public record RunLine(String queryId, String docId, @Nullable Long rank, double score, String tag) {

  private static final int TREC_FIELDS = 6;
  private static final int MS_MARCO_FIELDS = 3;

  /**
   * Takes either shape, told apart by the number of fields.
   *
   * @throws MalformedLineException if the line is neither, the score is no number, or there is
   *     neither score nor rank
   */
  public static RunLine parse(String line) throws MalformedLineException {
    List<String> fields = Fields.atWhitespace(line);
    return switch (fields.size()) {
      case TREC_FIELDS ->
          new RunLine(
              fields.get(0),
              fields.get(2),
              Fields.wholeNumberOrNull(fields.get(3)),
              Fields.finite(fields.get(4), "score"),
              fields.get(5));
      case MS_MARCO_FIELDS -> ranked(fields.get(0), fields.get(1), fields.get(2));
      default ->
          throw new MalformedLineException(
              "it has %s; a line of a run is \"query_id Q0 doc_id rank score tag\", or MS MARCO's \"query_id doc_id rank\""
                  .formatted(Counted.of(fields.size(), "field")));
    };
  }

  private static RunLine ranked(String queryId, String docId, String field)
      throws MalformedLineException {
    long rank = Fields.wholeNumber(field, "rank");
    if (rank < 1) {
      throw new MalformedLineException(
          "the rank is %d; of three fields the last is a rank from 1".formatted(rank));
    }
    return new RunLine(queryId, docId, rank, -rank, "");
  }

  /** Whether the score is the system's own. */
  public boolean hasScore() {
    return !tag.isEmpty();
  }

  /** Whether a line is a comment, {@code #} and white space. */
  public static boolean isNone(String line) {
    return Fields.isComment(line);
  }

  /**
   * The line, without a line break.
   *
   * @throws MalformedLineException if an id or the tag is empty or has white space in it, which the
   *     format can't say
   */
  public String format() throws MalformedLineException {
    return writable(queryId, "query id")
        + " Q0 "
        + writable(docId, "document id")
        + ' '
        + (rank == null ? 0 : rank)
        + ' '
        + score
        + ' '
        + writable(tag, "tag");
  }

  private static String writable(String field, String what) throws MalformedLineException {
    if (field.isEmpty() || field.chars().anyMatch(Character::isWhitespace)) {
      throw new MalformedLineException(
          "the %s %s is empty or has white space, which a TREC run can't hold; write JSON Lines"
              .formatted(what, Fields.quoted(field)));
    }
    return field;
  }
}
