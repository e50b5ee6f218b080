package io.riverrank.tools.evaluate.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChartTest {
  private static final Pattern MARK = Pattern.compile("<text class=\"tick end\"[^>]*>([^<]*)<");

  @ParameterizedTest
  @CsvSource({
    "0.5, 0 0.25 0.50 0.75 1.00",
    "2, 0 1 2 3 4",
    "8, 0 2 4 6 8",
    "68, 0 20 40 60 80",
    "101, 0 50 100 150 200",
    "3001, '0 1,000 2,000 3,000 4,000'"
  })
  void marksOfTheAxisAreRound(double most, String marks) {
    String chart =
        Chart.bars("t", "x", List.of("a"), List.of("s"), new double[][] {{most}}, List.of("n"));
    assertThat(MARK.matcher(chart).results().map(mark -> mark.group(1)))
        .containsExactly(marks.split(" "));
  }
}
