package io.riverrank.tools.monitor.live;

import io.riverrank.job.commands.MonitorCommand;
import io.riverrank.job.environment.Environments;
import io.riverrank.job.kafka.settings.ClientProperties;
import io.riverrank.job.monitor.settings.MonitorSettings;
import io.riverrank.tools.monitor.records.RecordFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.annotation.Nullable;
import org.apache.flink.configuration.Configuration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code monitor} of the launcher: with a page. */
@Command
public final class PagedMonitorCommand extends MonitorCommand {

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
    try (LivePage page = new LivePage(html)) {
      if (settings.output().isTopic()) {
        try (TopicFollower topics = follow(settings, page)) {
          super.monitor(settings, flink);
        }
      } else {
        super.monitor(settings, flink);
        RecordFiles.readMetrics(settings.output().metrics(), page::add);
        if (Files.exists(Path.of(settings.output().alerts()))) {
          RecordFiles.readAlerts(settings.output().alerts(), page::add);
        }
      }
    }
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
