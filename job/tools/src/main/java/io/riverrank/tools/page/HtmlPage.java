package io.riverrank.tools.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The frame of a page: one file that needs no network and runs no script. */
public final class HtmlPage {

  private HtmlPage() {}

  /**
   * @param title plain text
   * @param style what the page needs beside the style of all pages
   * @param body escaped already
   */
  public static String of(String title, String style, String body) {
    return """
        <!doctype html>
        <html lang="en"><head><meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
        <title>%s</title><style>%s%s</style></head>
        <body>%s</body></html>
        """
        .formatted(Html.escape(title), style(HtmlPage.class, "page.css"), style, body);
  }

  /** A style sheet that lies beside a class. */
  public static String style(Class<?> beside, String name) {
    try (InputStream style = beside.getResourceAsStream(name)) {
      return new String(style.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
