package io.riverrank.operators.session;

import io.riverrank.operators.model.ModelException;
import io.riverrank.operators.settings.GpuSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.annotation.Nullable;

/** ONNX Runtime's own keys of its GPU providers. */
final class GpuOptions {
  private GpuOptions() {}

  static Map<String, String> cuda(GpuSettings settings) {
    Map<String, String> options = new LinkedHashMap<>();
    // By default CUDA rounds a full-precision file's products to 10 bits on tensor cores, and
    // scores
    // differ from the reference in the third digit.
    options.put("use_tf32", "0");
    if (settings.memoryBytes() != null) {
      options.put("gpu_mem_limit", Long.toString(settings.memoryBytes()));
      // By default the arena grows in powers of two and meets the limit long before it is needed.
      options.put("arena_extend_strategy", "kSameAsRequested");
    }
    return options;
  }

  /**
   * @param profile null where micro-batches are not known; then engines follow the shapes they meet
   * @throws ModelException if the cache's folder can't be written
   */
  static Map<String, String> tensorRt(GpuSettings settings, @Nullable ShapeProfile profile) {
    Map<String, String> options = new LinkedHashMap<>();
    if (settings.tensorRtFp16()) {
      options.put("trt_fp16_enable", "1");
    }
    if (settings.engineCacheDir() != null) {
      String folder = writable(settings.engineCacheDir());
      options.put("trt_engine_cache_enable", "1");
      options.put("trt_engine_cache_path", folder);
      options.put("trt_timing_cache_enable", "1");
      options.put("trt_timing_cache_path", folder);
    }
    if (profile != null) {
      options.put("trt_profile_min_shapes", profile.min());
      options.put("trt_profile_opt_shapes", profile.opt());
      options.put("trt_profile_max_shapes", profile.max());
    }
    return options;
  }

  private static String writable(String directory) {
    try {
      Path folder = Files.createDirectories(Path.of(directory));
      Files.delete(Files.createTempFile(folder, "riverrank", ".probe"));
      return folder.toString();
    } catch (IOException | RuntimeException e) {
      throw new ModelException(
          "rerank.execution.tensorrt.cache-dir is %s, which can't be written (%s); set it to a writable folder of the task manager"
              .formatted(directory, e),
          e);
    }
  }
}
