package io.riverrank.tools.bench.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.riverrank.schemas.text.Counted;
import io.riverrank.tools.bench.advice.Advice;
import io.riverrank.tools.bench.advice.Choice;
import io.riverrank.tools.bench.advice.Quality;
import io.riverrank.tools.bench.advice.Tried;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Which file, provider and precision to take, as text and as JSON. */
final class AdviceReport {
  private final Advice advice;

  AdviceReport(Advice advice) {
    this.advice = advice;
  }

  void print(PrintWriter out) {
    out.printf(
        Locale.ROOT,
        "Files, providers and precisions that run here, beside the full-precision file on %s%n",
        Counted.of(advice.pairs(), "pair"));
    Table table =
        new Table("file", "provider", "computed in", "pairs/s", "max Δ logit", "Spearman", "");
    for (Tried each : advice.tried()) {
      if (each.problem() == null) {
        table.row(row(each));
      }
    }
    table.print(out);
    for (Tried each : advice.tried()) {
      if (each.problem() != null) {
        out.printf("Not %s by %s: %s%n", each.choice().file(), provider(each), each.problem());
      }
    }
    print(out, "The fastest at full precision", advice.fullPrecision());
    if (!advice.fastest().equals(advice.fullPrecision())) {
      print(out, "The fastest with rankings nearly the same", advice.fastest());
    }
  }

  private String[] row(Tried each) {
    Quality quality = each.quality();
    return new String[] {
      each.choice().file(),
      provider(each),
      each.choice().computed(),
      String.format(Locale.ROOT, "%,.1f", each.pairsPerSecond()),
      quality == null ? "" : String.format(Locale.ROOT, "%.1e", quality.maxDifference()),
      quality == null ? "" : String.format(Locale.ROOT, "%.5f", quality.spearman()),
      advice.isSlowerThanFullPrecision(each) ? "slower than full precision" : ""
    };
  }

  private static void print(PrintWriter out, String title, Optional<Tried> best) {
    if (best.isPresent()) {
      out.println(title + ":");
      best.get().choice().options().forEach(option -> out.println("  " + option));
      out.println();
    }
  }

  private static String provider(Tried each) {
    return each.choice().provider().name().toLowerCase(Locale.ROOT);
  }

  /** Adds {@code advice}, {@code full_precision} and {@code fastest}; no best, no field. */
  void addTo(ObjectNode json) {
    ArrayNode tried = json.putArray("advice");
    for (Tried each : advice.tried()) {
      ObjectNode node =
          tried
              .addObject()
              .put("file", each.choice().file())
              .put("provider", provider(each))
              .put("precision", each.choice().computed());
      if (each.problem() != null) {
        node.put("problem", each.problem());
        continue;
      }
      node.put("pairs_per_second", each.pairsPerSecond())
          .put("slower_than_full_precision", advice.isSlowerThanFullPrecision(each));
      if (each.quality() != null) {
        node.put("max_logit_difference", each.quality().maxDifference());
        if (!Double.isNaN(each.quality().spearman())) {
          node.put("spearman", each.quality().spearman());
        }
      }
    }
    options(json, "full_precision", advice.fullPrecision());
    options(json, "fastest", advice.fastest());
  }

  private static void options(ObjectNode json, String name, Optional<Tried> best) {
    List<String> options = best.map(Tried::choice).map(Choice::options).orElse(List.of());
    if (!options.isEmpty()) {
      ArrayNode array = json.putArray(name);
      options.forEach(array::add);
    }
  }
}
