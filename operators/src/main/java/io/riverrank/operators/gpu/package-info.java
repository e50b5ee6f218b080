/** What the driver says of GPUs, by {@code nvidia-smi}. */
package io.riverrank.operators.gpu;
