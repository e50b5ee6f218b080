/** The native libraries of ONNX Runtime and of the tokenizer: where and how they load. */
package io.riverrank.operators.natives;
