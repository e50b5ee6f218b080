/** {@code CrossEncoder.rank} on a file. */
package io.riverrank.tools.rank;
