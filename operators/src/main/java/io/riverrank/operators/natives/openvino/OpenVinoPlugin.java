package io.riverrank.operators.natives.openvino;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtEpDevice;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtHardwareDevice;
import ai.onnxruntime.OrtHardwareDevice.OrtHardwareDeviceType;
import io.riverrank.operators.model.ModelException;
import io.riverrank.operators.settings.OpenVinoSettings;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * OpenVINO's plugin in ONNX Runtime: registered once a process, by whichever job comes first, and
 * to the process's end, since others may hold sessions of it.
 *
 * @param device the processor, as OpenVINO offers it
 */
public record OpenVinoPlugin(OrtEpDevice device) {
  private static final String NAME = "OpenVINOExecutionProvider";

  /**
   * The plugin that the settings name.
   *
   * @throws ModelException if it is not there, or can't be loaded
   */
  public static OpenVinoPlugin of(OpenVinoSettings settings, OrtEnvironment environment) {
    return register(environment, OpenVinoLibrary.require(settings.library()));
  }

  /**
   * Whether the plugin takes this processor by itself, so that nothing has to be done to ONNX
   * Runtime for it.
   */
  public static boolean takesThisProcessor(OrtEnvironment environment) {
    try {
      return CpuVendor.isIntel(processor(environment));
    } catch (OrtException | NoSuchElementException e) {
      return false;
    }
  }

  /**
   * Registers the plugin, or finds that it is.
   *
   * @param library from {@link OpenVinoLibrary#require}
   * @throws ModelException if it does not load, offers no processor, or another file of it was
   *     registered before
   */
  static OpenVinoPlugin register(OrtEnvironment environment, Path library) {
    // Jobs have class loaders of their own, and with them classes of ours; ONNX Runtime is one.
    synchronized (OrtEnvironment.class) {
      try {
        Optional<OpenVinoPlugin> known = find(environment);
        if (known.isEmpty()) {
          CpuVendor.asIntel(
              processor(environment),
              () -> environment.registerExecutionProviderLibrary("openvino", library.toString()));
          known = find(environment);
        }
        OpenVinoPlugin plugin =
            known.orElseThrow(
                () ->
                    new ModelException(
                        "OpenVINO's plugin %s offers no processor of this machine; use rerank.execution.provider cpu"
                            .formatted(library)));
        plugin.require(library);
        return plugin;
      } catch (OrtException e) {
        throw new ModelException(
            "OpenVINO's plugin %s does not load into ONNX Runtime %s (%s); run `riverrank openvino install` for one that does"
                .formatted(library, environment.getVersion(), e.getMessage().strip()),
            e);
      }
    }
  }

  private static Optional<OpenVinoPlugin> find(OrtEnvironment environment) throws OrtException {
    return environment.getEpDevices().stream()
        .filter(device -> device.getEpName().equals(NAME))
        .filter(device -> "CPU".equals(device.getEpMetadata().get("ov_device")))
        .findFirst()
        .map(OpenVinoPlugin::new);
  }

  private static OrtHardwareDevice processor(OrtEnvironment environment) throws OrtException {
    return environment.getEpDevices().stream()
        .map(OrtEpDevice::getDevice)
        .filter(device -> device.getType() == OrtHardwareDeviceType.CPU)
        .findFirst()
        .orElseThrow();
  }

  private void require(Path library) {
    String registered = metadata("library_path");
    if (!registered.equals(library.toString())) {
      throw new ModelException(
          "this process has OpenVINO's plugin from %s already and can't take another from %s; set %s to the first, or restart the process"
              .formatted(registered, library, OpenVinoLibrary.OPTION));
    }
  }

  /** The plugin's own version with its build. */
  public String version() {
    return metadata("version");
  }

  /** The processor's name. */
  public String processor() {
    return metadata("FULL_DEVICE_NAME");
  }

  /** Whether the processor has instructions for bfloat16. */
  public boolean hasBf16() {
    List<String> capabilities = Arrays.asList(metadata("OPTIMIZATION_CAPABILITIES").split(" "));
    return capabilities.contains("BF16");
  }

  private String metadata(String key) {
    return device.getEpMetadata().getOrDefault(key, "");
  }
}
