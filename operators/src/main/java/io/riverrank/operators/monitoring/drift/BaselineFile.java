package io.riverrank.operators.monitoring.drift;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.riverrank.operators.evaluation.Interval;
import io.riverrank.operators.evaluation.MeanIntervals;
import io.riverrank.operators.evaluation.Moments;
import io.riverrank.operators.monitoring.figures.Distribution;
import java.io.IOException;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** A baseline as a file: JSON in UTF-8, sketches in base64. {@code docs/monitoring.md} has it. */
public final class BaselineFile {

  private static final String FORMAT = "riverrank-baseline";
  private static final int VERSION = 1;
  private static final double ERROR = 0.05;

  private static final ObjectMapper JSON = new ObjectMapper();

  private BaselineFile() {}

  /** The same baseline gives the same bytes. */
  public static byte[] write(Baseline baseline) {
    ObjectNode root = JSON.createObjectNode().put("format", FORMAT).put("version", VERSION);
    ArrayNode segments = root.putArray("segments");
    baseline.segments().entrySet().stream()
        .sorted(Comparator.comparing(entry -> new TreeMap<>(entry.getKey()).toString()))
        .forEach(entry -> segments.add(segment(entry.getKey(), entry.getValue())));
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(root);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree can always be written", e);
    }
  }

  private static ObjectNode segment(Map<String, String> name, BaselineSegment segment) {
    ObjectNode node = JSON.createObjectNode();
    ObjectNode names = node.putObject("segment");
    new TreeMap<>(name).forEach(names::put);
    node.put("queries", segment.queries());
    ObjectNode means = node.putObject("means");
    segment
        .means()
        .forEach(
            (figure, moments) -> {
              Interval interval = MeanIntervals.studentT(moments, ERROR);
              ObjectNode mean = means.putObject(figure);
              mean.put("n", moments.n()).put("mean", moments.mean());
              mean.put("squares", moments.squares());
              if (interval.isDefined()) {
                mean.put("low", interval.low()).put("high", interval.high());
              }
            });
    ArrayNode clicks = node.putArray("clicks");
    for (int rank = 1; rank <= segment.clicks().ranks(); rank++) {
      clicks
          .addObject()
          .put("rank", rank)
          .put("shown", segment.clicks().shown(rank))
          .put("clicked", segment.clicks().clicked(rank));
    }
    ObjectNode distributions = node.putObject("distributions");
    segment
        .distributions()
        .forEach(
            (distribution, reference) ->
                distributions.set(distribution.toString(), DistributionJson.write(reference)));
    return node;
  }

  /**
   * @param name of the file, for errors
   * @throws IOException if the bytes are no baseline; the message names the file, says why and what
   *     to do
   */
  public static Baseline read(String name, byte[] bytes) throws IOException {
    try {
      JsonNode root = JSON.readTree(bytes);
      if (root == null || !FORMAT.equals(root.path("format").asText())) {
        throw new JsonShape("it doesn't say \"format\": \"%s\"".formatted(FORMAT));
      }
      int version = root.path("version").asInt();
      if (version != VERSION) {
        throw new JsonShape(
            "it has version %d, and this release reads %d".formatted(version, VERSION));
      }
      Map<Map<String, String>, BaselineSegment> segments = new HashMap<>();
      for (JsonNode segment : JsonShape.array(root, "segments")) {
        Map<String, String> names = new HashMap<>();
        JsonShape.object(segment, "segment")
            .properties()
            .forEach(entry -> names.put(entry.getKey(), entry.getValue().asText()));
        segments.put(names, segment(segment));
      }
      return new Baseline(segments);
    } catch (JsonShape e) {
      throw unreadable(name, e.getMessage(), e);
    } catch (JsonProcessingException e) {
      throw unreadable(name, "it is not JSON: " + e.getOriginalMessage(), e);
    }
  }

  private static BaselineSegment segment(JsonNode node) throws JsonShape {
    Map<String, Moments> means = new LinkedHashMap<>();
    for (var entry : JsonShape.object(node, "means").properties()) {
      JsonNode mean = entry.getValue();
      means.put(
          entry.getKey(),
          new Moments(
              JsonShape.count(mean, "n"),
              JsonShape.number(mean, "mean"),
              JsonShape.number(mean, "squares")));
    }
    RankCounts clicks = new RankCounts();
    for (JsonNode at : JsonShape.array(node, "clicks")) {
      clicks.add(
          (int) JsonShape.count(at, "rank"),
          JsonShape.count(at, "shown"),
          JsonShape.count(at, "clicked"));
    }
    JsonNode distributions = JsonShape.object(node, "distributions");
    Map<Distribution, ReferenceDistribution> references = new EnumMap<>(Distribution.class);
    for (Distribution distribution : Distribution.values()) {
      references.put(
          distribution,
          DistributionJson.read(JsonShape.object(distributions, distribution.toString())));
    }
    return new BaselineSegment(JsonShape.count(node, "queries"), means, clicks, references);
  }

  private static IOException unreadable(String name, String why, Exception cause) {
    return new IOException(
        "baseline %s can't be read: %s; write it anew with riverrank monitor baseline"
            .formatted(name, why),
        cause);
  }
}
