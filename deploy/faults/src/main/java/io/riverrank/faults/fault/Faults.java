package io.riverrank.faults.fault;

import io.riverrank.faults.Setup;
import java.util.List;

/** All kinds. Neighbours that need the same share cluster and job. */
public final class Faults {

  private Faults() {}

  /** The kinds in the order in which they run. */
  public static List<Fault> all(Setup setup) {
    return List.of(new KillTaskManager(), new KillJobManager(), new KillBoth(), new Overload());
  }
}
