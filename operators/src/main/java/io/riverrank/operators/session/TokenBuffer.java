package io.riverrank.operators.session;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.nio.LongBuffer;

/**
 * The values of one input, int64 or int32, in a direct buffer that ONNX Runtime reads in place. It
 * is used again for each batch and grows to the largest one.
 */
abstract class TokenBuffer {

  static TokenBuffer of(OnnxJavaType type) {
    return type == OnnxJavaType.INT32 ? new Ints() : new Longs();
  }

  /** Makes room for so many values, and forgets those that are there. */
  abstract void reset(int elements);

  abstract void put(long value);

  /** Those from an index on. */
  abstract void put(long[] values, int from);

  void fill(long value, int count) {
    for (int i = 0; i < count; i++) {
      put(value);
    }
  }

  /** Valid until the next {@link #reset}; the caller closes it. */
  abstract OnnxTensor tensor(OrtEnvironment environment, long[] shape) throws OrtException;

  private static ByteBuffer direct(int elements, int bytes) {
    return ByteBuffer.allocateDirect(Math.multiplyExact(elements, bytes))
        .order(ByteOrder.nativeOrder());
  }

  private static final class Longs extends TokenBuffer {
    private LongBuffer buffer = LongBuffer.allocate(0);

    @Override
    void reset(int elements) {
      if (buffer.capacity() < elements) {
        buffer = direct(elements, Long.BYTES).asLongBuffer();
      }
      buffer.clear();
    }

    @Override
    void put(long value) {
      buffer.put(value);
    }

    @Override
    void put(long[] values, int from) {
      buffer.put(values, from, values.length - from);
    }

    @Override
    OnnxTensor tensor(OrtEnvironment environment, long[] shape) throws OrtException {
      return OnnxTensor.createTensor(environment, buffer.flip(), shape);
    }
  }

  private static final class Ints extends TokenBuffer {
    private IntBuffer buffer = IntBuffer.allocate(0);

    @Override
    void reset(int elements) {
      if (buffer.capacity() < elements) {
        buffer = direct(elements, Integer.BYTES).asIntBuffer();
      }
      buffer.clear();
    }

    @Override
    void put(long value) {
      buffer.put(Math.toIntExact(value));
    }

    @Override
    void put(long[] values, int from) {
      for (int i = from; i < values.length; i++) {
        put(values[i]);
      }
    }

    @Override
    OnnxTensor tensor(OrtEnvironment environment, long[] shape) throws OrtException {
      return OnnxTensor.createTensor(environment, buffer.flip(), shape);
    }
  }
}
