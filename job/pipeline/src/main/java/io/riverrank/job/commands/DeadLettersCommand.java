package io.riverrank.job.commands;

import io.riverrank.job.commandline.BrokerFlags;
import io.riverrank.job.commandline.ExitCodes;
import io.riverrank.job.commandline.OptionFlags;
import io.riverrank.job.commandline.Verbosity;
import io.riverrank.job.kafka.replay.DeadLetterReplay;
import io.riverrank.job.kafka.replay.ReplayReport;
import io.riverrank.job.kafka.replay.ReplayRequest;
import io.riverrank.job.kafka.settings.KafkaSettings;
import io.riverrank.job.options.KafkaOptions;
import io.riverrank.job.options.SettingsFactory;
import io.riverrank.job.options.Timestamps;
import io.riverrank.schemas.DeadLetterCode;
import io.riverrank.schemas.text.Counted;
import java.io.PrintWriter;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import javax.annotation.Nullable;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code dead-letters}: what to do with inputs that couldn't be scored. */
@Command(
    name = "dead-letters",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "replay",
    description = "Works on the dead letters topic.",
    subcommands = DeadLettersCommand.Replay.class)
final class DeadLettersCommand {

  @Command(
      name = "replay",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description =
          "Sends dead letters back to the requests topic, as they were, once what made them dead is"
              + " mended. They stay in the dead letters topic: a second replay sends them again.")
  static final class Replay implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Mixin private BrokerFlags brokers;

    @Option(
        names = "--dead-letters",
        paramLabel = "TOPIC",
        description = "Topic to read (kafka.topics.dead-letters).")
    @Nullable
    private String deadLetters;

    @Option(
        names = "--requests",
        paramLabel = "TOPIC",
        description = "Topic to write (kafka.topics.requests).")
    @Nullable
    private String requests;

    @Option(
        names = "--source",
        paramLabel = "TOPIC",
        description =
            "Only letters of this topic. Default: the one to write. A monitor's letters are of the"
                + " results topic, and no requests.")
    @Nullable
    private String source;

    @Option(
        names = "--code",
        paramLabel = "CODE",
        split = ",",
        description = "Only these error codes. Default: all.")
    private List<DeadLetterCode> codes = List.of();

    @Option(
        names = "--since",
        paramLabel = "TIME",
        description = "Only since this time: 2026-03-01T12:00:00Z, or epoch milliseconds.")
    @Nullable
    private String since;

    @Mixin private OptionFlags options;
    @Mixin private Verbosity verbosity;

    @Override
    public Integer call() throws Exception {
      brokers.set(options::set);
      options.set(KafkaOptions.TOPIC_DEAD_LETTERS, deadLetters);
      options.set(KafkaOptions.TOPIC_REQUESTS, requests);
      KafkaSettings kafka = SettingsFactory.job(options.load()).kafka();
      EnumSet<DeadLetterCode> wanted = EnumSet.noneOf(DeadLetterCode.class);
      wanted.addAll(codes);
      ReplayRequest request =
          ReplayRequest.all(kafka)
              .withCodes(wanted)
              .withSinceMs(since == null ? null : Timestamps.parse("--since", since));
      if (source != null) {
        request = request.withSource(source);
      }
      ReplayReport report;
      try (ProgressBar bar =
          new ProgressBarBuilder().setTaskName("Dead letters").setMaxRenderedLength(100).build()) {
        report =
            new DeadLetterReplay(kafka)
                .replay(request, (done, total) -> bar.maxHint(total).stepTo(done));
      }
      print(report, spec.commandLine().getOut());
      return ExitCodes.OK;
    }

    private static void print(ReplayReport report, PrintWriter out) {
      out.printf(
          Locale.ROOT,
          "%s read, %,d sent back%n",
          Counted.of(report.read(), "dead letter"),
          report.sent());
      report
          .sentByCode()
          .forEach((code, count) -> out.printf(Locale.ROOT, "  %-24s %,d%n", code, count));
      out.printf(
          Locale.ROOT,
          "Left: %,d with another code, %,d of another topic, %,d without value, %,d not of a"
              + " request, %,d foreign%n",
          report.otherCode(),
          report.otherSource(),
          report.withoutValue(),
          report.notRequests(),
          report.foreign());
      out.flush();
    }
  }
}
