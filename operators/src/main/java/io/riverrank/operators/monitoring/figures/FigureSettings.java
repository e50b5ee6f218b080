package io.riverrank.operators.monitoring.figures;

import java.io.Serializable;

/**
 * What figures can be set to.
 *
 * @param k cut-off of judged figures
 * @param lowRelevance best scores below it count in {@code low_relevance}
 */
public record FigureSettings(int k, double lowRelevance) implements Serializable {

  public static final FigureSettings DEFAULTS = new FigureSettings(10, 0.1);
}
