/** One ONNX Runtime session: its device, its graph, its input buffers, one run of a batch. */
package io.riverrank.operators.session;
