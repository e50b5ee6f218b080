package io.riverrank.operators.settings;

import java.io.Serializable;
import javax.annotation.Nullable;

/**
 * What of a model with several labels is the score.
 *
 * @param label index or name of the label that ranks; null for the only one
 * @param activation over all labels, after the model's own
 */
public record LabelSettings(@Nullable String label, Activation activation) implements Serializable {

  /** The only label's score as it is. */
  public static final LabelSettings ONLY = new LabelSettings(null, Activation.NONE);

  /** What is done over the labels. */
  public enum Activation {
    /** Nothing. */
    NONE,
    /** They sum to 1: {@code predict(apply_softmax=True)}. */
    SOFTMAX
  }
}
