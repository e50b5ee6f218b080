#!/usr/bin/env bash
# DataSketches' KolmogorovSmirnov.computeKSDelta isn't Kolmogorov and Smirnov's D where values are repeated, or few.
#
# datasketches-java 6.2.0 gives 0 for {1} and {2}, where D is 1. Without ties it is off by up to a step of the
# distribution functions, 1 / n; with ties by as much as the share of values that are tied: 0.12 for lengths and counts of
# 3,000 queries. Sketches that hold every value give the same, so it isn't their rank error.
#
# Output seen (Java 17; the second column is scipy.stats.ks_2samp):
#   {1} and {2}                                  0.0                  1.0
#   {1,2,2,3,5,8} and {0,2,4,4,9}                0.2333333333333334   0.26666666666666666
#   {20,20,20} and {20,21}                       0.33333333333333337  0.5
#
# Needs Java 17 and Maven. Exits with something else than 0 if it isn't so any more.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

cat >pom.xml <<'XML'
<project>
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId>
  <artifactId>finding</artifactId>
  <version>1</version>
  <dependencies>
    <dependency><groupId>org.apache.datasketches</groupId><artifactId>datasketches-java</artifactId><version>6.2.0</version></dependency>
  </dependencies>
</project>
XML

cat >Finding.java <<'JAVA'
import org.apache.datasketches.kll.KllFloatsSketch;
import org.apache.datasketches.quantilescommon.KolmogorovSmirnov;

public class Finding {
  public static void main(String[] args) {
    boolean still =
        differs("{1} and {2}", of(1), of(2), 1)
            & differs("{1,2,2,3,5,8} and {0,2,4,4,9}", of(1, 2, 2, 3, 5, 8), of(0, 2, 4, 4, 9), 4 / 15.0)
            & differs("{20,20,20} and {20,21}", of(20, 20, 20), of(20, 21), 0.5);
    System.exit(still ? 0 : 1);
  }

  private static boolean differs(String name, KllFloatsSketch a, KllFloatsSketch b, double exact) {
    double d = KolmogorovSmirnov.computeKSDelta(a, b);
    System.out.printf("%-44s %-20s %s%n", name, d, exact);
    return Math.abs(d - exact) > 1e-9;
  }

  private static KllFloatsSketch of(float... values) {
    KllFloatsSketch sketch = KllFloatsSketch.newHeapInstance();
    for (float value : values) {
      sketch.update(value);
    }
    return sketch;
  }
}
JAVA

mvn -B -q dependency:build-classpath -Dmdep.outputFile=classpath
if java -cp "$(cat classpath)" Finding.java; then
  echo "as found: D of sketches with ties is another"
else
  echo "changed: see above" >&2
  exit 1
fi
