package io.riverrank.operators.session;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtProvider;
import io.riverrank.operators.model.ModelDirectory;
import io.riverrank.operators.model.ModelException;
import io.riverrank.operators.natives.openvino.OpenVinoLibrary;
import io.riverrank.operators.natives.openvino.OpenVinoPlugin;
import io.riverrank.operators.settings.ExecutionProvider;
import io.riverrank.operators.settings.ExecutionSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where a model may run: what the settings name, or what {@code auto} tries one after another. */
final class DeviceChoice {
  private static final Logger LOG = LoggerFactory.getLogger(DeviceChoice.class);

  private DeviceChoice() {}

  /** The devices to try, the best first. */
  static List<Device> of(ExecutionSettings settings, ModelDirectory model) {
    int number = settings.device() == null ? 0 : settings.device();
    if (settings.provider() != ExecutionProvider.AUTO) {
      return List.of(new Device(settings.provider(), number));
    }
    List<Device> devices = new ArrayList<>();
    if (OrtEnvironment.getAvailableProviders().contains(OrtProvider.CUDA)) {
      devices.add(new Device(ExecutionProvider.CUDA, number));
    } else {
      LOG.info("This build of ONNX Runtime has no CUDA");
    }
    // Files of other precisions round within their graph, which turns tiny differences into large;
    // those with fixed scales are made for OpenVINO.
    if ((model.info().precision().equals("fp32") || model.fixedScales())
        && OpenVinoLibrary.find(settings.openVino().library()).isPresent()
        && OpenVinoPlugin.takesThisProcessor(OrtEnvironment.getEnvironment())) {
      devices.add(new Device(ExecutionProvider.OPENVINO, 0));
    }
    devices.add(new Device(ExecutionProvider.CPU, 0));
    return devices;
  }

  /**
   * What {@code use} makes of the first device that it can be made of; the log has the others.
   *
   * @throws ModelException of the last device
   */
  static <T> T firstFit(List<Device> devices, Function<Device, T> use) {
    for (int i = 0; i < devices.size() - 1; i++) {
      try {
        return use.apply(devices.get(i));
      } catch (ModelException e) {
        LOG.warn(
            "The model does not run on {}, so {} is tried: {}",
            devices.get(i),
            devices.get(i + 1),
            e.getMessage());
      }
    }
    return use.apply(devices.get(devices.size() - 1));
  }
}
