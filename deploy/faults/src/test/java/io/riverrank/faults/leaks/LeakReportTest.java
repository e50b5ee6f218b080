package io.riverrank.faults.leaks;

import static org.assertj.core.api.Assertions.assertThat;

import io.riverrank.faults.footprint.Footprint;
import org.junit.jupiter.api.Test;

class LeakReportTest {

  private static final Footprint AFTER_FIVE = new Footprint(70, 2_000_000_000, 16_000, 1, 100, 40);

  private static LeakReport report(Footprint last) {
    LeakReport report = new LeakReport(5);
    report.add("task manager", 5, AFTER_FIVE);
    report.add("task manager", 50, last);
    return report;
  }

  @Test
  void aFewInAHundredMoreAreNoLeak() {
    assertThat(report(new Footprint(73, 2_090_000_000, 16_700, 1, 104, 42)).findings()).isEmpty();
  }

  @Test
  void lessIsNoLeak() {
    assertThat(report(new Footprint(60, 1_000_000_000, 12_000, 0, 90, 30)).findings()).isEmpty();
  }

  @Test
  void eachFigureThatGrewIsNamed() {
    assertThat(report(new Footprint(74, 2_110_000_000, 16_900, 2, 106, 43)).findings())
        .hasSize(6)
        .first()
        .isEqualTo("task manager: threads grew from 70 after 5 jobs to 74 after 50");
  }

  @Test
  void processesAreComparedEachWithItself() {
    LeakReport report = report(AFTER_FIVE);
    report.add("job manager", 5, new Footprint(90, 900_000_000, 12_000, 0, 90, 40));
    report.add("job manager", 50, new Footprint(90, 990_000_000, 12_000, 0, 90, 40));

    assertThat(report.findings())
        .containsExactly("job manager: resident MB grew from 900 after 5 jobs to 990 after 50");
  }
}
