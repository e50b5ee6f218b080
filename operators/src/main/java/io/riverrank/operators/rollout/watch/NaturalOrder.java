package io.riverrank.operators.rollout.watch;

import java.math.BigInteger;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Names as people order them: runs of digits by their number, so {@code v10} is after {@code v9}.
 */
final class NaturalOrder implements Comparator<String> {
  static final NaturalOrder INSTANCE = new NaturalOrder();

  private static final Pattern RUN = Pattern.compile("[0-9]+|[^0-9]+");

  private NaturalOrder() {}

  @Override
  public int compare(String a, String b) {
    Iterator<String> runsOfA = runs(a);
    Iterator<String> runsOfB = runs(b);
    while (runsOfA.hasNext() && runsOfB.hasNext()) {
      int order = compareRuns(runsOfA.next(), runsOfB.next());
      if (order != 0) {
        return order;
      }
    }
    if (runsOfA.hasNext() || runsOfB.hasNext()) {
      return runsOfA.hasNext() ? 1 : -1;
    }
    // 07 and 7 are one number and two names.
    return a.compareTo(b);
  }

  private static Iterator<String> runs(String name) {
    List<String> runs = RUN.matcher(name).results().map(MatchResult::group).toList();
    return runs.iterator();
  }

  private static int compareRuns(String a, String b) {
    return isNumber(a) && isNumber(b)
        ? new BigInteger(a).compareTo(new BigInteger(b))
        : a.compareTo(b);
  }

  private static boolean isNumber(String run) {
    char first = run.charAt(0);
    return first >= '0' && first <= '9';
  }
}
