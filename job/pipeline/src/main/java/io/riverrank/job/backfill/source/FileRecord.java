package io.riverrank.job.backfill.source;

import io.riverrank.schemas.DeadLetterCode;
import javax.annotation.Nullable;

/**
 * One request as it is in a file, or what can't be read there.
 *
 * @param file its number in the input's order
 * @param place its line or row, from 1
 * @param readBytes how much of the file is read with it
 * @param value the request's bytes; null where they can't be kept
 * @param fault why there is no request; null if there is one
 * @param message one sentence with the fault
 */
public record FileRecord(
    int file,
    long place,
    long readBytes,
    @Nullable byte[] value,
    @Nullable DeadLetterCode fault,
    @Nullable String message) {

  static FileRecord of(int file, long place, long readBytes, byte[] value) {
    return new FileRecord(file, place, readBytes, value, null, null);
  }
}
