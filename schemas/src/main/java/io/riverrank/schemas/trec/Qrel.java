package io.riverrank.schemas.trec;

import io.riverrank.schemas.text.Counted;
import java.util.List;

/**
 * One relevance judgement: TREC's {@code query_id iteration doc_id relevance}, or BEIR's {@code
 * query-id corpus-id score}.
 *
 * @param relevance grade; below 1 is not relevant
 */
public record Qrel(String queryId, String docId, long relevance) {

  /**
   * Takes either shape, told apart by the number of fields.
   *
   * @throws MalformedLineException if the line is neither, or the relevance is no whole number
   */
  public static Qrel parse(String line) throws MalformedLineException {
    List<String> fields = Fields.atWhitespace(line);
    return switch (fields.size()) {
      case 3 -> of(fields.get(0), fields.get(1), fields.get(2));
      case 4 -> of(fields.get(0), fields.get(2), fields.get(3));
      default ->
          throw new MalformedLineException(
              "it has %s; a judgement is \"query_id 0 doc_id relevance\", or BEIR's three"
                      .formatted(Counted.of(fields.size(), "field"))
                  + " columns");
    };
  }

  /** Whether a line is the header of BEIR's files or a comment, {@code #} and white space. */
  public static boolean isNone(String line) {
    return line.startsWith("query-id\t") || line.startsWith("query_id\t") || Fields.isComment(line);
  }

  private static Qrel of(String queryId, String docId, String relevance)
      throws MalformedLineException {
    return new Qrel(queryId, docId, Fields.wholeNumber(relevance, "relevance"));
  }
}
