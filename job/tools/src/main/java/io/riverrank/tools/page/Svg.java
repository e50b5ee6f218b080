package io.riverrank.tools.page;

import java.util.Locale;

/** Draws; colours are classes of the page's style sheet, lengths are units of the view box. */
public final class Svg {
  private final StringBuilder svg = new StringBuilder();

  /**
   * @param title plain text, for those who hear the page
   */
  public Svg(String type, int width, int height, String title) {
    svg.append(
        "<svg class=\"%s\" viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">"
            .formatted(type, width, height, Html.escape(title)));
  }

  public Svg line(String type, double x1, double y1, double x2, double y2) {
    return append(
        "<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>",
        type, x1, y1, x2, y2);
  }

  public Svg rectangle(String type, double x, double y, double width, double height) {
    return append(
        "<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"/>",
        type, x, y, width, height);
  }

  /**
   * @param note what a pointer on it shows, plain text
   */
  public Svg dot(String type, double x, double y, double radius, String note) {
    return append(
        "<circle class=\"%s\" cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\"><title>%s</title></circle>",
        type, x, y, radius, Html.escape(note));
  }

  /** Nothing, if the path has no point. */
  public Svg path(String type, PathData data) {
    return data.isEmpty() ? this : append("<path class=\"%s\" d=\"%s\"/>", type, data);
  }

  public Svg text(String type, double x, double y, String text) {
    return append(
        "<text class=\"%s\" x=\"%.1f\" y=\"%.1f\">%s</text>", type, x, y, Html.escape(text));
  }

  /** What follows until {@link #endGroup} shows a note under a pointer. */
  public Svg group(String note) {
    return append("<g><title>%s</title>", Html.escape(note));
  }

  public Svg endGroup() {
    svg.append("</g>");
    return this;
  }

  public String end() {
    return svg.append("</svg>").toString();
  }

  private Svg append(String format, Object... values) {
    svg.append(String.format(Locale.ROOT, format, values));
    return this;
  }
}
