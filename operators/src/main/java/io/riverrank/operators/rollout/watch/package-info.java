/**
 * New versions of a model, found where they are put: a pointer file that names the current one, or
 * a folder with a subfolder for each ({@link io.riverrank.operators.rollout.watch.WatchedModel}).
 * {@link io.riverrank.operators.rollout.watch.ModelWatchSource} makes commands of them.
 */
package io.riverrank.operators.rollout.watch;
