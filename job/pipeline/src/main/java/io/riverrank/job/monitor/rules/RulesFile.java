package io.riverrank.job.monitor.rules;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import io.riverrank.operators.errors.FileProblem;
import io.riverrank.operators.monitoring.alerts.rules.Rule;
import io.riverrank.operators.options.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the YAML file of alert rules, strictly: what isn't understood is refused, with its line.
 */
public final class RulesFile {

  private static final YAMLFactory YAML =
      YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private RulesFile() {}

  /**
   * @return at least one rule, in the order of the file
   * @throws SettingsException if the file can't be read or says something else than rules
   */
  public static List<Rule> read(Path file) {
    if (!Files.isReadable(file) || Files.isDirectory(file)) {
      throw new SettingsException("there is no readable file " + file);
    }
    try (YAMLParser parser = YAML.createParser(Files.newBufferedReader(file))) {
      return rules(new RuleBlockReader(file.toString(), parser).blocks());
    } catch (JsonProcessingException e) {
      throw invalid(file, e);
    } catch (IOException e) {
      throw new SettingsException("%s can't be read: %s".formatted(file, FileProblem.of(e)));
    }
  }

  private static List<Rule> rules(List<RuleBlock> blocks) {
    List<Rule> rules = new ArrayList<>();
    Map<String, Integer> lines = new HashMap<>();
    for (RuleBlock block : blocks) {
      Rule rule = RuleFactory.rule(block);
      Integer earlier = lines.put(rule.head().name(), block.line());
      if (earlier != null) {
        throw block.problem(
            "has the name of the rule in line %d; give each a name of its own".formatted(earlier));
      }
      rules.add(rule);
    }
    return rules;
  }

  private static SettingsException invalid(Path file, JsonProcessingException e) {
    JsonLocation location = e.getLocation();
    String where =
        location == null
            ? ""
            : " near line %d, column %d".formatted(location.getLineNr(), location.getColumnNr());
    String what =
        e.getOriginalMessage().startsWith("Duplicate") ? "has a key twice" : "is not valid YAML";
    return new SettingsException("%s %s%s; mend it".formatted(file, what, where));
  }
}
