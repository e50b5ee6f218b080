/** From scores to a ranking. */
package io.riverrank.operators.ranking;
