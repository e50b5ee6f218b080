package io.riverrank.schemas;

import static io.riverrank.schemas.JsonSchemas.violations;
import static io.riverrank.schemas.Messages.decode;
import static io.riverrank.schemas.Messages.messageWithKey;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.riverrank.schemas.monitoring.AlertEncoder;
import io.riverrank.schemas.monitoring.AlertReader;
import io.riverrank.schemas.monitoring.InteractionEncoder;
import io.riverrank.schemas.monitoring.InteractionReader;
import io.riverrank.schemas.monitoring.JudgementEncoder;
import io.riverrank.schemas.monitoring.JudgementReader;
import io.riverrank.schemas.monitoring.WindowMetricsEncoder;
import io.riverrank.schemas.monitoring.WindowMetricsReader;
import io.riverrank.schemas.rollout.ControlDecoder;
import io.riverrank.schemas.rollout.ControlEncoder;
import io.riverrank.schemas.rollout.ModelStatusEncoder;
import io.riverrank.schemas.rollout.ModelStatusReader;
import io.riverrank.schemas.rollout.ShadowRankingEncoder;
import io.riverrank.schemas.rollout.ShadowRankingReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the README shows is what the code does. */
class ReadmeTest {

  private static final Pattern CODE_ROW = Pattern.compile("\\| `([A-Z0-9_]+)` \\| (.*) \\|");
  private static final Pattern EXAMPLE = Pattern.compile("```json\n(.*?)```", Pattern.DOTALL);

  @Test
  void listsEveryCodeWithItsDescription() throws IOException {
    List<String> documented =
        readme()
            .lines()
            .map(CODE_ROW::matcher)
            .filter(row -> row.matches())
            .map(row -> row.group(1) + ": " + row.group(2))
            .toList();

    assertThat(documented)
        .containsExactlyElementsOf(
            Arrays.stream(DeadLetterCode.values())
                .map(code -> code + ": " + code.description())
                .toList());
  }

  @Test
  void showsRequestsThatAreScored() throws IOException {
    List<String> requests = examples("Requests");

    assertThat(requests).hasSize(5);
    assertThat(requests)
        .allSatisfy(
            request -> {
              assertThat(violations(JsonSchemas.REQUEST, request)).isEmpty();
              assertThat(decode(messageWithKey("key".getBytes(UTF_8), request)))
                  .isInstanceOfSatisfying(
                      QueryEvent.class, event -> assertThat(event.rejected()).isEmpty());
            });
  }

  @Test
  void showsResultsAsTheyAreWritten() throws IOException {
    assertThat(examples("Results")).hasSize(2);
    for (String shown : examples("Results")) {
      assertThat(violations(JsonSchemas.RESULT, shown)).isEmpty();
      RerankResult read = new ResultReader().read(shown.getBytes(UTF_8));
      assertThat(new String(new ResultEncoder(false).encode(read), UTF_8).replaceAll("\\s", ""))
          .isEqualTo(shown.replaceAll("\\s", ""));
    }
  }

  @Test
  void showsJudgementsAndInteractionsAsTheyAreWritten() throws IOException {
    assertThat(examples("Judgements")).hasSize(2);
    for (String shown : examples("Judgements")) {
      assertSame(
          "monitoring/judgement.schema.json",
          shown,
          new JudgementEncoder()
              .encode(new JudgementReader(Messages.LIMITS).read(shown.getBytes(UTF_8), 0)));
    }
    String shown = only(examples("Interactions"));
    assertSame(
        "monitoring/interaction.schema.json",
        shown,
        new InteractionEncoder()
            .encode(new InteractionReader(Messages.LIMITS).read(shown.getBytes(UTF_8), 0)));
  }

  @Test
  void showsMetricsRecordsAndAlertsAsTheyAreWritten() throws IOException {
    String metrics = only(examples("Metrics records"));
    assertSame(
        "monitoring/metrics.schema.json",
        metrics,
        new WindowMetricsEncoder().encode(new WindowMetricsReader().read(metrics.getBytes(UTF_8))));
    String alert = only(examples("Alerts"));
    assertSame(
        "monitoring/alert.schema.json",
        alert,
        new AlertEncoder().encode(new AlertReader().read(alert.getBytes(UTF_8))));
  }

  @Test
  void showsCommandsAndStatusesAsTheyAreWritten() throws IOException {
    assertThat(examples("Commands")).hasSize(2);
    for (String shown : examples("Commands")) {
      SourceRecord message =
          new SourceRecord("control", 0, 0, 0, null, shown.getBytes(UTF_8), List.of());
      assertSame(
          "rollout/control.schema.json",
          shown,
          new ControlEncoder().encode(new ControlDecoder().decode(message).command()));
    }
    assertThat(examples("Statuses")).hasSize(3);
    for (String shown : examples("Statuses")) {
      assertSame(
          "rollout/model-status.schema.json",
          shown,
          new ModelStatusEncoder().encode(new ModelStatusReader().read(shown.getBytes(UTF_8))));
    }
  }

  @Test
  void showsAShadowRankingAsItIsWritten() throws IOException {
    String shown = only(examples("Shadow rankings"));
    assertSame(
        "rollout/shadow.schema.json",
        shown,
        new ShadowRankingEncoder().encode(new ShadowRankingReader().read(shown.getBytes(UTF_8))));
  }

  private static void assertSame(String schema, String shown, byte[] written) {
    assertThat(violations(JsonSchemas.load(schema), shown)).isEmpty();
    assertThat(new String(written, UTF_8).replaceAll("\\s", ""))
        .isEqualTo(shown.replaceAll("\\s", ""));
  }

  private static String only(List<String> examples) {
    assertThat(examples).hasSize(1);
    return examples.get(0);
  }

  /** Those below a heading of any level, up to the next of that level. */
  private static List<String> examples(String heading) throws IOException {
    Matcher section =
        Pattern.compile("(?ms)^(##+) " + heading + "\n(.*?)(?=^\\1 |\\z)").matcher(readme());
    assertThat(section.find()).isTrue();
    return EXAMPLE.matcher(section.group(2)).results().map(example -> example.group(1)).toList();
  }

  private static String readme() throws IOException {
    return Files.readString(Path.of("README.md"));
  }
}
