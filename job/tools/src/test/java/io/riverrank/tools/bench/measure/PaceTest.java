package io.riverrank.tools.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PaceTest {
  private static final Pace.Yardstick MS_A_TOKEN = (rows, length) -> rows * length * 1e6;

  private static BatchRun run(long start, int rows, int length, double pace) {
    long cpu = Math.round(rows * length * 1e6 * pace);
    int tokens = rows * length;
    return new BatchRun(start, start + 10 * cpu, rows, tokens, tokens, 0, 0, cpu);
  }

  @Test
  void followsTheMachineWhateverTheRunsHold() {
    List<BatchRun> runs = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      runs.add(run(i, 1 + i % 7, 10 + i % 13, i < 50 ? 1 : 1.5));
    }
    Pace pace = Pace.undisturbed(runs, MS_A_TOKEN);
    assertThat(pace.at(-5)).isEqualTo(1);
    assertThat(pace.at(40)).isEqualTo(1);
    assertThat(pace.at(50)).isBetween(1.1, 1.4);
    assertThat(pace.at(60)).isEqualTo(1.5);
    assertThat(pace.at(1_000)).isEqualTo(1.5);
  }

  @Test
  void timeInWhichOthersHadTheCoreCountsWhereItIsMeasured() {
    List<BatchRun> one = List.of(run(0, 2, 3, 2));
    assertThat(Pace.undisturbed(one, MS_A_TOKEN).at(0)).isEqualTo(2);
    assertThat(Pace.asMeasured(one, MS_A_TOKEN).at(0)).isEqualTo(20);
  }

  @Test
  void runsThatNobodySawChangeNothing() {
    assertThat(Pace.undisturbed(List.of(), MS_A_TOKEN).at(7)).isEqualTo(1);
    assertThat(Pace.asMeasured(List.of(), MS_A_TOKEN).at(7)).isEqualTo(1);
  }
}
