package io.riverrank.sql;

import static org.apache.flink.configuration.ConfigOptions.key;

import io.riverrank.operators.options.BatchOptions;
import io.riverrank.operators.options.Decides;
import io.riverrank.operators.options.ExecutionOptions;
import io.riverrank.operators.options.LimitOptions;
import io.riverrank.operators.options.ModelOptions;
import io.riverrank.operators.options.OptionSection;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.configuration.ConfigOption;

/**
 * What a model or the module can be told in SQL: the options of a model and how it runs, and those
 * of SQL only. In SQL their names have no prefix.
 */
final class SqlOptions {

  /** What the names of options begin with outside of SQL. */
  static final String PREFIX = "rerank.";

  static final OptionSection SECTION = new OptionSection("In SQL only", SqlOptions.class);

  private SqlOptions() {}

  public static final ConfigOption<Integer> TOP_K =
      SECTION.add(
          Decides.OUTPUT,
          key("rerank.top-k")
              .intType()
              .noDefaultValue()
              .withDescription(
                  "Candidates of a ranking at most, the best ones; only of a model whose input has"
                      + " `candidates`. Unset: all."));

  public static final ConfigOption<ErrorHandling> ERROR_HANDLING =
      SECTION.add(
          Decides.OUTPUT,
          key("rerank.error-handling")
              .enumType(ErrorHandling.class)
              .noDefaultValue()
              .withDescription(
                  "What becomes of a pair that can't be scored: `fail` fails the job, `null` gives NULL"
                      + " for a score, `column` says why in the column `error`, too. Unset: `column`"
                      + " where there is that column, else `null`."));

  /** All that SQL knows. */
  static final List<ConfigOption<?>> ALL =
      Stream.of(
              ModelOptions.SECTION.options(),
              ExecutionOptions.SECTION.options(),
              BatchOptions.SECTION.options(),
              List.<ConfigOption<?>>of(LimitOptions.CANDIDATES, LimitOptions.TEXT_CHARS),
              SECTION.options())
          .<ConfigOption<?>>flatMap(List::stream)
          .toList();

  /** An option as SQL calls it. */
  static String name(String key) {
    return key.startsWith(PREFIX) ? key.substring(PREFIX.length()) : key;
  }
}
