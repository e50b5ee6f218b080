package io.riverrank.faults.traffic;

import io.riverrank.schemas.DeadLetterCode;
import javax.annotation.Nullable;

/** One record of the requests topic, and what must become of it. */
public final class PlannedMessage {

  @Nullable private byte[] value;
  @Nullable private final DeadLetterCode deadLetter;
  private int partition = -1;
  private long offset = -1;

  /**
   * @param deadLetter the code that it must come back with; null if it goes into a result
   */
  public PlannedMessage(byte[] value, @Nullable DeadLetterCode deadLetter) {
    this.value = value;
    this.deadLetter = deadLetter;
  }

  /** The code that it must come back with; null if it goes into a result. */
  @Nullable
  public DeadLetterCode deadLetter() {
    return deadLetter;
  }

  /** What is sent; null once the broker has it, since a million of them would fill the heap. */
  @Nullable
  byte[] value() {
    return value;
  }

  /** Where the broker put it. */
  public synchronized void acknowledged(int toPartition, long atOffset) {
    partition = toPartition;
    offset = atOffset;
    value = null;
  }

  /** Whether the broker has it. */
  public synchronized boolean isAcknowledged() {
    return offset >= 0;
  }

  /** Whether this is where the broker put it. */
  public synchronized boolean isAt(int otherPartition, long otherOffset) {
    return partition == otherPartition && offset == otherOffset;
  }
}
