package io.riverrank.tools.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.riverrank.operators.scoring.TextPair;
import io.riverrank.schemas.Candidate;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WorkloadTest {
  private static final BenchLog LOG =
      new BenchLog(
          "log",
          List.of(query("what is lift", 6), query("drag", 1), query("  why\tturbulence", 2)),
          0);

  private static LoggedQuery query(String text, int candidates) {
    return new LoggedQuery(
        text,
        null,
        null,
        IntStream.range(0, candidates)
            .mapToObj(i -> new Candidate("d" + i, "wing " + i, null, null, null))
            .toList());
  }

  @Test
  void lightEventsHaveFewCandidatesOfOneWord() {
    Workload light = Workload.light(LOG, 5);
    assertThat(light.events()).extracting(LoggedQuery::pairs).containsExactly(4, 1, 2, 4, 1);
    assertThat(light.textPairs())
        .containsOnly(
            new TextPair("what", "wing"),
            new TextPair("drag", "wing"),
            new TextPair("why", "wing"));
  }

  @Test
  void hasAboutAsManyPairsAsAskedForOfTheWholeLog() {
    assertThat(Workload.of(LOG, 18, 1).pairs()).isEqualTo(18);
    assertThat(Workload.of(LOG, 1, 1).events()).hasSize(1);
    assertThat(Workload.of(LOG, 18, 1)).isEqualTo(Workload.of(LOG, 18, 1));
    assertThat(Workload.of(LOG, 90, 1)).isNotEqualTo(Workload.of(LOG, 90, 2));
  }
}
