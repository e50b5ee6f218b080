package io.riverrank.operators.rollout.watch;

import java.io.Serializable;

/**
 * Which place is watched for models.
 *
 * @param uri of a pointer file or a folder with versions: a path, or a URI of one of Flink's file
 *     systems
 * @param intervalMs from one look to the next, milliseconds, above 0
 * @param then what is commanded of a new version
 */
public record ModelWatchSettings(String uri, long intervalMs, WatchThen then)
    implements Serializable {}
