/** {@code CrossEncoder.predict} on a file. */
package io.riverrank.tools.score;
