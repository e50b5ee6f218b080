/**
 * {@code bench}: how close the job comes to the limit of a model on this machine. Not in the job
 * jar.
 */
package io.riverrank.tools.bench;
