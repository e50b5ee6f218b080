package io.riverrank.job.options;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.configuration.ConfigOption;
import org.junit.jupiter.api.Test;

class OptionsTableTest {

  private static final Path README = Path.of("..", "..", "README.md");

  /** Run with {@code -Driverrank.update-docs=true} to write the table anew. */
  @Test
  void readmeHasTheTable() throws IOException {
    String readme = Files.readString(README);
    int begin = readme.indexOf(OptionsTable.BEGIN);
    int end = readme.indexOf(OptionsTable.END);
    assertThat(begin).as("%s in %s", OptionsTable.BEGIN, README).isNotNegative();
    assertThat(end).as("%s in %s", OptionsTable.END, README).isGreaterThan(begin);
    String table = "\n\n" + OptionsTable.markdown() + "\n";
    int afterBegin = begin + OptionsTable.BEGIN.length();
    if (Boolean.getBoolean("riverrank.update-docs")) {
      readme = readme.substring(0, afterBegin) + table + readme.substring(end);
      Files.writeString(README, readme);
      end = readme.indexOf(OptionsTable.END);
    }
    assertThat(readme.substring(afterBegin, end))
        .as("options in README.md; write them anew with -Driverrank.update-docs=true")
        .isEqualTo(table);
  }

  @Test
  void everyOptionIsInTheTable() throws IllegalAccessException {
    List<String> keys = new ArrayList<>();
    List<Field> fields = new ArrayList<>(List.of(RiverrankOptions.class.getFields()));
    fields.addAll(List.of(BackfillOptions.class.getFields()));
    for (Field field : fields) {
      if (field.get(null) instanceof ConfigOption<?> option) {
        keys.add(option.key());
      }
    }
    assertThat(RiverrankOptions.ALL)
        .extracting(option -> (Object) option.key())
        .containsExactlyInAnyOrderElementsOf(keys);
    for (String key : keys) {
      assertThat(OptionsTable.markdown()).contains("| `" + key + "` |");
    }
  }

  @Test
  void rowSaysDefaultTypeAndPurpose() {
    assertThat(OptionsTable.markdown().lines())
        .contains(
            "| `rerank.batch.linger` | `0 ms` | duration (`10 s`) | How long a free session waits for"
                + " a micro-batch to fill. 0 is best on CPUs; a few milliseconds fill a GPU under"
                + " light load. |")
        .anyMatch(
            line ->
                line.startsWith(
                    "| `kafka.delivery-guarantee` | `exactly-once` | at-least-once, exactly-once |"))
        .anyMatch(
            line -> line.startsWith("| `kafka.max-message-bytes` | `1 mb` | bytes (`8 mb`) |"))
        .anyMatch(line -> line.startsWith("| `kafka.sink.properties.*` |"));
  }
}
