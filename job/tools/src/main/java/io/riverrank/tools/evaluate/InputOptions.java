package io.riverrank.tools.evaluate;

import io.riverrank.tools.evaluate.input.Columns;
import javax.annotation.Nullable;
import picocli.CommandLine.Option;

/** What to evaluate. */
final class InputOptions {

  @Option(
      names = "--input",
      paramLabel = "FILE",
      description =
          "Labelled pairs (.jsonl, .csv, .tsv, .parquet), or JSON Lines of requests, of Riverrank's"
              + " results, or of samples {\"query\",\"positive\",\"negative\"|\"documents\"}; .gz"
              + " and .zst, too. - is standard input.")
  @Nullable
  String input;

  @Option(
      names = "--run",
      paramLabel = "FILE",
      description = "A TREC run (or Riverrank's results, .jsonl) instead, with --qrels.")
  @Nullable
  String run;

  @Option(
      names = "--qrels",
      paramLabel = "FILE",
      description = "Judgements in TREC's or BEIR's format; they go before labels.")
  @Nullable
  String qrels;

  @Option(
      names = "--queries",
      paramLabel = "FILE",
      description =
          "Texts of the run's queries (.tsv or .jsonl): with --corpus, the model scores it.")
  @Nullable
  String queries;

  @Option(
      names = "--corpus",
      paramLabel = "FILE",
      description = "Texts of the run's documents (.tsv or .jsonl).")
  @Nullable
  String corpus;

  @Option(
      names = "--compare-run",
      paramLabel = "FILE",
      description = "A second run on the same queries.")
  @Nullable
  String compareRun;

  @Option(
      names = "--query-column",
      paramLabel = "NAME",
      defaultValue = "query",
      description = "Column of a pair's query. Default: ${DEFAULT-VALUE}.")
  private String queryColumn;

  @Option(
      names = "--document-column",
      paramLabel = "NAME",
      defaultValue = "document",
      description = "Column of a pair's document. Default: ${DEFAULT-VALUE}.")
  private String documentColumn;

  @Option(
      names = "--label-column",
      paramLabel = "NAME",
      defaultValue = "label",
      description = "Column of a pair's label. Default: ${DEFAULT-VALUE}.")
  private String labelColumn;

  @Option(
      names = "--score-column",
      paramLabel = "NAME",
      description = "Column with scores that are there already; no model is loaded.")
  @Nullable
  String scoreColumn;

  @Option(
      names = "--compare-score-column",
      paramLabel = "NAME",
      description = "Column with the scores of another system.")
  @Nullable
  String compareScoreColumn;

  @Option(
      names = "--delimiter",
      paramLabel = "CHAR",
      description =
          "What is between the fields of a .csv, such as ';'. Default: a comma, in .tsv a tab.")
  @Nullable
  Character delimiter;

  @Option(
      names = "--decimal-comma",
      description = "Numbers of a .csv have a decimal comma, as in 0,5.")
  boolean decimalComma;

  @Option(
      names = "--ignore-identical-ids",
      description = "Leave out a document whose id is its query's own, as BEIR does.")
  boolean ignoreIdenticalIds;

  @Option(
      names = "--always-rerank-positives",
      negatable = true,
      defaultValue = "true",
      // Without it picocli turns the default around: the option would switch off what it says.
      fallbackValue = "true",
      description =
          "Of samples with \"documents\": rank positives that are not among them, too. Default:"
              + " yes.")
  boolean alwaysRerankPositives;

  Columns columns() {
    return new Columns(
        queryColumn,
        documentColumn,
        labelColumn,
        scoreColumn,
        compareScoreColumn,
        delimiter,
        decimalComma);
  }
}
