package io.riverrank.job.monitor.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riverrank.operators.monitoring.alerts.rules.MissingDataRule;
import io.riverrank.operators.monitoring.alerts.rules.MissingDataRule.Data;
import io.riverrank.operators.monitoring.alerts.rules.Rule;
import io.riverrank.operators.monitoring.alerts.rules.RuleHead;
import io.riverrank.operators.monitoring.alerts.rules.SegmentSelector;
import io.riverrank.operators.monitoring.alerts.rules.SequentialRule;
import io.riverrank.operators.monitoring.alerts.rules.SequentialRule.Change;
import io.riverrank.operators.monitoring.alerts.rules.Silence;
import io.riverrank.operators.monitoring.alerts.rules.ThresholdRule;
import io.riverrank.operators.monitoring.alerts.rules.ThresholdRule.Side;
import io.riverrank.operators.options.SettingsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RulesFileTest {

  private static final long HOUR_MS = 3_600_000;

  @TempDir private Path folder;

  @Test
  void readsEveryKindOfRule() {
    List<Rule> rules = RulesFile.read(Path.of("../../docs/alert-rules.yaml"));
    assertThat(rules).hasSize(6);
    assertThat(rules.get(0))
        .isEqualTo(
            new SequentialRule(
                new RuleHead(
                    "judged quality fell",
                    HOUR_MS,
                    new SegmentSelector(Map.of("market", "*")),
                    RuleHead.DEFAULT_GONE_AFTER,
                    new TreeMap<>(Map.of("severity", "page")),
                    "Judged rankings of this market are worse than the baseline's."),
                "ndcg@10",
                Change.FALLS,
                0.05,
                0.01));
    assertThat(rules.get(2))
        .isEqualTo(
            new ThresholdRule(
                RuleHead.of("low relevance").withWindowMs(HOUR_MS),
                "low_relevance",
                Side.ABOVE,
                0.3,
                0.2,
                200,
                2,
                2));
    assertThat(rules.get(5))
        .isEqualTo(
            new MissingDataRule(
                RuleHead.of("nobody judges").withWindowMs(HOUR_MS),
                Data.JUDGEMENTS,
                6 * HOUR_MS,
                new Silence(LocalTime.of(18, 0), LocalTime.of(8, 0), ZoneId.of("Europe/Berlin"))));
  }

  /** The keys of one rule, on lines of their own from line 2 on, and what is said. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "figure: rbo; below: 0.5 | line 2: rule has no 'name'; add it",
        "name: a; figure: rbo; belov: 0.5 | line 2: rule 'a' needs one condition; write below or above with a number, sequential, promotion, or missing",
        "name: a; figure: rbo; below: 0.5; windws: 2 | line 5: 'windws' is nothing that a rule with a threshold has; did you mean 'windows'?",
        "name: a; figure: rbo; below: 0.5; above: 0.7 | line 2: rule 'a' needs one condition; write below or above with a number, sequential, promotion, or missing",
        "name: a; figure: ndgc@10; below: 0.5 | line 3: 'figure' is ndgc@10, which is no figure; there are queries, rbo,",
        "name: a; figure: drift.logit.psy; below: 0.5 | line 3: 'figure' is drift.logit.psy, which is no figure;",
        "name: a; figure: rbo; below: 1.5 | line 4: 'below' is 1.5, but rbo lies between 0.0 and 1.0: the rule would fire always or never",
        "name: a; figure: rbo; below: 0 | line 4: 'below' is 0.0, but rbo lies between",
        "name: a; figure: kendall_tau_b; above: 1 | line 4: 'above' is 1.0, but kendall_tau_b lies between -1.0 and 1.0",
        "name: a; figure: rbo; below: .nan | line 4: 'below' is '.nan'; give a number",
        "name: a; figure: rbo; below: NaN | line 4: 'below' is 'NaN'; give a number",
        "name: a; figure: rbo; below: 0.5; resolve_at: 0.4 | line 5: 'resolve_at' is 0.4, on the bad side of below 0.5",
        "name: a; figure: rbo; below: 0.5; resolve_at: 1.5 | line 5: 'resolve_at' is 1.5, but rbo lies between 0.0 and 1.0: the alert would never be over",
        "name: a; figure: queries; below: 1 | line 4: 'below' is 1.0, but only windows with at least 1 query count, and one without any has no record: the rule would never fire",
        "name: a; figure: queries; below: 100; at_least: 100 | line 4: 'below' is 100.0, but only windows with at least 100 queries count",
        "name: a; figure: ndcg@5; below: 0.5 | line 3: 'figure' is ndcg@5, which is no figure; there are queries, rbo,",
        "name: a; figure: rbo; below: 0.5; segment: {market: ''} | line 5: 'segment' has a value of 0 characters for 'market'; no segment has one, so give from 1 to 128",
        "name: a; missing: results; window: 1h; for: 1d; segment: {market: '*'} | line 5: 'for' is 1 d, but a segment of \"*\" is forgotten after 24 windows of 1 h without a record: the rule would never fire; raise gone_after to 25",
        "name: a; figure: rbo; below: 0.5; windows: 0 | line 5: 'windows' is '0'; give a whole number from 1",
        "name: a; figure: rbo; below: 0.5; at_least: many | line 5: 'at_least' is 'many'; give a whole number from 1",
        "name: a; figure: rbo; below: 0.5; window: soon | line 5: 'window' is 'soon'; give a duration such as 5min, 1h or 1d",
        "name: a; figure: rbo; below: 0.5; segment: de | line 5: 'segment' is one value; write names with values",
        "name: a; figure: rbo; below: 0.5; labels: {a b: c} | line 5: 'labels' has 'a b'; a label has letters",
        "name: a; figure: rbo; below: [1] | line 4: 'below' has no value, or a list; give it one value",
        "name: a; figure: rbo; sequential: falls | line 2: rule 'a' has no 'window', such as 1h; each length of windows would spend alpha anew",
        "name: a; figure: rbo; sequential: drops; window: 1h | line 4: 'sequential' is 'drops'; write falls or rises",
        "name: a; figure: latency_ms; sequential: rises; window: 1h | line 3: 'figure' is latency_ms, which is no mean of bounded values",
        "name: a; figure: rbo; sequential: falls; window: 1h; alpha: 5 | line 6: 'alpha' is 5.0; give a chance between 0 and 1",
        "name: a; figure: rbo; sequential: falls; window: 1h; tolerance: 1 | line 6: 'tolerance' is 1.0, but rbo lies between 0.0 and 1.0",
        "name: a; figure: rbo; promotion: falls; margin: 0.1 | line 2: rule 'a' has no 'window', such as 1h; evidence of several lengths would count twice",
        "name: a; figure: rbo; promotion: best; margin: 0.1; window: 1h | line 4: 'promotion' is 'best'; write falls or rises",
        "name: a; figure: rbo; promotion: falls; window: 1h | line 2: rule 'a' has no 'margin'; add by how much a challenger may be worse",
        "name: a; figure: rbo; promotion: falls; window: 1h; margin: 0 | line 6: 'margin' is 0.0, but rbo lies between 0.0 and 1.0; give by how much a challenger may be worse, above 0",
        "name: a; figure: rbo; promotion: falls; window: 1h; margin: 1 | line 6: 'margin' is 1.0, but rbo lies",
        "name: a; figure: rbo; promotion: falls; window: 1h; margin: 0.1; alpha: 0 | line 7: 'alpha' is 0.0",
        "name: a; figure: latency_ms; promotion: rises; window: 1h; margin: 5 | line 3: 'figure' is latency_ms, which is no mean of bounded values",
        "name: a; figure: base_map; promotion: falls; window: 1h; margin: 0.1 | line 3: 'figure' is base_map, which is the same whatever the model: the rule would promote any",
        "name: a; figure: interleaved; promotion: falls; window: 1h; margin: 0.1 | line 3: 'figure' is interleaved, of rankings by both models",
        "name: a; figure: rbo; promotion: falls; window: 1h; margin: 0.1; segment: {market: '*'} | line 7: 'segment' has \"*\"; a challenger is decided on once, so name one segment, or none for all queries",
        "name: a; figure: rbo; promotion: falls; window: 1h; margin: 0.1; tolerance: 1 | line 7: 'tolerance' is nothing that a rule about promotion has",
        "name: a; figure: rbo; sequential: falls; window: 1h; below: 1 | line 6: 'below' is nothing that a rule that is sequential has",
        "name: a; missing: results; window: 1h | line 2: rule 'a' has no 'for'; add how long nothing must come",
        "name: a; missing: clicks; window: 1h; for: 1h | line 3: 'missing' is 'clicks'; write results or judgements",
        "name: a; missing: results; window: 1h; for: 1h; silence: at night | line 6: 'silence' is 'at night'; write a time of day such as",
        "name: a; missing: results; window: 1h; for: 1h; silence: 22:00-06:00 Berlin | line 6: 'silence' is '22:00-06:00 Berlin'; write",
        "name: a; name: b | has a key twice near line 3, column",
      })
  void refusesInOneSentence(String rule, String said) throws Exception {
    String text = "rules:\n  - " + String.join("\n    ", rule.split(";\\s*")) + "\n";
    assertThatThrownBy(() -> RulesFile.read(file(text)))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("rules.yaml")
        .hasMessageContaining(said);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | line 1: is not 'rules:' with a list below it; start the file so",
        "'- name: a' | line 1: is not 'rules:' with a list below it",
        "'rules: []' | line 1: has no rule; write at least one",
        "'rules: [1]' | line 1: is no rule; write '- name: …'",
        "'rules: [{name: a, missing: results, window: 1h, for: 1h}]\nmore: 1' | line 2: has more than 'rules:'; leave the rest out",
        "'rules:\n  - name: a\n   b: c' | is not valid YAML near line",
        "'rules:\n  - {name: a, figure: rbo, below: 0.5}\n  - {name: a, figure: rbo, below: 0.6}' | line 3: rule 'a' has the name of the rule in line 2",
      })
  void refusesWhatIsNoListOfRules(String text, String said) throws Exception {
    assertThatThrownBy(() -> RulesFile.read(file(text)))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining(said);
  }

  @Test
  void refusesWhatIsNoFile() {
    Path none = folder.resolve("none.yaml");
    assertThatThrownBy(() -> RulesFile.read(none))
        .isInstanceOf(SettingsException.class)
        .hasMessage("there is no readable file " + none);
  }

  private Path file(String text) throws Exception {
    return Files.writeString(folder.resolve("rules.yaml"), text);
  }
}
