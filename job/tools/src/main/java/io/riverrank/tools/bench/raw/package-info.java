/** ONNX Runtime without anything around it: the limit, and how long a batch takes. */
package io.riverrank.tools.bench.raw;
