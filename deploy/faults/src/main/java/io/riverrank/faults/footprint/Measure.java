package io.riverrank.faults.footprint;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/** One figure of a footprint, and how much more of it is still nothing left behind. */
public enum Measure {
  THREADS("threads", Footprint::threads, 1),
  RESIDENT_MEMORY("resident MB", Footprint::residentBytes, 1_000_000),
  CLASSES("classes", Footprint::loadedClasses, 1),
  CLASS_LOADERS("class loaders", Footprint::userClassLoaders, 1),
  OPEN_FILES("open files", Footprint::openFiles, 1),
  TEMPORARY_FILES("temporary files", Footprint::temporaryFiles, 1);

  private final String title;
  private final ToLongFunction<Footprint> value;
  private final long unit;

  Measure(String title, ToLongFunction<Footprint> value, long unit) {
    this.title = title;
    this.value = value;
    this.unit = unit;
  }

  /** As a table has it. */
  public String title() {
    return title;
  }

  /** As a table shows it. */
  public String show(Footprint footprint) {
    return String.format(Locale.ROOT, "%,d", value.applyAsLong(footprint) / unit);
  }

  /** Whether {@code now} is more than {@code then} and this share of it. */
  private boolean isGrown(Footprint then, Footprint now, double share) {
    return value.applyAsLong(now) > value.applyAsLong(then) * (1 + share);
  }

  /**
   * All that grew.
   *
   * @param share of what was there that may come to it
   */
  public static List<Measure> grown(Footprint then, Footprint now, double share) {
    return Arrays.stream(values()).filter(measure -> measure.isGrown(then, now, share)).toList();
  }
}
