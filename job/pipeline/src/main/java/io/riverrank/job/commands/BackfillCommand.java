package io.riverrank.job.commands;

import io.riverrank.job.backfill.BackfillJob;
import io.riverrank.job.backfill.BackfillSettings;
import io.riverrank.job.backfill.BackfillSettingsFactory;
import io.riverrank.job.backfill.output.BackfillRun.Reuse;
import io.riverrank.job.commandline.BrokerFlags;
import io.riverrank.job.commandline.ExitCodes;
import io.riverrank.job.commandline.JobFlags;
import io.riverrank.job.commandline.PathList;
import io.riverrank.job.commandline.Verbosity;
import io.riverrank.job.environment.Environments;
import io.riverrank.job.options.BackfillOptions;
import io.riverrank.job.options.ConfigurationLoader;
import java.util.List;
import java.util.concurrent.Callable;
import javax.annotation.Nullable;
import org.apache.flink.configuration.Configuration;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code backfill}: what is in files or a topic, reranked into files or a topic. */
@Command(
    name = "backfill",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Reranks the requests in files or a topic into a folder or a topic: on this machine, or on a cluster by 'flink run"
            + " riverrank-job.jar backfill …'. Killed and started again with the same arguments it"
            + " goes on where it was.",
    footer = {
      "",
      "Input files are JSON Lines (.jsonl, .ndjson, .json, also .gz and .zst), Parquet or Avro.",
      "docs/backfill.md tells all."
    })
final class BackfillCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--input",
      paramLabel = "PATH",
      description =
          "A file, a folder with all below it, or a quoted glob; may be repeated"
              + " (backfill.input).")
  @Nullable
  private List<String> inputs;

  @Option(
      names = "--input-topic",
      paramLabel = "TOPIC",
      description = "A Kafka topic instead of files (backfill.input-topic).")
  @Nullable
  private String inputTopic;

  @Option(
      names = "--from",
      paramLabel = "WHERE",
      description =
          "Where its range begins: earliest (default), latest, a time, or offsets as in 0:100,1:250"
              + " (backfill.from).")
  @Nullable
  private String from;

  @Option(
      names = "--to",
      paramLabel = "WHERE",
      description = "Where it ends, likewise (backfill.to). Default: the end that it has now.")
  @Nullable
  private String to;

  @Mixin private BrokerFlags brokers;

  @Option(
      names = "--queries",
      paramLabel = "PATH",
      description =
          "With TREC runs as --input: the queries' texts, TSV or JSON Lines"
              + " (backfill.trec.queries).")
  @Nullable
  private List<String> queries;

  @Option(
      names = "--corpus",
      paramLabel = "PATH",
      description =
          "With TREC runs as --input: the documents' texts, TSV or JSON Lines"
              + " (backfill.trec.corpus).")
  @Nullable
  private List<String> corpus;

  @Option(
      names = "--output",
      paramLabel = "DIR",
      description = "A new or empty folder (backfill.output).")
  @Nullable
  private String output;

  @Option(
      names = "--output-topic",
      paramLabel = "TOPIC",
      description =
          "A Kafka topic for the results; the rest goes into the folder (backfill.output-topic).")
  @Nullable
  private String outputTopic;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description =
          "What the input is: jsonl, parquet or avro (backfill.format). Default: by the names.")
  @Nullable
  private String format;

  @Option(
      names = "--columns",
      paramLabel = "FIELD=NAME,…",
      description =
          "Columns of Parquet and Avro, as in query_id=qid,query=q,doc_id=docid,text=body"
              + " (backfill.columns).")
  @Nullable
  private String columns;

  @Option(
      names = "--rows",
      paramLabel = "ORDER",
      description =
          "With one row a candidate: contiguous if a query's rows follow one another, by-key if"
              + " they are anywhere (backfill.rows).")
  @Nullable
  private String rows;

  @Option(
      names = "--output-format",
      paramLabel = "FORMAT",
      description =
          "jsonl, jsonl.gz, jsonl.zst, parquet or trec (backfill.output-format). Default: jsonl.")
  @Nullable
  private String outputFormat;

  @Option(
      names = "--max-errors",
      paramLabel = "N[%]",
      description =
          "Fail past so many dead letters, or such a share of the records (backfill.max-errors)."
              + " Default: never.")
  @Nullable
  private String maxErrors;

  @ArgGroup @Nullable private Used used;

  @Mixin private JobFlags flags;
  @Mixin private Verbosity verbosity;

  private final Environments environments;

  public BackfillCommand(Environments environments) {
    this.environments = environments;
  }

  private static final class Used {
    @Option(
        names = "--resume",
        required = true,
        description =
            "Go on with an unfinished backfill although its lock is still there, or the model or a"
                + " rerank option is another. Not needed after a kill on this machine.")
    private boolean resume;

    @Option(
        names = "--overwrite",
        required = true,
        description = "Delete what an earlier backfill wrote into the folder, and begin anew.")
    private boolean overwrite;
  }

  @Override
  public Integer call() throws Exception {
    Configuration configuration = configuration();
    Configuration flink = ConfigurationLoader.flinkOnly(configuration);
    BackfillSettings settings = BackfillSettingsFactory.create(configuration);
    BackfillJob job = BackfillJob.prepare(settings, flink, reuse());
    try (job) {
      if (job.isFinished()) {
        job.finish(spec.commandLine().getErr());
        return ExitCodes.OK;
      }
      job.configure(flink, environments == Environments.LOCAL);
      job.run(environments.create(flink, job.parallelism()), spec.commandLine().getErr());
    }
    return ExitCodes.OK;
  }

  private Reuse reuse() {
    if (used == null) {
      return Reuse.SAME;
    }
    return used.overwrite ? Reuse.OVERWRITE : Reuse.RESUME;
  }

  private Configuration configuration() {
    flags.set(BackfillOptions.INPUT, PathList.quoted(inputs));
    flags.set(BackfillOptions.INPUT_TOPIC, inputTopic);
    flags.set(BackfillOptions.FROM, from);
    flags.set(BackfillOptions.TO, to);
    brokers.set(flags::set);
    flags.set(BackfillOptions.QUERIES, PathList.quoted(queries));
    flags.set(BackfillOptions.CORPUS, PathList.quoted(corpus));
    flags.set(BackfillOptions.OUTPUT, output);
    flags.set(BackfillOptions.OUTPUT_TOPIC, outputTopic);
    flags.set(BackfillOptions.FORMAT, format);
    flags.set(BackfillOptions.COLUMNS, columns);
    flags.set(BackfillOptions.ROWS, rows);
    flags.set(BackfillOptions.OUTPUT_FORMAT, outputFormat);
    flags.set(BackfillOptions.MAX_ERRORS, maxErrors);
    return flags.load();
  }
}
