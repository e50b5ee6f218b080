package io.riverrank.faults.traffic;

import java.util.ArrayList;
import java.util.List;

/** What was planned for one fault. Its name is the begin of its query ids. */
public final class Inputs {

  private final String name;
  private final List<Plan> plans = new ArrayList<>();

  /**
   * @param name unique in a suite
   */
  public Inputs(String name) {
    this.name = name;
  }

  /** The name. */
  public String name() {
    return name;
  }

  /** Whether a query id is one of these. */
  public boolean owns(String queryId) {
    return queryId.startsWith(name + '/');
  }

  /** The next query id. */
  public synchronized String nextId() {
    return "%s/%d".formatted(name, plans.size());
  }

  /** Takes a plan whose id {@link #nextId} gave. */
  public synchronized void add(Plan plan) {
    plans.add(plan);
  }

  /** All plans. */
  public synchronized List<Plan> plans() {
    return List.copyOf(plans);
  }

  /** Gives the memory of the plans back when all of them were checked. */
  public synchronized void forgetPlans() {
    plans.clear();
  }
}
