package io.riverrank.operators.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.riverrank.operators.settings.ModelSettings;
import io.riverrank.operators.testing.TestSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.Property;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The graphs are by {@code src/test/python/make_graphs.py}. */
@EnabledIfSystemProperty(named = "os.arch", matches = "amd64")
class SlowFileTest {
  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({"int8_product, 1", "int8, 0", "uint8, 0", "plain, 0"})
  void signedActivationsAreSaidOnce(String graph, int lines) throws Exception {
    Path source = TestSettings.modelDirectory("xlmr-tiny");
    for (String file : List.of("config.json", "tokenizer.json", "tokenizer_config.json")) {
      Files.copy(source.resolve(file), directory.resolve(file));
    }
    Files.copy(
        TestSettings.resource("/graphs/" + graph + ".onnx"), directory.resolve("model.onnx"));

    List<String> said = new ArrayList<>();
    try (Log log = new Log(said);
        CrossEncoder model =
            CrossEncoder.load(
                ModelSettings.of(directory.toString()), TestSettings.cpu(1), TestSettings.BATCH)) {
      assertThat(model.predict(List.of(new TextPair("a", "b"))).get(0).error()).isNull();
    }

    assertThat(said).hasSize(lines).allMatch(line -> line.contains("model.onnx quantises"));
  }

  /** What {@link SlowFile} logs while it is open. */
  private static final class Log extends AbstractAppender implements AutoCloseable {
    private final LoggerContext context = LoggerContext.getContext(false);
    private final List<String> lines;

    Log(List<String> lines) {
      super("slow-file", null, null, false, Property.EMPTY_ARRAY);
      this.lines = lines;
      start();
      LoggerConfig logger = new LoggerConfig(SlowFile.class.getName(), Level.WARN, false);
      logger.addAppender(this, Level.WARN, null);
      Configuration configuration = context.getConfiguration();
      configuration.addLogger(logger.getName(), logger);
      context.updateLoggers();
    }

    @Override
    public void append(LogEvent event) {
      lines.add(event.getMessage().getFormattedMessage());
    }

    @Override
    public void close() {
      context.getConfiguration().removeLogger(SlowFile.class.getName());
      context.updateLoggers();
      stop();
    }
  }
}
