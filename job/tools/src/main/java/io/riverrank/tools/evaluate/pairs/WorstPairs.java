package io.riverrank.tools.evaluate.pairs;

import io.riverrank.tools.evaluate.figures.Excerpts;
import io.riverrank.tools.evaluate.input.LabelledPair;
import io.riverrank.tools.evaluate.input.PairSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Reads the texts of the worst pairs: which they are is known only after all were scored. */
public final class WorstPairs {

  private WorstPairs() {}

  /**
   * @param source the same pairs again, from the begin
   * @return worst first
   */
  public static List<WorstPair> read(
      PairSource source, PairScores scores, PairFigures figures, int limit) throws IOException {
    double[] displacements = figures.displacements();
    int[] scored = figures.scored();
    Map<Integer, Double> worst = new HashMap<>();
    IntStream.range(0, displacements.length)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> -displacements[i]))
        .limit(limit)
        .forEach(i -> worst.put(scored[i], displacements[i]));
    List<WorstPair> pairs = new ArrayList<>();
    int index = 0;
    for (LabelledPair pair = source.next(); pair != null; pair = source.next()) {
      if (worst.containsKey(index)) {
        pairs.add(
            new WorstPair(
                index + 1L,
                Excerpts.of(pair.query()),
                Excerpts.of(pair.document()),
                pair.label(),
                scores.score(index),
                worst.get(index)));
      }
      index++;
    }
    pairs.sort(Comparator.comparingDouble(WorstPair::displacement).reversed());
    return pairs;
  }
}
