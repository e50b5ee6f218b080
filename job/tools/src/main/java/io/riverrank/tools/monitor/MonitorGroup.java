package io.riverrank.tools.monitor;

import io.riverrank.job.commands.RiverrankCommands;
import io.riverrank.job.environment.Environments;
import io.riverrank.tools.monitor.live.PagedMonitorCommand;
import io.riverrank.tools.monitor.report.ReportCommand;
import io.riverrank.tools.monitor.rules.CheckRulesCommand;
import picocli.CommandLine;

/** {@code monitor} as the launcher has it. */
public final class MonitorGroup {

  private MonitorGroup() {}

  /** With a page, and with the commands that want no cluster. */
  public static CommandLine create(Environments environments) {
    return RiverrankCommands.monitor(environments, new PagedMonitorCommand(environments))
        .addSubcommand(new CheckRulesCommand())
        .addSubcommand(new ReportCommand());
  }
}
