package io.riverrank.tools.demo;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.HorizontalAlign;
import com.github.freva.asciitable.OverflowBehaviour;
import io.riverrank.schemas.Candidate;
import io.riverrank.schemas.RankedCandidate;
import io.riverrank.schemas.RerankResult;
import io.riverrank.schemas.text.Counted;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine.Help.Ansi;

/** Prints what a person wants to see, at most 100 columns wide. */
final class DemoReport {
  private static final int ROWS = 5;
  private static final int TITLE_WIDTH = 37;
  private static final Pattern CARD_TITLE = Pattern.compile("^Title: \"([^\"]+)\"");

  private final PrintWriter out;
  private final Ansi ansi;

  /**
   * @param ansi colours, or none where this is no terminal
   */
  DemoReport(PrintWriter out, Ansi ansi) {
    this.out = out;
    this.ansi = ansi;
  }

  void print(DemoLog log, DemoOutcome outcome, int queries) {
    for (RerankResult result : mostChanged(outcome.results(), queries)) {
      printQuery(result, log.candidates(result.queryId()));
    }
    printSummary(outcome);
    out.flush();
  }

  /** Queries whose best document the engine had lowest, in the order of the log. */
  private static List<RerankResult> mostChanged(List<RerankResult> results, int queries) {
    return results.stream()
        .filter(result -> !result.results().isEmpty())
        .sorted(
            Comparator.comparingLong(DemoReport::engineRankOfBest)
                .reversed()
                .thenComparing(RerankResult::queryId))
        .limit(queries)
        .sorted(Comparator.comparing(RerankResult::queryId))
        .toList();
  }

  private static long engineRankOfBest(RerankResult result) {
    Long rank = result.results().get(0).originalRank();
    return rank == null ? 0 : rank;
  }

  private record Row(int rank, String engine, String engineRank, String score, String reranked) {}

  private void printQuery(RerankResult result, Map<String, Candidate> candidates) {
    out.println(
        ansi.string("@|bold " + result.queryId() + "|@  ")
            + result.query()
            + ansi.string(
                "  @|faint (%d of %s)|@"
                    .formatted(
                        Math.min(ROWS, result.results().size()),
                        Counted.of(result.candidatesReceived(), "document"))));
    List<Candidate> engine = engineOrder(candidates);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < Math.min(ROWS, result.results().size()); i++) {
      RankedCandidate ranked = result.results().get(i);
      rows.add(
          new Row(
              i + 1,
              i < engine.size() ? title(engine.get(i).text()) : "",
              ranked.originalRank() == null ? "" : ranked.originalRank().toString(),
              String.format(Locale.ROOT, "%.4f", ranked.score()),
              title(candidates.get(ranked.docId()).text())));
    }
    out.println(table(rows));
    out.println();
  }

  private static String table(List<Row> rows) {
    return AsciiTable.getTable(
        AsciiTable.BASIC_ASCII_NO_DATA_SEPARATORS,
        rows,
        List.of(
            new Column().header("#").with(row -> Integer.toString(row.rank())),
            text("engine's order").with(Row::engine),
            text("new order").with(Row::reranked),
            new Column().header("was").with(Row::engineRank),
            new Column().header("score").with(Row::score)));
  }

  private static Column text(String header) {
    return new Column()
        .header(header)
        .headerAlign(HorizontalAlign.LEFT)
        .dataAlign(HorizontalAlign.LEFT)
        .minWidth(TITLE_WIDTH)
        .maxWidth(TITLE_WIDTH, OverflowBehaviour.ELLIPSIS_RIGHT);
  }

  private static List<Candidate> engineOrder(Map<String, Candidate> candidates) {
    return candidates.values().stream()
        .sorted(
            Comparator.comparing(
                Candidate::originalRank, Comparator.nullsLast(Comparator.naturalOrder())))
        .toList();
  }

  private static String title(String text) {
    Matcher card = CARD_TITLE.matcher(text);
    return card.find() ? card.group(1) : text.replaceAll("\\s+", " ");
  }

  private void printSummary(DemoOutcome outcome) {
    String deadLetters =
        outcome.deadLetters().isEmpty()
            ? "0"
            : outcome.deadLetters().entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .collect(Collectors.joining(", "));
    out.printf("Queries          %,d%n", outcome.results().size());
    out.printf("Pairs            %,d%n", outcome.pairs());
    out.printf("Dead letters     %s%n", deadLetters);
    out.println(
        ansi.string(
            "Pairs a second   @|bold,green %,.0f|@"
                .formatted(outcome.pairs() / Math.max(1e-3, outcome.seconds()))));
    out.printf(
        "Latency          p50 %,d ms, p95 %,d ms (from request to result, 4 queries at a time)%n",
        outcome.latencyMs(50), outcome.latencyMs(95));
    outcome.results().stream()
        .findFirst()
        .ifPresent(
            result ->
                out.printf(
                    "Model            %s, %s, %s%n",
                    result.model().name(),
                    result.model().precision(),
                    result.model().fingerprint().substring(0, 19)));
  }
}
