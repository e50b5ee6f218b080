package io.riverrank.operators.gpu;

import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;
import javax.annotation.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Memory of a GPU that no process holds. ONNX Runtime has no call for it.
 *
 * <p>CUDA numbers the GPUs that {@code CUDA_VISIBLE_DEVICES} leaves, {@code nvidia-smi} all of
 * them; without that variable both count alike, where the GPUs are of one kind or {@code
 * CUDA_DEVICE_ORDER} is {@code PCI_BUS_ID}.
 */
public final class FreeGpuMemory {
  private static final Logger LOG = LoggerFactory.getLogger(FreeGpuMemory.class);
  private static final String VISIBLE = "CUDA_VISIBLE_DEVICES";
  private static final long MIB = 1 << 20;

  private FreeGpuMemory() {}

  /**
   * @param device as CUDA numbers it
   * @return bytes; nothing where it can't be known, which the log says
   */
  public static OptionalLong bytes(int device) {
    try {
      String id = id(device, System.getenv(VISIBLE));
      List<String> answer = NvidiaSmi.query("memory.free", "--id=" + id);
      if (answer.size() != 1 || !answer.get(0).strip().matches("[0-9]{1,12}")) {
        throw new IOException("nvidia-smi says %s of GPU %s".formatted(answer, id));
      }
      return OptionalLong.of(Long.parseLong(answer.get(0).strip()) * MIB);
    } catch (IOException e) {
      LOG.warn(
          "How much memory of GPU {} is free can't be known, so a model is loaded without looking: {}",
          device,
          e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return OptionalLong.empty();
  }

  /**
   * A GPU as {@code nvidia-smi --id} takes it: by number, or by the begin of its UUID.
   *
   * @param visible GPUs by number or UUID, separated by commas; null for all
   * @throws IOException if it is none, or a part of one (MIG)
   */
  static String id(int device, @Nullable String visible) throws IOException {
    if (visible == null || visible.isBlank()) {
      return Integer.toString(device);
    }
    String[] ids = visible.split(",");
    String id = device < ids.length ? ids[device].strip() : "";
    if (!id.matches("[0-9]{1,4}|GPU-[0-9A-Za-z-]+")) {
      throw new IOException(
          "%s=%s names no whole GPU in place %d".formatted(VISIBLE, visible, device));
    }
    return id;
  }
}
