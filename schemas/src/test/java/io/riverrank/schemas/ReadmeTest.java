package io.riverrank.schemas;

import static io.riverrank.schemas.JsonSchemas.violations;
import static io.riverrank.schemas.Messages.decode;
import static io.riverrank.schemas.Messages.messageWithKey;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
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
    List<String> requests =
        examples().stream().filter(example -> !example.contains("\"results\"")).toList();

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
  void showsAResultAsItIsWritten() throws IOException {
    List<String> results =
        examples().stream().filter(example -> example.contains("\"results\"")).toList();

    assertThat(results).hasSize(1);
    String shown = results.get(0);
    assertThat(violations(JsonSchemas.RESULT, shown)).isEmpty();
    RerankResult read = new ResultReader().read(shown.getBytes(UTF_8));
    assertThat(new String(new ResultEncoder(false).encode(read), UTF_8).replaceAll("\\s", ""))
        .isEqualTo(shown.replaceAll("\\s", ""));
  }

  private static List<String> examples() throws IOException {
    return EXAMPLE.matcher(readme()).results().map(example -> example.group(1)).toList();
  }

  private static String readme() throws IOException {
    return Files.readString(Path.of("README.md"));
  }
}
