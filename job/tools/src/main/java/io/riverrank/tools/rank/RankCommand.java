package io.riverrank.tools.rank;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.HorizontalAlign;
import com.github.freva.asciitable.OverflowBehaviour;
import io.riverrank.job.commandline.ExitCodes;
import io.riverrank.job.commandline.ModelFlags;
import io.riverrank.job.commandline.Verbosity;
import io.riverrank.job.options.SettingsFactory;
import io.riverrank.operators.scoring.CrossEncoder;
import io.riverrank.operators.settings.RerankSettings;
import io.riverrank.schemas.RankedCandidate;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import javax.annotation.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code rank}: {@code CrossEncoder.rank} on the command line. */
@Command(
    name = "rank",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Ranks documents for a query, as CrossEncoder.rank does.")
public final class RankCommand implements Callable<Integer> {
  private static final int TEXT_WIDTH = 74;

  @Spec private CommandSpec spec;

  @Option(names = "--query", paramLabel = "TEXT", required = true, description = "The query.")
  private String query;

  @Option(
      names = "--documents",
      paramLabel = "FILE",
      required = true,
      description =
          "One document a line; in a .jsonl file each line is a JSON string or an object with"
              + " \"text\". Blank lines are none. - is standard input.")
  private String documents;

  @Option(names = "--top-k", paramLabel = "N", description = "How many to print. Default: all.")
  @Nullable
  private Integer topK;

  @Option(
      names = "--json",
      description = "Print what CrossEncoder.rank returns: corpus_id, score and text.")
  private boolean json;

  @Mixin private ModelFlags modelFlags;
  @Mixin private Verbosity verbosity;

  @Override
  public Integer call() throws Exception {
    if (topK != null && topK < 1) {
      throw new ParameterException(spec.commandLine(), "--top-k takes a number from 1");
    }
    RerankSettings settings = SettingsFactory.rerank(modelFlags.load());
    List<DocumentLine> lines = DocumentLines.read(documents);
    try (CrossEncoder model =
        CrossEncoder.load(settings.model(), settings.execution(), settings.batch())) {
      List<RankedCandidate> ranking =
          model.rank(query, lines.stream().map(DocumentLine::text).toList());
      print(
          ranking.subList(0, Math.min(ranking.size(), topK == null ? Integer.MAX_VALUE : topK)),
          lines);
    }
    return ExitCodes.OK;
  }

  private void print(List<RankedCandidate> ranking, List<DocumentLine> lines) throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      printJson(ranking, lines, out);
    } else {
      out.println(table(ranking, lines));
    }
    out.flush();
  }

  private static String table(List<RankedCandidate> ranking, List<DocumentLine> lines) {
    return AsciiTable.getTable(
        AsciiTable.FANCY_ASCII,
        ranking,
        List.of(
            new Column().header("#").with(line -> Integer.toString(line.rank())),
            new Column()
                .header("score")
                .with(line -> String.format(Locale.ROOT, "%.4f", line.score())),
            new Column()
                .header("line")
                .with(ranked -> Long.toString(lines.get(index(ranked)).line())),
            new Column()
                .header("document")
                .dataAlign(HorizontalAlign.LEFT)
                .maxWidth(TEXT_WIDTH, OverflowBehaviour.ELLIPSIS_RIGHT)
                .with(ranked -> lines.get(index(ranked)).text().replaceAll("\\s+", " "))));
  }

  private static void printJson(
      List<RankedCandidate> ranking, List<DocumentLine> lines, PrintWriter out) throws IOException {
    JsonGenerator generator = new ObjectMapper().createGenerator(out);
    generator.useDefaultPrettyPrinter();
    generator.writeStartArray();
    for (RankedCandidate line : ranking) {
      generator.writeStartObject();
      generator.writeNumberField("corpus_id", index(line));
      generator.writeNumberField("score", (float) line.score());
      generator.writeStringField("text", lines.get(index(line)).text());
      generator.writeEndObject();
    }
    generator.writeEndArray();
    generator.flush();
    out.println();
  }

  private static int index(RankedCandidate line) {
    return Integer.parseInt(line.docId());
  }
}
