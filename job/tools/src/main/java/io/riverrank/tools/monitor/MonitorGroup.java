package io.riverrank.tools.monitor;

import io.riverrank.tools.monitor.rules.CheckRulesCommand;
import picocli.CommandLine.Command;

/** {@code monitor}. */
@Command(
    name = "monitor",
    mixinStandardHelpOptions = true,
    description = "Watches how good rankings are.",
    subcommands = CheckRulesCommand.class)
public final class MonitorGroup {}
