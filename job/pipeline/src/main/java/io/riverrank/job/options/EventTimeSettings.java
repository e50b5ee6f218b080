package io.riverrank.job.options;

import java.io.Serializable;
import java.time.Duration;

/**
 * How the source's watermark follows event time.
 *
 * @param maxOutOfOrderness how far it stays behind the largest event time of a partition
 * @param idleness processing time after which a silent partition is left out; zero for never
 */
public record EventTimeSettings(Duration maxOutOfOrderness, Duration idleness)
    implements Serializable {}
