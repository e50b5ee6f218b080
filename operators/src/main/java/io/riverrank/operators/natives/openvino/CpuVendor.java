package io.riverrank.operators.natives.openvino;

import ai.onnxruntime.OrtHardwareDevice;
import com.sun.jna.Pointer;
import java.lang.reflect.Method;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * OpenVINO runs on every x86-64 processor, but its plugin offers itself only where ONNX Runtime
 * names Intel as the processor's vendor (github.com/microsoft/onnxruntime/pull/31981). So while the
 * plugin is asked, the name reads Intel.
 *
 * <p>ONNX Runtime 1.29 keeps it as the second 32-bit field of {@code OrtHardwareDevice}. Where that
 * field does not hold what the API says, it is another layout, and nothing is written.
 */
final class CpuVendor {
  private static final Logger LOG = LoggerFactory.getLogger(CpuVendor.class);
  private static final int INTEL = 0x8086;
  private static final int VENDOR_OFFSET = Integer.BYTES;

  private CpuVendor() {}

  /** What registers a plugin. */
  interface Registration<E extends Exception> {
    void run() throws E;
  }

  static boolean isIntel(OrtHardwareDevice cpu) {
    return cpu.getVendorId() == INTEL;
  }

  /** Registers while the processor's vendor reads Intel. */
  static <E extends Exception> void asIntel(OrtHardwareDevice cpu, Registration<E> registration)
      throws E {
    Pointer field = isIntel(cpu) ? null : vendorField(cpu);
    if (field == null) {
      registration.run();
      return;
    }
    int vendor = field.getInt(0);
    field.setInt(0, INTEL);
    try {
      registration.run();
    } finally {
      field.setInt(0, vendor);
    }
  }

  private static Pointer vendorField(OrtHardwareDevice cpu) {
    try {
      Method handle = OrtHardwareDevice.class.getDeclaredMethod("getNativeHandle");
      handle.setAccessible(true);
      Pointer device = new Pointer((Long) handle.invoke(cpu));
      boolean expected =
          device.getInt(0) == cpu.getType().ordinal()
              && device.getInt(VENDOR_OFFSET) == cpu.getVendorId()
              && device.getInt(2L * Integer.BYTES) == cpu.getDeviceId();
      return expected ? device.share(VENDOR_OFFSET) : null;
    } catch (ReflectiveOperationException | RuntimeException e) {
      LOG.debug("The processor's vendor can't be read", e);
      return null;
    }
  }
}
