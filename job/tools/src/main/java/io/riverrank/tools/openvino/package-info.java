/** Fetches OpenVINO's plugin for ONNX Runtime through the user's own pip. */
package io.riverrank.tools.openvino;
