package io.riverrank.tools.openvino;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code openvino}: what there is to do for the provider of that name. */
@Command(
    name = "openvino",
    mixinStandardHelpOptions = true,
    description = "OpenVINO, which computes faster than ONNX Runtime itself on x86-64.",
    subcommands = InstallCommand.class)
public final class OpenVinoCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "say what to do, as in: openvino install");
  }
}
