package io.riverrank.tools.evaluate.html;

import io.riverrank.schemas.text.Counted;
import io.riverrank.tools.page.Html;
import io.riverrank.tools.page.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/** A metric in groups of cases: by the query's length, by truncation. */
final class Groups {
  private static final int[] WORDS = {4, 8, 12, 16, Integer.MAX_VALUE};

  /** A metric of some of the cases; NaN if undefined. */
  interface GroupMetric {
    double of(int[] cases);
  }

  private final int size;
  private final String metric;
  private final GroupMetric of;

  Groups(int size, String metric, GroupMetric of) {
    this.size = size;
    this.metric = metric;
    this.of = of;
  }

  Section byWords(IntUnaryOperator words) {
    List<String> labels = new ArrayList<>();
    List<int[]> groups = new ArrayList<>();
    int from = 0;
    for (int to : WORDS) {
      int low = from;
      int[] cases = cases(i -> words.applyAsInt(i) >= low && words.applyAsInt(i) <= to);
      if (cases.length > 0) {
        labels.add(to == Integer.MAX_VALUE ? low + "+" : low + "–" + to);
        groups.add(cases);
      }
      from = to == Integer.MAX_VALUE ? to : to + 1;
    }
    return section("By query length", "words in the query", labels, groups);
  }

  Section byTruncation(IntPredicate truncated) {
    List<String> labels = new ArrayList<>();
    List<int[]> groups = new ArrayList<>();
    int[] whole = cases(i -> !truncated.test(i));
    int[] cut = cases(truncated);
    if (whole.length > 0) {
      labels.add("whole texts");
      groups.add(whole);
    }
    if (cut.length > 0) {
      labels.add("truncated");
      groups.add(cut);
    }
    return section("By truncation", "whether the model read all of it", labels, groups);
  }

  private int[] cases(IntPredicate which) {
    return IntStream.range(0, size).filter(which).toArray();
  }

  private Section section(String title, String axis, List<String> names, List<int[]> groups) {
    double[][] values = new double[1][groups.size()];
    List<String> notes = new ArrayList<>();
    for (int i = 0; i < groups.size(); i++) {
      values[0][i] = of.of(groups.get(i));
      String value = Html.number(values[0][i]);
      notes.add("%s %s, %s".formatted(metric, value, Counted.of(groups.get(i).length, "case")));
    }
    String counts =
        IntStream.range(0, groups.size())
            .mapToObj(i -> "%s: %,d".formatted(names.get(i), groups.get(i).length))
            .reduce((a, b) -> a + ", " + b)
            .orElse("");
    return new Section(
        title,
        "%s. Cases: %s.".formatted(metric, counts),
        Chart.bars(title, axis, names, List.of(metric), values, notes),
        false);
  }
}
