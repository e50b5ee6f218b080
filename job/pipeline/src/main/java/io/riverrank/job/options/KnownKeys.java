package io.riverrank.job.options;

import io.riverrank.operators.options.Misspelling;
import io.riverrank.operators.options.SettingsException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.configuration.ConfigOption;

/** Finds keys that are meant for Riverrank but that it doesn't know. */
final class KnownKeys {

  private static final List<String> FIRST_WORDS = List.of("rerank", "kafka", "backfill", "monitor");
  private static final Set<String> KEYS =
      RiverrankOptions.ALL.stream().map(ConfigOption::key).collect(Collectors.toUnmodifiableSet());

  /** Edits by which a first word may miss ours and is still taken for it. */
  private static final int MISSPELT_EDITS = 2;

  private KnownKeys() {}

  /**
   * @param where for the error: the file, or the kind of argument
   * @throws SettingsException that names the nearest known key
   */
  static void check(Collection<String> keys, String where) {
    for (String key : keys) {
      if (isOurs(key) && !KEYS.contains(key) && !PassThrough.covers(key)) {
        throw new SettingsException(
            "%s: there is no option '%s'; did you mean '%s'?".formatted(where, key, nearest(key)));
      }
    }
  }

  private static boolean isOurs(String key) {
    String firstWord = key.split("\\.", 2)[0].toLowerCase(Locale.ROOT);
    return FIRST_WORDS.stream()
        .anyMatch(word -> Misspelling.edits(word, firstWord) <= MISSPELT_EDITS);
  }

  private static String nearest(String key) {
    return Misspelling.nearest(
        key,
        Stream.concat(
                KEYS.stream(),
                Stream.of(PassThrough.values()).map(passThrough -> passThrough.prefix()))
            .toList());
  }
}
