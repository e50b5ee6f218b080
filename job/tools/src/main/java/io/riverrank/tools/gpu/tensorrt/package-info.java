/** TensorRT beside CUDA. */
package io.riverrank.tools.gpu.tensorrt;
