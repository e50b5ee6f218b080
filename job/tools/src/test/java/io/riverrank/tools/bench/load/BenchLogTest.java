package io.riverrank.tools.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riverrank.job.errors.UserException;
import io.riverrank.job.options.SettingsFactory;
import io.riverrank.operators.scoring.TextPair;
import io.riverrank.schemas.RequestLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchLogTest {
  private static final RequestLimits LIMITS = SettingsFactory.limits(new Configuration());

  @TempDir private Path folder;

  private BenchLog read(String... lines) throws IOException {
    return BenchLog.read(Files.write(folder.resolve("log.jsonl"), List.of(lines)), LIMITS);
  }

  @Test
  void readsEveryShapeOfRequestAndPairsByTheirQuery() throws IOException {
    BenchLog log =
        read(
            "{\"query_id\":\"a\",\"query\":\"q\",\"candidates\":[{\"doc_id\":\"1\",\"text\":\"x\"},"
                + "{\"doc_id\":\"2\",\"text\":\"y\"}]}",
            "",
            "{\"query\":\"r\",\"documents\":[\"x\"]}",
            "{\"query\":\"s\",\"document\":\"x\"}",
            "{\"query_id\":\"g\",\"query\":\"t\",\"candidate\":{\"doc_id\":\"1\",\"text\":\"x\"},\"candidate_count\":2}",
            "{\"query\":\"s\",\"document\":\"y\"}",
            "{\"query_id\":\"g\",\"query\":\"t\",\"candidate\":{\"doc_id\":\"2\",\"text\":\"y\"},\"candidate_count\":2}");
    assertThat(log.queries()).extracting(LoggedQuery::query).containsExactly("q", "r", "s", "t");
    assertThat(log.queries()).extracting(LoggedQuery::pairs).containsExactly(2, 1, 2, 2);
    assertThat(log.pairs()).isEqualTo(7);
    assertThat(log.skippedLines()).isZero();
  }

  @Test
  void countsLinesThatHoldNothingToScore() throws IOException {
    BenchLog log =
        read(
            "not json",
            "{\"query\":\"s\",\"document\":\"x\"}",
            "{\"query_id\":\"a\",\"query\":\"q\",\"candidates\":[]}",
            "[1]");
    assertThat(log.pairs()).isEqualTo(1);
    assertThat(log.skippedLines()).isEqualTo(3);
  }

  @Test
  void saysWhatIsWrongWithALogWithoutPairs() throws IOException {
    assertThatThrownBy(() -> read(""))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("has no pairs; each line is a request");
    assertThatThrownBy(() -> read("nonsense", "[]"))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("of its 2 lines none")
        .hasMessageContaining("line 1");
    assertThatThrownBy(() -> BenchLog.read(folder.resolve("absent"), LIMITS))
        .hasMessageContaining("there is no file");
  }

  @Test
  void aWorkloadIsTheWholeLogSeveralTimesOrEvenlySpreadQueries() throws IOException {
    String[] lines = new String[10];
    for (int i = 0; i < lines.length; i++) {
      lines[i] = "{\"query\":\"q%d\",\"document\":\"x\"}".formatted(i);
    }
    BenchLog log = read(lines);
    assertThat(Workload.of(log, 30, 1).pairs()).isEqualTo(30);
    assertThat(Workload.of(log, 0, 1).pairs()).isEqualTo(1);
    assertThat(Workload.of(log, 5, 1).textPairs())
        .extracting(TextPair::query)
        .containsExactlyInAnyOrder("q0", "q2", "q4", "q6", "q8");
    assertThat(Workload.of(log, 30, 1)).isEqualTo(Workload.of(log, 30, 1));
    assertThat(Workload.of(log, 30, 1)).isNotEqualTo(Workload.of(log, 30, 2));
  }
}
