package io.riverrank.job.commandline;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * Arguments with letters that Java could not read, because no locale says how: it has put
 * replacement characters in their place, and would score those. The launcher sets a locale; a JVM
 * that somebody else starts may lack one.
 */
public final class UnreadableArgument {
  private static final char REPLACEMENT = '\uFFFD';

  private UnreadableArgument() {}

  /**
   * @return what to tell the user; empty if all is well
   */
  public static Optional<String> in(String... arguments) {
    return inEncoding(System.getProperty("sun.jnu.encoding"), arguments);
  }

  /**
   * @param encoding of arguments and paths
   */
  static Optional<String> inEncoding(String encoding, String... arguments) {
    if (encoding == null || StandardCharsets.UTF_8.name().equalsIgnoreCase(encoding)) {
      return Optional.empty();
    }
    return Arrays.stream(arguments)
        .filter(argument -> argument.indexOf(REPLACEMENT) >= 0)
        .findFirst()
        .map(
            argument ->
                "'%s' has letters that this JVM can't read: its locale says %s; set LC_ALL to a UTF-8 locale of this machine, as in LC_ALL=C.UTF-8"
                    .formatted(argument, encoding));
  }
}
