package io.riverrank.operators.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.riverrank.operators.monitoring.figures.Figure;
import io.riverrank.operators.monitoring.figures.FigureSettings;
import io.riverrank.operators.monitoring.figures.QueryFigures;
import io.riverrank.schemas.ResultReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random rankings and what rbo, scipy, scikit-learn, pytrec_eval, ranx and ir-measures say of them,
 * from {@code compare_monitoring.py}. What they don't say is undefined.
 */
class ReferenceFiguresTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** scikit-learn has an opinion on equal scores, and none of them on clicks and counts. */
  private static final Set<Figure> COMPARED =
      EnumSet.of(
          Figure.RBO,
          Figure.KENDALL_TAU_B,
          Figure.SPEARMAN,
          Figure.OVERLAP,
          Figure.TOP1_SAME,
          Figure.FOOTRULE);

  static {
    COMPARED.addAll(EnumSet.range(Figure.NDCG, Figure.BASE_JUDGED));
  }

  static List<String> queries() throws IOException {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                ReferenceFiguresTest.class.getResourceAsStream("reference.jsonl"),
                StandardCharsets.UTF_8))) {
      return lines.lines().collect(Collectors.toList());
    }
  }

  @ParameterizedTest
  @MethodSource("queries")
  void figuresAreThoseOfTheLibraries(String line) throws IOException {
    JsonNode query = JSON.readTree(line);
    Map<String, Double> judgements = new HashMap<>();
    query
        .path("judgements")
        .forEach(j -> judgements.put(j.path("doc_id").asText(), j.path("label").asDouble()));
    QueryFigures figures =
        QueryFigures.of(
            new ResultReader().read(JSON.writeValueAsBytes(query.path("result"))),
            judgements,
            List.of(),
            FigureSettings.DEFAULTS);

    for (Figure figure : COMPARED) {
      JsonNode expected = query.path("expected").path(figure.label(10));
      if (expected.isNumber()) {
        assertThat(figures.value(figure))
            .as(figure.name())
            .isCloseTo(expected.asDouble(), within(1e-12));
      } else {
        assertThat(figures.reason(figure)).as(figure.name()).isNotNull();
      }
    }
  }
}
