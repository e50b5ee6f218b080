package io.riverrank.schemas.trec;

import java.util.List;

/**
 * One line of a TREC run file: {@code query_id Q0 doc_id rank score tag}.
 *
 * @param rank as the system wrote it; evaluation goes by the score
 * @param score finite
 * @param tag name of the system, without white space
 */
public record RunLine(String queryId, String docId, long rank, double score, String tag) {

  private static final int FIELDS = 6;

  /**
   * @throws MalformedLineException if the line has not six fields, or rank or score are no numbers
   */
  public static RunLine parse(String line) throws MalformedLineException {
    List<String> fields = Fields.atWhitespace(line);
    if (fields.size() != FIELDS) {
      throw new MalformedLineException(
          "it has %d fields; a line of a run is \"query_id Q0 doc_id rank score tag\""
              .formatted(fields.size()));
    }
    return new RunLine(
        fields.get(0),
        fields.get(2),
        Fields.wholeNumber(fields.get(3), "rank"),
        Fields.finite(fields.get(4), "score"),
        fields.get(5));
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
        + rank
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
