package io.riverrank.tools.monitor;

import io.riverrank.tools.monitor.report.ReportCommand;
import io.riverrank.tools.monitor.rules.CheckRulesCommand;
import picocli.CommandLine;

/** What {@code monitor} has beside a cluster. */
public final class MonitorGroup {

  private MonitorGroup() {}

  /** Adds it to the {@code monitor} that all command lines have. */
  public static CommandLine addTo(CommandLine commands) {
    commands
        .getSubcommands()
        .get("monitor")
        .addSubcommand(new CheckRulesCommand())
        .addSubcommand(new ReportCommand());
    return commands;
  }
}
