package io.riverrank.tools.page;

/**
 * A part of a page.
 *
 * @param title plain text
 * @param explanation plain text, one or two sentences
 * @param html what it shows, escaped already
 * @param wide whether it takes the whole width
 */
public record Section(String title, String explanation, String html, boolean wide) {

  public String toHtml() {
    return "<section class=\"%s\"><h2>%s</h2><p>%s</p>%s</section>"
        .formatted(wide ? "wide" : "", Html.escape(title), Html.escape(explanation), html);
  }
}
