package io.riverrank.tools.monitor.live;

import io.riverrank.job.commands.MonitorCommand;
import io.riverrank.job.environment.Environments;
import io.riverrank.job.kafka.settings.ClientProperties;
import io.riverrank.job.monitor.settings.MonitorSettings;
import io.riverrank.tools.monitor.records.RecordFiles;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import javax.annotation.Nullable;
import org.apache.flink.configuration.Configuration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code monitor} of the launcher: with a page. */
@Command
public final class PagedMonitorCommand extends MonitorCommand {

  private static final Duration LAST_RECORDS = Duration.ofSeconds(30);

  @Spec private CommandSpec spec;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description =
          "Write a page with figures, segments, drift and examples, anew with each closed window; of"
              + " files, when the last one is closed.")
  @Nullable
  private Path html;

  public PagedMonitorCommand(Environments environments) {
    super(environments);
  }

  @Override
  protected void monitor(MonitorSettings settings, Configuration flink) throws Exception {
    if (html == null) {
      super.monitor(settings, flink);
      return;
    }
    PrintWriter notes = spec.commandLine().getErr();
    String address = "Page: " + html.toAbsolutePath().normalize().toUri();
    try (LivePage page = new LivePage(html)) {
      if (settings.output().isTopic()) {
        notes.println(address);
        try (TopicFollower topics = follow(settings, page)) {
          super.monitor(settings, flink);
          topics.finish(LAST_RECORDS);
        }
        return;
      }
      super.monitor(settings, flink);
      RecordFiles.readOutput(settings.output(), page::add, page::add);
    }
    notes.println(address);
    notes.flush();
  }

  /** Nobody but the broker knows which windows are committed. */
  private static TopicFollower follow(MonitorSettings settings, LivePage page) {
    return TopicFollower.start(
        ClientProperties.deadLetterReader(settings.kafka()),
        settings.kafka().topics().results(),
        settings.alerts().topic(),
        page);
  }
}
