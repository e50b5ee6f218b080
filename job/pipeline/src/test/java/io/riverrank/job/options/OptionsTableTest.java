package io.riverrank.job.options;

import static org.assertj.core.api.Assertions.assertThat;

import io.riverrank.operators.options.Decides;
import io.riverrank.operators.options.OptionSection;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.configuration.ConfigOption;
import org.junit.jupiter.api.Test;

class OptionsTableTest {

  private static final Path DOCUMENT = repository().resolve("docs/options.md");
  private static final List<Path> SOURCES =
      List.of(
          Path.of("src/main/java/io/riverrank/job/options"),
          repository().resolve("operators/src/main/java/io/riverrank/operators/options"));

  /** Run with {@code -Driverrank.update-docs=true} to write the table anew. */
  @Test
  void documentHasTheTable() throws IOException {
    String text = Files.readString(DOCUMENT);
    int begin = text.indexOf(OptionsTable.BEGIN);
    int end = text.indexOf(OptionsTable.END);
    assertThat(begin).as("%s in %s", OptionsTable.BEGIN, DOCUMENT).isNotNegative();
    assertThat(end).as("%s in %s", OptionsTable.END, DOCUMENT).isGreaterThan(begin);
    String table = "\n\n" + OptionsTable.markdown() + "\n";
    int afterBegin = begin + OptionsTable.BEGIN.length();
    if (Boolean.getBoolean("riverrank.update-docs")) {
      text = text.substring(0, afterBegin) + table + text.substring(end);
      Files.writeString(DOCUMENT, text);
      end = text.indexOf(OptionsTable.END);
    }
    assertThat(text.substring(afterBegin, end))
        .as("options in docs/options.md; write them anew with -Driverrank.update-docs=true")
        .isEqualTo(table);
  }

  /** The first folder at or above this module's that has docs/options.md. */
  private static Path repository() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("docs/options.md"))) {
      folder = folder.getParent();
      assertThat(folder)
          .as("a folder above %s with docs/options.md", Path.of("").toAbsolutePath())
          .isNotNull();
    }
    return folder;
  }

  /** A constant that nobody added to its section would have no class and no row. */
  @Test
  void everyOptionSaysWhatItDecidesAndIsInTheTable() throws IllegalAccessException {
    for (OptionSection section : RiverrankOptions.SECTIONS) {
      List<ConfigOption<?>> constants = new ArrayList<>();
      for (Field field : section.holder().getFields()) {
        if (field.getType() == ConfigOption.class) {
          constants.add((ConfigOption<?>) field.get(null));
        }
      }
      assertThat(section.options())
          .as("options of %s", section.holder().getSimpleName())
          .isNotEmpty()
          .containsExactlyInAnyOrderElementsOf(constants);
    }
    for (ConfigOption<?> option : RiverrankOptions.ALL) {
      assertThat(OptionsTable.markdown()).contains("| `" + option.key() + "` |");
    }
    assertThat(
            Stream.of(Decides.values())
                .flatMap(decides -> RiverrankOptions.deciding(decides).stream()))
        .hasSameSizeAs(RiverrankOptions.ALL)
        .doesNotHaveDuplicates();
  }

  /** Every class of options in these packages is one of the sections. */
  @Test
  void noSectionIsLeftOut() throws IOException {
    List<String> withOptions = new ArrayList<>();
    for (Path folder : SOURCES) {
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.toList()) {
          if (Files.readString(file).contains("public static final ConfigOption<")) {
            withOptions.add(file.getFileName().toString().replace(".java", ""));
          }
        }
      }
    }
    assertThat(RiverrankOptions.SECTIONS)
        .extracting(section -> section.holder().getSimpleName())
        .containsExactlyInAnyOrderElementsOf(withOptions);
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
