package io.riverrank.tools.evaluate.report;

import io.riverrank.job.errors.UserException;
import io.riverrank.operators.options.SettingsException;
import io.riverrank.tools.evaluate.figures.Evaluation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine;

/** What a figure has to reach. */
public record Threshold(String metric, double value) {

  /**
   * @throws SettingsException if a threshold's figure is none of the names
   */
  public static void checkNames(List<Threshold> thresholds, Collection<String> names) {
    for (Threshold threshold : thresholds) {
      if (!names.contains(threshold.metric)) {
        throw new SettingsException(
            "--fail-under %s: there is no such figure here; there are %s"
                .formatted(threshold.metric, String.join(", ", names)));
      }
    }
  }

  /**
   * @throws UserException naming every figure that is lower, and by how much
   */
  public static void check(List<Threshold> thresholds, Evaluation evaluation) {
    Map<String, Number> numbers = evaluation.numbers();
    checkNames(thresholds, numbers.keySet());
    List<String> missed = new ArrayList<>();
    for (Threshold threshold : thresholds) {
      double value = numbers.get(threshold.metric).doubleValue();
      if (Double.isNaN(value)) {
        missed.add("%s is undefined".formatted(threshold.metric));
      } else if (value < threshold.value) {
        missed.add(
            String.format(
                Locale.ROOT,
                "%s is %.6g, %.3g under %s",
                threshold.metric,
                value,
                threshold.value - value,
                threshold.value));
      }
    }
    if (!missed.isEmpty()) {
      throw new UserException("--fail-under: " + String.join("; ", missed));
    }
  }

  /** {@code metric=value} on the command line. */
  public static final class Converter implements CommandLine.ITypeConverter<Threshold> {
    @Override
    public Threshold convert(String text) {
      int equals = text.lastIndexOf('=');
      try {
        double value = Double.parseDouble(text.substring(equals + 1));
        if (equals > 0 && Double.isFinite(value)) {
          return new Threshold(text.substring(0, equals), value);
        }
      } catch (NumberFormatException e) {
        // Said below, like the other ways to get it wrong.
      }
      throw new CommandLine.TypeConversionException(
          "'%s' is not METRIC=NUMBER, as in ndcg@10=0.55".formatted(text));
    }
  }
}
