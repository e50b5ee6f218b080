/** Weights of graphs that travel without them. */
package io.riverrank.tools.gpu.weights;
