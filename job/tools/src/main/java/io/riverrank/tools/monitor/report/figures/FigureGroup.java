package io.riverrank.tools.monitor.report.figures;

/** Figures that stand together, in the order of the page. */
public enum FigureGroup {
  JUDGED("Judged quality", "Against judgements or labels; dashed: the search engine's own order."),
  CHANGE("Change of the order", "The new order against the search engine's."),
  SCORES("Scores", "What the model says of the first documents."),
  CLICKS("Behaviour", "What people clicked."),
  SERVICE("Traffic and service", "How much came, and how it was answered.");

  private final String title;
  private final String explanation;

  FigureGroup(String title, String explanation) {
    this.title = title;
    this.explanation = explanation;
  }

  public String title() {
    return title;
  }

  public String explanation() {
    return explanation;
  }
}
