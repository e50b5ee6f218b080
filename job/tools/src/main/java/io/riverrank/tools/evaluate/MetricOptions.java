package io.riverrank.tools.evaluate;

import io.riverrank.tools.evaluate.figures.Sampling;
import io.riverrank.tools.evaluate.ranking.Protocol;
import io.riverrank.tools.evaluate.ranking.RankingSettings;
import java.util.Arrays;
import java.util.List;
import javax.annotation.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How to measure. */
final class MetricOptions {

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--protocol",
      paramLabel = "NAME",
      converter = ProtocolConverter.class,
      description =
          "Whose definitions count for rankings: sentence-transformers, trec_eval or ranx. Default:"
              + " trec_eval for runs, else sentence-transformers.")
  @Nullable
  private Protocol protocol;

  @Option(
      names = "--at-k",
      paramLabel = "K",
      defaultValue = "10",
      description = "Cut-off of MRR and nDCG. Default: ${DEFAULT-VALUE}.")
  private int atK;

  @Option(
      names = "--cutoffs",
      paramLabel = "K",
      split = ",",
      defaultValue = "1,5,10",
      description = "Cut-offs of precision, recall and nDCG. Default: ${DEFAULT-VALUE}.")
  private List<Integer> cutoffs;

  @Option(
      names = "--relevance-threshold",
      paramLabel = "X",
      defaultValue = "1",
      description = "Label or grade from which a document is relevant. Default: ${DEFAULT-VALUE}.")
  private double threshold;

  @Option(
      names = "--bootstrap",
      paramLabel = "N",
      defaultValue = "2000",
      description = "Resamples of the intervals, 0 for none. Default: ${DEFAULT-VALUE}.")
  private int resamples;

  @Option(
      names = "--permutations",
      paramLabel = "N",
      defaultValue = "10000",
      description = "Permutations of the randomisation test. Default: ${DEFAULT-VALUE}.")
  private int permutations;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "42",
      description = "Of intervals and test. Default: ${DEFAULT-VALUE}.")
  private long seed;

  Sampling sampling() {
    require(resamples >= 0, "--bootstrap takes a number from 0");
    require(permutations >= 0, "--permutations takes a number from 0");
    return new Sampling(resamples, permutations, seed);
  }

  RankingSettings ranking(Protocol byDefault) {
    require(atK >= 1, "--at-k takes a number from 1");
    require(cutoffs.stream().allMatch(k -> k >= 1), "--cutoffs takes numbers from 1");
    require(Double.isFinite(threshold), "--relevance-threshold takes a finite number");
    return new RankingSettings(
        protocol == null ? byDefault : protocol,
        atK,
        cutoffs.stream().distinct().toList(),
        threshold);
  }

  private void require(boolean met, String message) {
    if (!met) {
      throw new ParameterException(spec.commandLine(), message);
    }
  }

  static final class ProtocolConverter implements CommandLine.ITypeConverter<Protocol> {
    @Override
    public Protocol convert(String value) {
      return Arrays.stream(Protocol.values())
          .filter(protocol -> protocol.label().equals(value))
          .findFirst()
          .orElseThrow(
              () ->
                  new CommandLine.TypeConversionException(
                      "'%s' is none of %s".formatted(value, Arrays.toString(Protocol.values()))));
    }
  }
}
