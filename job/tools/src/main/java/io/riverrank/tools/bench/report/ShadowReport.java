package io.riverrank.tools.bench.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.riverrank.tools.bench.measure.Spread;
import io.riverrank.tools.bench.run.Shadowed;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** What a challenger in shadow costs, for a terminal and as JSON. */
final class ShadowReport {
  private final Shadowed shadow;

  ShadowReport(Shadowed shadow) {
    this.shadow = shadow;
  }

  void print(PrintWriter out) {
    out.println(
        "A challenger in shadow that costs as much as the champion, whose figures these are");
    Spread ratio = shadow.toWithout();
    Table full = new Table("full load", "pairs/s", "without", "with ÷ without", "min..max");
    full.row(
        "all in shadow",
        format("%,.1f", Spread.of(shadow.withPairsPerSecond()).median()),
        format("%,.1f", Spread.of(shadow.withoutPairsPerSecond()).median()),
        format("%.3f", ratio.median()),
        format("%.3f..%.3f", ratio.min(), ratio.max()));
    full.print(out);
    Table open =
        new Table("load", "in shadow", "p50", "without", "p95", "without", "a run's p95", "scored");
    open.row(
        format("%.0f %%", 100 * shadow.load()),
        format("%.0f %%", 100 * shadow.share()),
        format("%.1f", shadow.with().p50()),
        format("%.1f", shadow.without().p50()),
        format("%.1f", shadow.with().p95()),
        format("%.1f", shadow.without().p95()),
        format("%.1f", shadow.runMs()),
        format("%.1f %% of %d", 100 * shadow.scoredShare(), shadow.wanted()));
    open.print(out);
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  ObjectNode json(ObjectMapper mapper) {
    Spread ratio = shadow.toWithout();
    ObjectNode json = mapper.createObjectNode();
    rates(json.putArray("without_pairs_per_second"), shadow.withoutPairsPerSecond());
    rates(json.putArray("with_pairs_per_second"), shadow.withPairsPerSecond());
    return json.put("with_to_without", ratio.median())
        .put("with_to_without_min", ratio.min())
        .put("with_to_without_max", ratio.max())
        .put("load", shadow.load())
        .put("without_p50_ms", shadow.without().p50())
        .put("without_p95_ms", shadow.without().p95())
        .put("with_p50_ms", shadow.with().p50())
        .put("with_p95_ms", shadow.with().p95())
        .put("run_p95_ms", shadow.runMs())
        .put("share", shadow.share())
        .put("wanted", shadow.wanted())
        .put("scored", shadow.scored())
        .put("scored_share", shadow.scoredShare());
  }

  private static void rates(ArrayNode array, List<Double> rates) {
    rates.forEach(array::add);
  }
}
