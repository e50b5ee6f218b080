package io.riverrank.schemas.rollout;

import java.util.Locale;
import javax.annotation.Nullable;

/**
 * What a job shall do with its models.
 *
 * @param commandId names the command in statuses; a second command with it is never applied
 * @param model to load; null for the other kinds
 * @param share of the queries, 0 to 1, that a split, shadow or interleave is for; else null
 * @param by who commands, for people
 */
public record ControlCommand(
    String commandId,
    Kind command,
    @Nullable ModelReference model,
    @Nullable Double share,
    @Nullable String by) {

  /** On the wire by name in lower case. */
  public enum Kind {
    /** Load a challenger beside the champion. */
    LOAD,
    /** The challenger answers its share of the queries. */
    SPLIT,
    /** The challenger scores its share of the queries and answers nobody. */
    SHADOW,
    /** Champion and challenger answer a share of the queries together. */
    INTERLEAVE,
    /** The challenger becomes the champion. */
    PROMOTE,
    /** The model that answered before answers again. */
    ROLLBACK,
    /** Forget the model that is not the champion. */
    UNLOAD,
    /** Say which models there are; changes nothing. */
    STATUS;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
