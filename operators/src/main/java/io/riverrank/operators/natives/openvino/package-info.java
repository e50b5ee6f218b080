/** OpenVINO's plugin for ONNX Runtime: where it lies, whether it is whole, and its registration. */
package io.riverrank.operators.natives.openvino;
