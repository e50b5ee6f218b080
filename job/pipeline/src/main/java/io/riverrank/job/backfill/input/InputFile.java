package io.riverrank.job.backfill.input;

import io.riverrank.job.options.InputFormat;
import java.io.Serializable;

/**
 * A file as it was when the backfill began.
 *
 * @param path a URI of one of Flink's file systems
 * @param bytes its size
 * @param modifiedMs when it was last changed, epoch milliseconds
 */
public record InputFile(String path, long bytes, long modifiedMs, InputFormat format)
    implements Serializable {}
