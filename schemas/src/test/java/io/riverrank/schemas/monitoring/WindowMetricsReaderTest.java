package io.riverrank.schemas.monitoring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.JsonSchema;
import io.riverrank.schemas.JsonSchemas;
import io.riverrank.schemas.MalformedRecordException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WindowMetricsReaderTest {

  private static final JsonSchema SCHEMA = JsonSchemas.load("monitoring/metrics.schema.json");

  private final WindowMetricsReader reader = new WindowMetricsReader();

  @Test
  void readsWhatTheEncoderWrote() throws IOException {
    for (WindowMetrics metrics : List.of(full(), minimal())) {
      byte[] json = new WindowMetricsEncoder().encode(metrics);

      assertThat(JsonSchemas.violations(SCHEMA, new String(json, UTF_8))).isEmpty();
      assertThat(reader.read(json)).isEqualTo(metrics);
    }
  }

  @Test
  void keepsTheOrderOfFigures() throws IOException {
    WindowMetrics read = reader.read(new WindowMetricsEncoder().encode(full()));

    assertThat(read.figures().keySet()).containsExactly("rbo", "top1_same", "candidates", "coec");
  }

  @Test
  void skipsFieldsOfLaterVersions() throws IOException {
    String json =
        new String(new WindowMetricsEncoder().encode(full()), UTF_8)
            .replace("\"n\":", "\"later\":{\"n\":[{}]},\"n\":")
            .replace("\"edges\":", "\"later\":1,\"edges\":")
            .replace("\"rbo\":0.2", "\"later\":null,\"rbo\":0.2")
            .replace("\"queries\":", "\"later\":[],\"queries\":");

    assertThat(read(json)).isEqualTo(full());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}                                    | the object has no window_start; send one",
        "{'segment':{'a':1}}                   | segment.a is the number 1; send a string",
        "{'segment':{'a':null}}                | segment.a is null; send a value",
        "{'segment':[]}                        | segment is an array; send an object",
        "{'revision':-1}                       | revision is the number -1; send a whole number from 0 to 2147483647",
        "{'queries':-1}                        | queries is the number -1; send a whole number from 0",
        "{'figures':{'rbo':0.5}}               | figures.rbo is the number 0.5; send an object",
        "{'figures':{'rbo':{'value':0.5}}}     | figures.rbo has no n; send one",
        "{'figures':{'rbo':{'value':'x'}}}     | figures.rbo.value is the string \"x\"; send a finite number",
        "{'drift':{'logit':{'n':1}}}           | drift.logit has no baseline_n; send one",
        "{'drift':{'logit':{'bins':{'edges':[1],'baseline':[1,2],'window':[1]}}}} | drift.logit.bins has 1 edges, 2 baseline and 1 window counts; send one edge less than counts of each",
        "{'drift':{'logit':{'bins':{'edges':[null]}}}} | drift.logit.bins.edges[0] is null; send a value",
        "{'examples':[{'query_id':'q'}]}       | examples[0] has no query; send one",
      })
  void saysWhyItIsNone(String text, String message) {
    assertThatThrownBy(() -> read(text.replace('\'', '"')))
        .isInstanceOf(MalformedRecordException.class)
        .hasMessage("not a metrics record: " + message);
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY})
  void neverWritesWhatIsNoJson(double value) {
    Map<String, FigureValue> figures = Map.of("rbo", FigureValue.of(value, 1));
    WindowMetrics metrics =
        new WindowMetrics(
            0, 1, Map.of(), false, null, 0, 1, figures, Map.of(), Map.of(), Map.of(), List.of());

    assertThatThrownBy(() -> new WindowMetricsEncoder().encode(metrics))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("value is " + value + ", which is no JSON; write null and a reason");
  }

  private WindowMetrics read(String json) throws IOException {
    return reader.read(json.getBytes(UTF_8));
  }

  private static WindowMetrics minimal() {
    return new WindowMetrics(
        0, 1, Map.of(), false, null, 0, 0, Map.of(), Map.of(), Map.of(), Map.of(), List.of());
  }

  private static WindowMetrics full() {
    Map<String, FigureValue> figures = new LinkedHashMap<>();
    figures.put("rbo", FigureValue.of(0.1 + 0.2, 1230, -1e-300, 1));
    figures.put("top1_same", FigureValue.missing("cut"));
    figures.put("candidates", FigureValue.of(20, 1));
    figures.put("coec", FigureValue.missing("no baseline"));
    Drift drift =
        new Drift(
            "trailing",
            0.04,
            0.3,
            0.02,
            0.05,
            0.1,
            24_000,
            90_000,
            0.01,
            new Drift.Bins(List.of(-4.1, 0.2), List.of(1L, 2L, 3L), List.of(0L, 0L, 24_000L)),
            null);
    return new WindowMetrics(
        1_772_366_400_000L,
        1_772_370_000_000L,
        Map.of("market", "de"),
        true,
        "sha256:00ff",
        3,
        1234,
        figures,
        Map.of("logit", drift, "best_score", none()),
        Map.of("logit", Map.of("0.5", 0.2)),
        Map.of("logit", 0.0),
        List.of(new Example("q-17", "average rent", 0.2, List.of("d1"), List.of("d4", "d\"5"))));
  }

  private static Drift none() {
    return new Drift(null, null, null, null, null, 0, 7, 0, null, "no values");
  }
}
