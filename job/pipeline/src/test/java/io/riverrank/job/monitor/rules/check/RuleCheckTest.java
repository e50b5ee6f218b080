package io.riverrank.job.monitor.rules.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riverrank.job.monitor.rules.RulesFile;
import io.riverrank.operators.evaluation.Moments;
import io.riverrank.operators.monitoring.alerts.rules.Rule;
import io.riverrank.operators.monitoring.drift.Baseline;
import io.riverrank.operators.monitoring.drift.BaselineSegment;
import io.riverrank.operators.monitoring.drift.RankCounts;
import io.riverrank.operators.monitoring.drift.ReferenceDistribution;
import io.riverrank.operators.monitoring.drift.ValueSketch;
import io.riverrank.operators.monitoring.figures.Distribution;
import io.riverrank.operators.options.SettingsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.annotation.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleCheckTest {

  private static final long MINUTE_MS = 60_000;
  private static final List<Long> WINDOWS = List.of(5 * MINUTE_MS, 60 * MINUTE_MS);
  private static final List<Set<String>> SEGMENTS =
      List.of(Set.of("market"), Set.of("market", "device"));

  @TempDir private Path folder;

  /** The keys of one rule, of a monitor without judgements, interactions and baseline. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "figure: rbo; below: 0.5; window: 1d | looks at windows of 1 d, but monitor.window has 5 min, 1 h; add that length, or change the rule",
        "figure: rbo; below: 0.5; segment: {country: de} | looks at segments of country, but monitor.segments has market, device and market; add /country, or change the rule",
        "figure: rbo; below: 0.5; segment: {device: '*'} | looks at segments of device, but",
        "figure: rbo; below: 0.5; segment: {/market: de} | looks at segments of /market, but",
        "missing: results; for: 1h; window: 1d | looks at windows of 1 d",
        "figure: abandoned; above: 0.5 | looks at abandoned, which is of clicks, and the monitor reads none; name some by monitor.interactions",
        "figure: ctr@1; below: 0.5 | looks at ctr@1, which is of clicks",
        "figure: click_mrr; sequential: falls; window: 1h | looks at click_mrr, which is of clicks",
        "figure: click_mrr; promotion: falls; margin: 0.1; window: 1h | looks at click_mrr, which is of clicks",
        "figure: rbo; promotion: falls; margin: 0.1; window: 1d | looks at windows of 1 d",
        "figure: drift.logit.psi; above: 0.2 | looks at drift.logit.psi, but there is no baseline; name its file by monitor.baseline, or set monitor.baseline.from",
        "figure: rbo; sequential: falls; window: 1h | is sequential, but there is no baseline to compare with; name its file by monitor.baseline",
      })
  void refusesWhatCantFire(String rule, String said) throws Exception {
    assertThatThrownBy(
            () -> check(rule, new RuleInputs(WINDOWS, SEGMENTS, false, false, null, false, true)))
        .isInstanceOf(SettingsException.class)
        .hasMessageMatching(".*rules.yaml: rule 'a' .*")
        .hasMessageContaining(said);
  }

  /** The same with a baseline of market de, which has rbo of 5,000 queries and one logit. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "figure: coec; below: 0.5; segment: {market: de} | looks at coec, but the baseline has nothing to compare it with in {market=de}; make one with such results",
        "figure: drift.logit.psi; above: 0.2 | the baseline has nothing to compare it with in all queries together",
        "figure: drift.logit.psi; above: 0.2; segment: {market: fr} | nothing to compare it with in {market=fr}",
        "figure: drift.text_chars.psi; above: 0.2; segment: {market: '*'} | looks at drift.text_chars.psi, but",
        "figure: rbo; sequential: falls; window: 1h; segment: {market: fr} | compares rbo, which the baseline doesn't have in {market=fr}; make one with such results",
        "figure: ndcg@10; sequential: falls; window: 1h; segment: {market: '*'} | compares ndcg@10, which the baseline doesn't have in {market=*}; make one with judgements",
        "figure: rbo; sequential: falls; window: 1h; tolerance: 0.9; segment: {market: de} | can find no change of rbo: the baseline has too few queries in {market=de}, or the tolerance is too large",
      })
  void refusesWhatTheBaselineHasNothingFor(String rule, String said) throws Exception {
    RuleInputs inputs = new RuleInputs(WINDOWS, SEGMENTS, true, true, baseline(), false, true);
    assertThatThrownBy(() -> check(rule, inputs))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining(said);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "figure: ndcg@10; below: 0.5 | is about judgements, and the monitor reads none; without labels in the results name some by monitor.judgements",
        "missing: judgements; for: 6h; window: 1h | is about judgements, and the monitor reads none",
        "figure: rbo; sequential: falls; window: 1h; segment: {market: '*'} | can't fire in 1 segment of the 2 that the baseline has",
      })
  void warnsOfWhatDependsOnWhatComes(String rule, String said) throws Exception {
    assertThat(
            check(rule, new RuleInputs(WINDOWS, SEGMENTS, false, false, baseline(), false, true)))
        .singleElement()
        .asString()
        .contains("rules.yaml: rule 'a' ", said);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "figure: rbo; below: 0.5",
        "figure: rbo; below: 0.5; window: 60min; segment: {device: ios, market: '*'}",
        "figure: drift.logit.psi; above: 0.2; segment: {market: '*'}",
        "figure: rbo; sequential: falls; window: 1h; segment: {market: de}",
        "figure: ndcg@10; below: 0.5",
        "missing: judgements; for: 6h; window: 1h",
        "figure: queries; below: 10",
        "figure: click_mrr; promotion: falls; margin: 0.1; window: 1h",
      })
  void saysNothingOfOthers(String rule) throws Exception {
    assertThat(check(rule, new RuleInputs(WINDOWS, SEGMENTS, true, true, baseline(), false, true)))
        .isEmpty();
  }

  @Test
  void promotionNeedsAControlTopic() throws Exception {
    RuleInputs inputs = new RuleInputs(WINDOWS, SEGMENTS, true, true, null, false, false);
    assertThatThrownBy(
            () -> check("figure: rbo; promotion: falls; margin: 0.1; window: 1h", inputs))
        .hasMessageContaining(
            "rule 'a' commands models, which this monitor can't; name the job's control topic by"
                + " kafka.topics.control, and let the output be topics");
  }

  @Test
  void oneRuleDecidesOnPromotion() {
    RuleInputs inputs = new RuleInputs(WINDOWS, SEGMENTS, true, true, null, false, true);
    String promotion = "figure: rbo; promotion: falls; margin: 0.1; window: 1h";
    // The list goes on after the first.
    String two = promotion + "\n  - name: b; " + promotion;
    assertThatThrownBy(() -> check(two, inputs))
        .hasMessageContaining("rule 'b' decides on promotion, as 'a' does");
  }

  @Test
  void windowsBeforeNeedNoFile() throws Exception {
    RuleInputs inputs = new RuleInputs(WINDOWS, SEGMENTS, false, true, null, true, true);
    assertThat(check("figure: drift.logit.psi; above: 0.2", inputs)).isEmpty();
    assertThat(check("figure: coec; below: 0.5", inputs)).isEmpty();
    assertThatThrownBy(() -> check("figure: rbo; sequential: falls; window: 1h", inputs))
        .hasMessageContaining("is sequential, but there is no baseline");
  }

  private List<String> check(String rule, RuleInputs inputs) throws Exception {
    Path file = folder.resolve("rules.yaml");
    Files.writeString(
        file, "rules:\n  - name: a\n    " + String.join("\n    ", rule.split(";\\s*")) + "\n");
    List<Rule> rules = RulesFile.read(file);
    return RuleCheck.check(file.toString(), rules, inputs);
  }

  private static Baseline baseline() {
    ValueSketch logits = new ValueSketch(200);
    logits.add(1);
    return new Baseline(
        Map.of(
            Map.of("market", "de"), segment(5_000, logits),
            Map.of("market", "es"), segment(1, null)));
  }

  private static BaselineSegment segment(long queries, @Nullable ValueSketch logits) {
    return new BaselineSegment(
        queries,
        Map.of("rbo", new Moments(queries, 0.7, queries * 0.02)),
        new RankCounts(),
        logits == null
            ? Map.of()
            : Map.of(Distribution.LOGIT, ReferenceDistribution.of(logits, 0)));
  }
}
