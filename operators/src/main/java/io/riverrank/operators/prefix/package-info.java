/**
 * What pairs begin with in common, and what a causal model made of it: found among pairs that come
 * together, kept as long as there is room. Knows tokens, no model.
 */
@javax.annotation.ParametersAreNonnullByDefault
package io.riverrank.operators.prefix;
