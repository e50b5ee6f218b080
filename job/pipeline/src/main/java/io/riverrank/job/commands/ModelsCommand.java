package io.riverrank.job.commands;

import io.riverrank.job.commandline.BrokerFlags;
import io.riverrank.job.commandline.ControlFlags;
import io.riverrank.job.commandline.ExitCodes;
import io.riverrank.job.commandline.OptionFlags;
import io.riverrank.job.commandline.Verbosity;
import io.riverrank.job.options.JobSettings;
import io.riverrank.job.options.RolloutOptions;
import io.riverrank.job.options.SettingsFactory;
import io.riverrank.job.rollout.ControlClient;
import io.riverrank.operators.options.SettingsException;
import io.riverrank.schemas.rollout.ControlCommand;
import io.riverrank.schemas.rollout.ControlCommand.Kind;
import io.riverrank.schemas.rollout.ModelReference;
import io.riverrank.schemas.rollout.ModelStatus;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Callable;
import javax.annotation.Nullable;
import org.apache.flink.util.TimeUtils;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code models}: another model for a job that runs. */
@Command(
    name = "models",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel =
        "load | shadow | split | interleave | promote | rollback | unload | status",
    description = {
      "Tells a running job what to do with its models, and waits for its answer. The job needs a"
          + " control topic (kafka.topics.control).",
      "",
      "Usually: load the new model, let it score some queries in shadow, split some off to it,"
          + " compare by 'monitor', promote it; roll back if it is worse."
    })
final class ModelsCommand {

  private ModelsCommand() {}

  static CommandLine create() {
    return new CommandLine(new ModelsCommand())
        .addSubcommand(new Load())
        .addSubcommand(new InShadow())
        .addSubcommand(new Split())
        .addSubcommand(new Interleave())
        .addSubcommand(new Promote())
        .addSubcommand(new Rollback())
        .addSubcommand(new Unload())
        .addSubcommand(new Status());
  }

  /** What all of them do. */
  abstract static class Sending implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Mixin private BrokerFlags brokers;
    @Mixin private ControlFlags topics;

    @Option(
        names = "--id",
        paramLabel = "ID",
        description = "The command's id. Default: a random one. A second one with it is refused.")
    @Nullable
    private String id;

    @Option(
        names = "--by",
        paramLabel = "WHO",
        description = "Who commands, for those who read the topic. Default: this user.")
    private String by = System.getProperty("user.name");

    @Option(
        names = "--wait",
        paramLabel = "DURATION",
        converter = DurationConverter.class,
        description = "How long to wait for every subtask's answer. Default: ${DEFAULT-VALUE}.")
    private Duration patience = Duration.ofMinutes(5);

    @Mixin private OptionFlags options;
    @Mixin private Verbosity verbosity;

    abstract ControlCommand command(String commandId, String commander);

    /** Who is told each answer; its end is when all of them came, or none comes any more. */
    StatusOutput output(PrintWriter out) {
      return status -> print(status, out);
    }

    @Override
    public Integer call() throws Exception {
      brokers.set(options::set);
      topics.set(options::set);
      JobSettings settings = SettingsFactory.job(options.load());
      if (settings.control() == null) {
        throw new SettingsException(
            "%s is not set; give the job's by --control"
                .formatted(RolloutOptions.TOPIC_CONTROL.key()));
      }
      StatusOutput output = output(spec.commandLine().getOut());
      String commandId = id == null ? UUID.randomUUID().toString() : id;
      ControlClient.Outcome outcome =
          new ControlClient(settings.kafka(), settings.control())
              .send(command(commandId, by), patience, output::answered);
      output.end();
      if (outcome == ControlClient.Outcome.UNANSWERED) {
        spec.commandLine()
            .getErr()
            .printf(
                "riverrank: not every subtask answered %s within %d s; it stands in %s and is done"
                    + " when the job gets to it: see that a job with that control topic runs%n",
                commandId, patience.toSeconds(), settings.control().commands());
      }
      return outcome == ControlClient.Outcome.DONE ? ExitCodes.OK : ExitCodes.FAILED;
    }

    static void print(ModelStatus status, PrintWriter out) {
      out.printf(
          "%-9s %d of %d subtasks on %s%s%s%n",
          status.state(),
          status.subtasks(),
          status.of(),
          status.taskManager(),
          status.model() == null ? "" : ": " + status.model(),
          status.reason() == null ? "" : ": " + status.reason());
      out.flush();
    }
  }

  @Command(
      name = "load",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description =
          "Loads a model beside the one that answers, which goes on. It answers nobody yet.")
  static final class Load extends Sending {

    @Parameters(
        index = "0",
        paramLabel = "URI",
        description = "The model directory, as rerank.model.uri takes it.")
    private String uri;

    @Option(
        names = "--model-file",
        paramLabel = "FILE",
        description = "The ONNX file, as rerank.model.file takes it.")
    @Nullable
    private String file;

    @Option(
        names = "--fingerprint",
        paramLabel = "SHA256",
        description = "What the model's fingerprint must be, as 'score' prints it.")
    @Nullable
    private String fingerprint;

    @Override
    ControlCommand command(String commandId, String commander) {
      return new ControlCommand(
          commandId, Kind.LOAD, new ModelReference(uri, file, fingerprint), null, commander);
    }
  }

  /** Tries the challenger on a share of the queries. */
  abstract static class Trying extends Sending {
    private final Kind kind;

    @Parameters(index = "0", paramLabel = "SHARE", description = "From 0 to 1; 0 ends it.")
    private double share;

    Trying(Kind kind) {
      this.kind = kind;
    }

    @Override
    ControlCommand command(String commandId, String commander) {
      return new ControlCommand(commandId, kind, null, share, commander);
    }
  }

  @Command(
      name = "shadow",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description =
          "Lets the loaded model score a share of the queries after they were answered, on what"
              + " capacity is left. Both rankings go to the shadow topic (kafka.topics.shadow).")
  static final class InShadow extends Trying {
    InShadow() {
      super(Kind.SHADOW);
    }
  }

  @Command(
      name = "split",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description =
          "Lets the loaded model answer a share of the queries; results say which model answered.")
  static final class Split extends Trying {
    Split() {
      super(Kind.SPLIT);
    }
  }

  @Command(
      name = "interleave",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description =
          "Lets both models draft the rankings of a share of the queries; each entry says whose it"
              + " is, so that clicks tell which model people prefer.")
  static final class Interleave extends Trying {
    Interleave() {
      super(Kind.INTERLEAVE);
    }
  }

  @Command(
      name = "promote",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description =
          "Lets the loaded model answer every query that begins from now on. The one before is kept"
              + " for a rollback (rerank.models.keep).")
  static final class Promote extends Sending {

    @Override
    ControlCommand command(String commandId, String commander) {
      return new ControlCommand(commandId, Kind.PROMOTE, null, null, commander);
    }
  }

  @Command(
      name = "rollback",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = "Ends a shadow, a split or an interleave, or takes a promotion back.")
  static final class Rollback extends Sending {

    @Override
    ControlCommand command(String commandId, String commander) {
      return new ControlCommand(commandId, Kind.ROLLBACK, null, null, commander);
    }
  }

  @Command(
      name = "unload",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = "Frees the model that is not the champion.")
  static final class Unload extends Sending {

    @Override
    ControlCommand command(String commandId, String commander) {
      return new ControlCommand(commandId, Kind.UNLOAD, null, null, commander);
    }
  }

  @Command(
      name = "status",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = "Shows which models the job has on each task manager; changes nothing.")
  static final class Status extends Sending {

    @Option(
        names = "--json",
        description = "Print the answers as they are on the status topic, one a line.")
    private boolean json;

    @Override
    ControlCommand command(String commandId, String commander) {
      return new ControlCommand(commandId, Kind.STATUS, null, null, commander);
    }

    @Override
    StatusOutput output(PrintWriter out) {
      return new ModelsTable(out, json);
    }
  }

  private static final class DurationConverter implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String value) {
      return TimeUtils.parseDuration(value);
    }
  }
}
