package io.riverrank.tools.evaluate;

import io.riverrank.tools.evaluate.figures.Evaluation;
import io.riverrank.tools.evaluate.figures.Table;
import io.riverrank.tools.evaluate.report.EvaluatorCsv;
import io.riverrank.tools.page.Section;
import java.io.IOException;
import java.util.List;

/**
 * An evaluation and what its files are made of.
 *
 * @param cases a row for each query or pair
 * @param sections of the HTML page
 */
record Outcome(
    Evaluation evaluation, EvaluatorCsv csv, Part<Table> cases, Part<List<Section>> sections) {

  /** Made only when a file asks for it. */
  interface Part<T> {
    T make() throws IOException;
  }
}
