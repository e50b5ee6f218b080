package io.riverrank.job.options;

import static org.apache.flink.configuration.ConfigOptions.key;

import io.riverrank.operators.options.Decides;
import io.riverrank.operators.options.OptionSection;
import java.time.Duration;
import java.util.List;
import org.apache.flink.configuration.ConfigOption;

/** What {@code backfill} reads and writes. */
public final class BackfillOptions {

  static final OptionSection SECTION = new OptionSection("Backfills", BackfillOptions.class);

  private BackfillOptions() {}

  public static final ConfigOption<List<String>> INPUT =
      SECTION.add(
          Decides.INPUT,
          key("backfill.input")
              .stringType()
              .asList()
              .noDefaultValue()
              .withDescription(
                  "Files, folders and globs to read, `;` between them: paths, or URIs of Flink's file"
                      + " systems."));

  public static final ConfigOption<String> INPUT_TOPIC =
      SECTION.add(
          Decides.OUTPUT,
          key("backfill.input-topic")
              .stringType()
              .noDefaultValue()
              .withDescription(
                  "Kafka topic to read instead of files, on `kafka.bootstrap-servers`."));

  public static final ConfigOption<String> FROM =
      SECTION.add(
          Decides.OUTPUT,
          key("backfill.from")
              .stringType()
              .noDefaultValue()
              .withDescription(
                  "Where the input topic's range begins: `earliest`, `latest`, a Kafka timestamp"
                      + " (`2026-03-01T12:00:00Z` or epoch milliseconds), or offsets of the partitions to"
                      + " read (`0:100,1:250`). Unset: `earliest`."));

  public static final ConfigOption<String> TO =
      SECTION.add(
          Decides.OUTPUT,
          key("backfill.to")
              .stringType()
              .noDefaultValue()
              .withDescription(
                  "Where the range ends, in the same words; what is there is not in it any more."
                      + " Unset: `latest`, the end that the topic has when the backfill begins."));

  public static final ConfigOption<List<String>> QUERIES =
      SECTION.add(
          Decides.INPUT,
          key("backfill.trec.queries")
              .stringType()
              .asList()
              .noDefaultValue()
              .withDescription(
                  "The texts of the queries in TREC runs: TSV or JSON Lines; files, folders and globs."));

  public static final ConfigOption<List<String>> CORPUS =
      SECTION.add(
          Decides.INPUT,
          key("backfill.trec.corpus")
              .stringType()
              .asList()
              .noDefaultValue()
              .withDescription(
                  "The texts of the documents in TREC runs: TSV or JSON Lines; files, folders and"
                      + " globs."));

  public static final ConfigOption<String> OUTPUT =
      SECTION.add(
          Decides.NEITHER,
          key("backfill.output")
              .stringType()
              .noDefaultValue()
              .withDescription(
                  "Folder to write into: a path, or a URI of one of Flink's file systems."));

  public static final ConfigOption<String> OUTPUT_TOPIC =
      SECTION.add(
          Decides.OUTPUT,
          key("backfill.output-topic")
              .stringType()
              .noDefaultValue()
              .withDescription(
                  "Kafka topic for the results instead of files; dead letters and report are in the"
                      + " folder all the same."));

  public static final ConfigOption<InputFormat> FORMAT =
      SECTION.add(
          Decides.OUTPUT,
          key("backfill.format")
              .enumType(InputFormat.class)
              .noDefaultValue()
              .withDescription("What is in the input files. Unset: what their names say."));

  public static final ConfigOption<String> COLUMNS =
      SECTION.add(
          Decides.OUTPUT,
          key("backfill.columns")
              .stringType()
              .noDefaultValue()
              .withDescription(
                  "Names of the columns in Parquet and Avro files, `field=name` with commas between"
                      + " them, as in `query_id=qid,text=body`. Unset: those of the request's fields."));

  public static final ConfigOption<RowOrder> ROWS =
      SECTION.add(
          Decides.OUTPUT,
          key("backfill.rows")
              .enumType(RowOrder.class)
              .defaultValue(RowOrder.CONTIGUOUS)
              .withDescription(
                  "Where files have one row a candidate: `contiguous` if the rows of a query follow one"
                      + " another, `by-key` if they may be anywhere; then a query is complete at the"
                      + " end of the input or at its `candidate_count`."));

  public static final ConfigOption<ResultFormat> OUTPUT_FORMAT =
      SECTION.add(
          Decides.OUTPUT,
          key("backfill.output-format")
              .enumType(ResultFormat.class)
              .defaultValue(ResultFormat.JSON_LINES)
              .withDescription("What the results are written as."));

  public static final ConfigOption<String> MAX_ERRORS =
      SECTION.add(
          Decides.NEITHER,
          key("backfill.max-errors")
              .stringType()
              .noDefaultValue()
              .withDescription(
                  "Dead letters, or their share of the records (`0.5%`), past which the backfill fails."
                      + " Unset: any number."));

  public static final ConfigOption<Duration> CHECKPOINT_INTERVAL =
      SECTION.add(
          Decides.NEITHER,
          key("backfill.checkpoint-interval")
              .durationType()
              .defaultValue(Duration.ofSeconds(10))
              .withDescription(
                  "How much work is done again after a kill. Parquet and packed results begin a file"
                      + " with each checkpoint: raise it for larger ones."));
}
