package io.riverrank.operators.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.riverrank.operators.evaluation.RankBiasedOverlap;
import io.riverrank.operators.monitoring.drift.BaselineSegment;
import io.riverrank.operators.monitoring.drift.Comparison;
import io.riverrank.operators.monitoring.figures.Figure;
import io.riverrank.operators.monitoring.figures.FigureSettings;
import io.riverrank.operators.monitoring.figures.QueryFigures;
import io.riverrank.operators.monitoring.summary.MetricsReport;
import io.riverrank.operators.monitoring.summary.SummarySettings;
import io.riverrank.operators.monitoring.summary.WindowSummary;
import io.riverrank.schemas.RequestLimits;
import io.riverrank.schemas.RerankResult;
import io.riverrank.schemas.ResultReader;
import io.riverrank.schemas.SourceRecord;
import io.riverrank.schemas.monitoring.Interaction;
import io.riverrank.schemas.monitoring.InteractionReader;
import io.riverrank.schemas.monitoring.Judgement;
import io.riverrank.schemas.monitoring.JudgementReader;
import io.riverrank.schemas.monitoring.WindowMetricsEncoder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/**
 * Prints what monitoring computes of files, for {@code compare_monitoring.py}: a line for each
 * query, and the metrics record of them all in one window. The folder has {@code results.jsonl},
 * and may have {@code judgements.jsonl}, {@code interactions.jsonl}, {@code baseline.jsonl}
 * (results that the window is compared with) and {@code lists.jsonl} (pairs of lists, for their
 * overlap).
 */
public final class PrintFigures {

  private static final RequestLimits LIMITS =
      new RequestLimits(1 << 24, 10_000, 1 << 20, 512, 100, Long.MAX_VALUE);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path folder;
  private final Map<String, Map<String, Double>> judgements = new HashMap<>();
  private final Map<String, List<Interaction>> interactions = new HashMap<>();

  private PrintFigures(Path folder) {
    this.folder = folder;
  }

  public static void main(String[] folders) throws IOException {
    for (String folder : folders) {
      new PrintFigures(Path.of(folder)).print();
    }
  }

  private void print() throws IOException {
    JudgementReader judgementReader = new JudgementReader(LIMITS);
    for (byte[] line : lines("judgements.jsonl")) {
      Judgement judgement = judgementReader.read(line, SourceRecord.NO_TIMESTAMP);
      judgements
          .computeIfAbsent(judgement.queryId(), any -> new HashMap<>())
          .put(judgement.docId(), judgement.label());
    }
    InteractionReader interactionReader = new InteractionReader(LIMITS);
    for (byte[] line : lines("interactions.jsonl")) {
      Interaction interaction = interactionReader.read(line, SourceRecord.NO_TIMESTAMP);
      interactions
          .computeIfAbsent(interaction.queryId(), any -> new ArrayList<>())
          .add(interaction);
    }
    List<String> out = new ArrayList<>();
    BaselineSegment baseline = baseline();
    WindowSummary window = SummarySettings.DEFAULTS.newSummary(baseline);
    for (RerankResult result : results("results.jsonl")) {
      QueryFigures figures = figures(result);
      window.add(figures);
      out.add(query(result.queryId(), figures));
    }
    for (byte[] line : lines("lists.jsonl")) {
      JsonNode pair = JSON.readTree(line);
      out.add(
          Double.toString(
              RankBiasedOverlap.extrapolated(texts(pair.get(0)), texts(pair.get(1)), 0.9)));
    }
    out.add(
        new String(
            new WindowMetricsEncoder()
                .encode(
                    new MetricsReport(
                            window, Comparison.saved(baseline), FigureSettings.DEFAULTS.k())
                        .toMetrics(0, 1, Map.of(), false, null, 0)),
            StandardCharsets.UTF_8));
    Files.write(folder.resolve("figures.jsonl"), out);
  }

  private BaselineSegment baseline() throws IOException {
    List<RerankResult> results = results("baseline.jsonl");
    if (results.isEmpty()) {
      return null;
    }
    WindowSummary summary = SummarySettings.BASELINE.newSummary(null);
    for (RerankResult result : results) {
      summary.add(figures(result));
    }
    return summary.toBaseline(FigureSettings.DEFAULTS.k());
  }

  private QueryFigures figures(RerankResult result) {
    return QueryFigures.of(
        result,
        judgements.getOrDefault(result.queryId(), Map.of()),
        interactions.getOrDefault(result.queryId(), List.of()),
        FigureSettings.DEFAULTS);
  }

  private List<RerankResult> results(String name) throws IOException {
    ResultReader reader = new ResultReader();
    List<RerankResult> results = new ArrayList<>();
    for (byte[] line : lines(name)) {
      results.add(reader.read(line));
    }
    return results;
  }

  private List<byte[]> lines(String name) throws IOException {
    Path file = folder.resolve(name);
    return Files.exists(file)
        ? Files.readAllLines(file).stream()
            .map(line -> line.getBytes(StandardCharsets.UTF_8))
            .toList()
        : List.of();
  }

  private static List<String> texts(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList();
  }

  private static String query(String queryId, QueryFigures figures) {
    ObjectNode node = JSON.createObjectNode().put("query_id", queryId);
    for (Figure figure : Figure.values()) {
      if (figures.reason(figure) == null) {
        node.put(figure.label(FigureSettings.DEFAULTS.k()), figures.value(figure));
      } else {
        node.putNull(figure.label(FigureSettings.DEFAULTS.k()));
      }
    }
    return node.toString();
  }
}
