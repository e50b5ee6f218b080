package io.riverrank.faults.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.riverrank.faults.check.Verdict;
import io.riverrank.operators.monitoring.drift.Baseline;
import io.riverrank.operators.monitoring.figures.Distribution;
import io.riverrank.schemas.monitoring.Drift;
import io.riverrank.schemas.monitoring.FigureValue;
import io.riverrank.schemas.monitoring.WindowMetrics;
import io.riverrank.schemas.monitoring.WindowMetricsEncoder;
import io.riverrank.schemas.monitoring.WindowMetricsReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import javax.annotation.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetricsCheckTest {

  private static final List<Duration> SIZES =
      List.of(Duration.ofSeconds(5), Duration.ofSeconds(30));
  private static final String LOGIT = "logit";
  private static final int RESULTS = 600;
  private static final int STEP_MS = 50;

  @TempDir private static Path folder;

  private static Baseline baseline;
  private static List<MonitoredResult> results;
  private static DirectMetrics direct;

  /** As read from their messages; the one with most queries first. */
  private List<WindowMetrics> records;

  @BeforeAll
  static void makeResults() throws IOException {
    Random random = new Random(7);
    baseline = RandomBaseline.write(folder.resolve("baseline.json"), random);
    ResultMaker maker = new ResultMaker(random, ResultMaker.MARKETS);
    results = new ArrayList<>();
    for (int i = 0; i < RESULTS; i++) {
      results.add(maker.next(1_700_000_000_000L + i * STEP_MS));
    }
    direct = direct(results);
  }

  private static DirectMetrics direct(List<MonitoredResult> some) {
    DirectMetrics metrics = new DirectMetrics(SIZES, baseline);
    some.forEach(metrics::add);
    return metrics;
  }

  /** Summed up in another order, as a job would. */
  @BeforeEach
  void sumUp() throws IOException {
    List<MonitoredResult> shuffled = new ArrayList<>(results);
    Collections.shuffle(shuffled, new Random(8));
    records = new ArrayList<>();
    for (DirectWindow window : direct(shuffled).windows()) {
      records.add(
          new WindowMetricsReader().read(new WindowMetricsEncoder().encode(window.metrics())));
    }
    records.sort(Comparator.comparingLong(WindowMetrics::queries).reversed());
  }

  private Verdict check() {
    return new MetricsCheck(direct, records).check(List.of());
  }

  private void assertCounts(long lost, long doubled, long different) {
    Verdict verdict = check();
    assertThat(List.of(verdict.lost(), verdict.doubled(), verdict.different()))
        .as("lost, doubled, different: %s", verdict.examples())
        .containsExactly(lost, doubled, different);
    assertThat(verdict.isClean()).isEqualTo(lost + doubled + different == 0);
  }

  private void assertDifferent(String because) {
    assertCounts(0, 0, 1);
    assertThat(check().examples().get(0)).contains(because);
  }

  @Test
  void theSameRecordsAreClean() {
    assertCounts(0, 0, 0);
    assertThat(check().inputs()).isEqualTo(RESULTS);
    assertThat(check().results()).isEqualTo(records.size());
    assertThat(new MetricsCheck(direct, records).isComplete()).isTrue();
  }

  /** Else quantiles and drift are compared where they are exact only. */
  @Test
  void theLargestWindowIsMoreThanASketchKeeps() {
    assertThat(records.get(0).rankErrors().get(LOGIT)).isPositive();
    assertThat(records.get(0).drift()).isNotEmpty();
    assertThat(records).anyMatch(record -> record.drift().isEmpty());
  }

  @Test
  void aRecordThatIsMissingIsLost() {
    records.remove(3);
    assertCounts(1, 0, 0);
    assertThat(new MetricsCheck(direct, records).isComplete()).isFalse();
  }

  @Test
  void aRecordThatComesAgainIsDoubled() {
    records.add(records.get(3));
    assertCounts(0, 1, 0);
  }

  @Test
  void aRecordOfAWindowWithoutResultsIsDifferent() {
    records.add(ChangedRecords.later(records.get(0), Duration.ofHours(1)));
    assertDifferent("has no results");
  }

  @Test
  void aDeadLetterIsDifferent() {
    Verdict verdict = new MetricsCheck(direct, records).check(List.of("too late"));
    assertThat(verdict.different()).isEqualTo(1);
    assertThat(verdict.examples()).containsExactly("different: dead letter: too late");
  }

  @Test
  void anEarlierRevisionWithFewerQueriesIsClean() {
    WindowMetrics last = records.remove(0);
    records.add(ChangedRecords.withQueries(last, last.queries() - 1));
    records.add(ChangedRecords.atRevision(last, 1));
    assertCounts(0, 0, 0);
  }

  @Test
  void anEarlierRevisionThatIsMissingIsLost() {
    records.set(0, ChangedRecords.atRevision(records.get(0), 1));
    assertCounts(1, 0, 0);
  }

  @Test
  void revisionsOutOfOrderAreDifferent() {
    WindowMetrics last = records.remove(0);
    records.add(ChangedRecords.atRevision(last, 1));
    records.add(ChangedRecords.withQueries(last, last.queries() - 1));
    assertDifferent("has revision 0");
  }

  @Test
  void aRevisionThatRevisesNothingIsDifferent() {
    records.add(ChangedRecords.atRevision(records.get(0), 1));
    assertDifferent("has revision 1");
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 1})
  void anotherCountOfQueriesIsDifferent(long more) {
    change(record -> ChangedRecords.withQueries(record, record.queries() + more));
    assertDifferent("queries instead of");
  }

  @Test
  void otherExamplesAreDifferent() {
    change(ChangedRecords::withoutExamples);
    assertDifferent("examples [] instead of");
  }

  @Test
  void aMeanMayDifferInItsLastDigitsOnly() {
    moveBestScore(1e-14, 0);
    assertCounts(0, 0, 0);
    moveBestScore(1e-11, 0);
    assertDifferent("best_score is");
  }

  @Test
  void anotherCountOfAFigureIsDifferent() {
    moveBestScore(0, 1);
    assertDifferent("best_score is");
  }

  @Test
  void aQuantileMayDifferWithinTheRankErrorOnly() {
    change(record -> ChangedRecords.withMedian(record, LOGIT, valueBeyondMedian(record, 1)));
    assertCounts(0, 0, 0);
    change(record -> ChangedRecords.withMedian(record, LOGIT, valueBeyondMedian(record, 4)));
    assertDifferent("quantile 0.5 of logit");
  }

  @Test
  void aQuantileThatNoValueHasIsDifferent() {
    change(record -> ChangedRecords.withMedian(record, LOGIT, valueBeyondMedian(record, 0) + 1e-6));
    assertDifferent("quantile 0.5 of logit");
  }

  @Test
  void anotherPsiIsDifferent() {
    changeDrift(of -> drift(of, of.ks(), Math.nextUp(of.psi()), of.js(), of.w1(), of.n()));
    assertDifferent("drift of logit");
  }

  @Test
  void anotherJsIsDifferent() {
    changeDrift(of -> drift(of, of.ks(), of.psi(), Math.nextUp(of.js()), of.w1(), of.n()));
    assertDifferent("drift of logit");
  }

  @Test
  void anotherBaselineIsDifferent() {
    changeDrift(of -> of.comparedWith("trailing"));
    assertDifferent("drift of logit");
  }

  @Test
  void aPValueThatIsMissingIsDifferent() {
    changeDrift(of -> drift(of, of.ks(), null, of.psi(), of.js(), of.w1(), of.n()));
    assertDifferent("drift of logit");
  }

  @Test
  void anotherCountOfValuesIsDifferent() {
    changeDrift(of -> drift(of, of.ks(), of.psi(), of.js(), of.w1(), of.n() + 1));
    assertDifferent("drift of logit");
  }

  @Test
  void ksMayDifferWithinTheRankErrorOnly() {
    changeDrift(of -> drift(of, of.ks() + 4 * of.rankError(), of.psi(), of.js(), of.w1(), of.n()));
    assertDifferent("drift of logit");
  }

  @Test
  void w1MayDifferWithinTheRankErrorOnly() {
    changeDrift(of -> drift(of, of.ks(), of.psi(), of.js(), of.w1() + 1, of.n()));
    assertDifferent("drift of logit");
  }

  /** Of the window with most queries. */
  private void change(UnaryOperator<WindowMetrics> change) {
    records.set(0, change.apply(records.get(0)));
  }

  private void moveBestScore(double byValue, long byCount) {
    change(
        record ->
            ChangedRecords.withFigure(
                record,
                "best_score",
                figure ->
                    FigureValue.of(
                        figure.value() + byValue,
                        figure.n() + byCount,
                        figure.low(),
                        figure.high())));
  }

  /** The logit whose rank is so many rank errors above the middle. */
  private static double valueBeyondMedian(WindowMetrics record, double rankErrors) {
    float[] values =
        direct.windows().stream()
            .filter(window -> window.key().equals(WindowKey.of(record)))
            .findAny()
            .orElseThrow()
            .values(Distribution.LOGIT);
    double share = 0.5 + rankErrors * record.rankErrors().get(LOGIT);
    return values[(int) (share * values.length)];
  }

  private void changeDrift(UnaryOperator<Drift> change) {
    change(record -> ChangedRecords.withDrift(record, LOGIT, change));
  }

  private static Drift drift(Drift of, double ks, double psi, double js, double w1, long n) {
    return drift(of, ks, of.ksP(), psi, js, w1, n);
  }

  private static Drift drift(
      Drift of, double ks, @Nullable Double ksP, double psi, double js, double w1, long n) {
    return new Drift(
        of.baselineFrom(),
        ks,
        ksP,
        psi,
        js,
        w1,
        n,
        of.baselineN(),
        of.rankError(),
        of.bins(),
        of.reason());
  }
}
