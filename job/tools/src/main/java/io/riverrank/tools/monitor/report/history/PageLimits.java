package io.riverrank.tools.monitor.report.history;

/** How much a page holds; what is beyond is counted, and the page says so. */
public final class PageLimits {
  /** Pairs of window length and model. */
  public static final int VIEWS = 12;

  /** The newest windows of all queries, for each view. */
  public static final int WINDOWS = 400;

  /** The newest windows of a segment. */
  public static final int SEGMENT_WINDOWS = 60;

  /** Segments of a view beside all queries: those with the most queries. */
  public static final int SEGMENTS = 50;

  /** Figures, measures of drift and quantiles of a view. */
  public static final int SERIES = 160;

  public static final int ALERTS = 200;

  /** Examples of a record. */
  public static final int EXAMPLES = 10;

  /** Documents on either side of an example. */
  public static final int EXAMPLE_DOCUMENTS = 10;

  /** Characters of a foreign text. */
  public static final int TEXT_CHARS = 240;

  private PageLimits() {}
}
