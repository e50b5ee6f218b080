package io.riverrank.schemas.trec;

import io.riverrank.schemas.Unicode;

/**
 * A query or a document with its id.
 *
 * @param title of a document; empty if it has none
 * @param text never null; lone surrogates are replaced
 */
public record TextRecord(String id, String title, String text) {

  public TextRecord {
    title = Unicode.replaceLoneSurrogates(title);
    text = Unicode.replaceLoneSurrogates(text);
  }

  /** Title and text in one, as BEIR gives them to a cross-encoder. */
  public String titleAndText() {
    return title.isEmpty() ? text : (title + " " + text).strip();
  }

  /**
   * A JSON object, or else TSV.
   *
   * @throws MalformedLineException if it is neither
   */
  public static TextRecord parse(String line) throws MalformedLineException {
    return line.stripLeading().startsWith("{") ? parseJson(line) : parseTsv(line);
  }

  /**
   * {@code id TAB text}, {@code id TAB title TAB text}, or {@code id TAB url TAB title TAB text}:
   * queries, and passages and documents as MS MARCO has them. The URL is not read.
   *
   * @throws MalformedLineException if there are other fields than these
   */
  public static TextRecord parseTsv(String line) throws MalformedLineException {
    String[] fields = Fields.atTabs(line);
    return switch (fields.length) {
      case 2 -> new TextRecord(Fields.id(fields[0], "id"), "", fields[1]);
      case 3 -> new TextRecord(Fields.id(fields[0], "id"), fields[1], fields[2]);
      case 4 -> new TextRecord(Fields.id(fields[0], "id"), fields[2], fields[3]);
      default ->
          throw new MalformedLineException(
              "it has %d tab-separated fields; write id TAB text, id TAB title TAB text, or id TAB url TAB title TAB text"
                  .formatted(fields.length));
    };
  }

  /**
   * BEIR's {@code {"_id","title","text"}}; {@code id}, {@code doc_id} or {@code query_id}, and
   * {@code contents}, {@code body} or {@code query} are taken, too.
   *
   * @throws MalformedLineException if the line is no such object
   */
  public static TextRecord parseJson(String line) throws MalformedLineException {
    return JsonTextRecord.parse(line);
  }
}
