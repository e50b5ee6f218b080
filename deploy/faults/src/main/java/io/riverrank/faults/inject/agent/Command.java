package io.riverrank.faults.inject.agent;

import java.util.Arrays;
import java.util.List;

/**
 * What the agent shall do, as one line of text: a mode, and numbers where the mode has some.
 *
 * @param numbers the marker's token ids of {@link Mode#PAIR}, the milliseconds of {@link
 *     Mode#SLOW}; empty otherwise
 */
public record Command(Mode mode, List<Long> numbers) {

  /** Nothing is broken. */
  public static final Command OFF = of(Mode.OFF);

  /** What is broken. */
  public enum Mode {
    /** Nothing. */
    OFF,
    /** Runs with a pair that has the marker's tokens in a row. */
    PAIR,
    /** Runs of more than one pair. */
    BATCH,
    /** Every run. */
    ALL,
    /** No run, but each takes longer. */
    SLOW,
    /** The process, within the model's native code; once. */
    CRASH,
    /** No run, but commits wait. */
    HOLD_COMMITS
  }

  public Command {
    numbers = List.copyOf(numbers);
  }

  /** A command without numbers. */
  public static Command of(Mode mode) {
    return new Command(mode, List.of());
  }

  /** The command of a line that {@link #line} made; an empty line is {@link #OFF}. */
  public static Command parse(String line) {
    if (line.isBlank()) {
      return OFF;
    }
    String[] words = line.strip().split(" ");
    return new Command(
        Mode.valueOf(words[0]), Arrays.stream(words).skip(1).map(Long::valueOf).toList());
  }

  /** The command as one line. */
  public String line() {
    StringBuilder line = new StringBuilder(mode.name());
    numbers.forEach(number -> line.append(' ').append(number));
    return line.toString();
  }
}
