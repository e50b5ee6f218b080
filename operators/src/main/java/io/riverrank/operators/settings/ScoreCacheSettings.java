package io.riverrank.operators.settings;

import java.io.Serializable;

/**
 * What a task manager remembers of scores.
 *
 * @param bytes of heap for scores of pairs seen before; 0 remembers nothing and scores equal pairs
 *     that are in flight each for itself
 */
public record ScoreCacheSettings(long bytes) implements Serializable {
  public static final ScoreCacheSettings OFF = new ScoreCacheSettings(0);
}
