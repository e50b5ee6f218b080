package io.riverrank.operators.monitoring.promotion;

import io.riverrank.operators.monitoring.alerts.rules.PromotionRule;
import io.riverrank.operators.monitoring.alerts.rules.SequentialRule.Change;
import io.riverrank.schemas.monitoring.Alert;
import io.riverrank.schemas.monitoring.Alert.Status;
import io.riverrank.schemas.rollout.ControlCommand;
import io.riverrank.schemas.rollout.ControlCommand.Kind;
import io.riverrank.schemas.rollout.ModelReference;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/**
 * What a rule decided on a challenger.
 *
 * @param mean of the challenger's queries, in units of the figure
 * @param championMean of the champion's queries beside them
 * @param endMs of the window that decided
 */
record Decision(PromotionRule rule, Trial trial, double mean, double championMean, long endMs) {

  private static final int ID_DIGITS = 32;

  boolean isRollback() {
    return trial.verdict() == Trial.Verdict.ROLLBACK;
  }

  /** Whether it says only that the alert of a rollback is over. */
  boolean isOver() {
    return isRollback() && !trial.firing();
  }

  /**
   * The command. Its id is of the rule and the challenger alone, so that whatever is decided again
   * after a restart is applied once.
   */
  ControlCommand command() {
    return new ControlCommand(
        commandId(),
        isRollback() ? Kind.ROLLBACK : Kind.PROMOTE,
        new ModelReference(null, null, trial.challenger()),
        null,
        "monitor rule '%s': %s".formatted(rule.head().name(), comparison()));
  }

  private String comparison() {
    return String.format(
        Locale.ROOT,
        "%s is %.4f of %,d queries, the champion's %.4f of %,d",
        rule.figure(),
        mean,
        trial.own().n(),
        championMean,
        trial.champion().n());
  }

  /** Of a rollback. */
  Alert alert() {
    double margin = rule.worse() == Change.FALLS ? -rule.margin() : rule.margin();
    return new Alert(
        rule.head().name(),
        rule.figure(),
        rule.head().segments().fields(),
        trial.challenger(),
        isOver() ? Status.RESOLVED : Status.FIRING,
        mean,
        championMean + margin,
        trial.eValue(),
        trial.own().n(),
        trial.beganMs(),
        endMs);
  }

  private String commandId() {
    String all = rule.head().name() + "\n" + trial.challenger();
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(all.getBytes(StandardCharsets.UTF_8));
      return "promotion-" + HexFormat.of().formatHex(digest).substring(0, ID_DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** For people. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s  %s  %s  e-value %.3g",
        command().command(),
        trial.challenger(),
        comparison(),
        trial.eValue());
  }
}
