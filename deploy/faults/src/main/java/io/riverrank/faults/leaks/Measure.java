package io.riverrank.faults.leaks;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/** One figure of a footprint, and how much more of it is still nothing left behind. */
enum Measure {
  THREADS("threads", Footprint::threads, 1),
  RESIDENT_MEMORY("resident MB", Footprint::residentBytes, 1_000_000),
  CLASSES("classes", Footprint::loadedClasses, 1),
  CLASS_LOADERS("class loaders", Footprint::userClassLoaders, 1),
  OPEN_FILES("open files", Footprint::openFiles, 1),
  TEMPORARY_FILES("temporary files", Footprint::temporaryFiles, 1);

  /** Of the figure after the fifth job. */
  private static final double TOLERANCE = 0.05;

  private final String title;
  private final ToLongFunction<Footprint> value;
  private final long unit;

  Measure(String title, ToLongFunction<Footprint> value, long unit) {
    this.title = title;
    this.value = value;
    this.unit = unit;
  }

  String title() {
    return title;
  }

  /** As a table shows it. */
  String show(Footprint footprint) {
    return String.format(Locale.ROOT, "%,d", value.applyAsLong(footprint) / unit);
  }

  /** Whether {@code now} is more than {@code then} and five in a hundred. */
  boolean isGrown(Footprint then, Footprint now) {
    return value.applyAsLong(now) > value.applyAsLong(then) * (1 + TOLERANCE);
  }

  /** All that grew. */
  static List<Measure> grown(Footprint then, Footprint now) {
    return Arrays.stream(values()).filter(measure -> measure.isGrown(then, now)).toList();
  }
}
