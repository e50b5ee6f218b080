package io.riverrank.faults.traffic;

import java.util.List;

/** How far a plan is sent. */
final class UnsentPlan {

  private final Plan plan;
  private final List<PlannedMessage> messages;
  private int sent;

  UnsentPlan(Plan plan) {
    this.plan = plan;
    this.messages = plan.messages();
  }

  Plan plan() {
    return plan;
  }

  /**
   * @return whether that was the last message
   */
  boolean sendOne(RequestSender sender) {
    if (sent == 0) {
      plan.begun();
    }
    sender.send(plan, messages.get(sent++));
    return sent == messages.size();
  }
}
