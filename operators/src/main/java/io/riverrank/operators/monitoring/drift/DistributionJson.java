package io.riverrank.operators.monitoring.drift;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;

/** One distribution of a baseline's file. */
final class DistributionJson {

  private DistributionJson() {}

  static ObjectNode write(ReferenceDistribution reference) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("n", reference.sketch().n());
    node.put("deviation", reference.deviation());
    node.put("rank_error", reference.sketch().rankError());
    ArrayNode edges = node.putArray("edges");
    ArrayNode counts = node.putArray("counts");
    if (reference.edges() != null) {
      for (float edge : reference.edges().edges()) {
        edges.add(edge);
      }
      for (long count : reference.counts()) {
        counts.add(count);
      }
    }
    node.put("sketch", Base64.getEncoder().encodeToString(bytes(reference.sketch())));
    return node;
  }

  static ReferenceDistribution read(JsonNode node) throws JsonShape {
    ValueSketch sketch = sketch(JsonShape.text(node, "sketch"));
    double deviation = JsonShape.number(node, "deviation");
    JsonNode edges = JsonShape.array(node, "edges");
    JsonNode counts = JsonShape.array(node, "counts");
    if (sketch.n() != JsonShape.count(node, "n")) {
      throw new JsonShape("a sketch has %d values, not its \"n\"".formatted(sketch.n()));
    }
    if (sketch.n() == 0) {
      return ReferenceDistribution.of(sketch, deviation);
    }
    if (counts.size() != edges.size() + 1) {
      throw new JsonShape("%d edges have %d counts".formatted(edges.size(), counts.size()));
    }
    float[] edge = new float[edges.size()];
    for (int i = 0; i < edge.length; i++) {
      edge[i] = (float) edges.get(i).asDouble();
    }
    long[] count = new long[counts.size()];
    for (int i = 0; i < count.length; i++) {
      count[i] = counts.get(i).asLong();
    }
    try {
      return new ReferenceDistribution(sketch, deviation, new BinEdges(edge), count);
    } catch (IllegalArgumentException e) {
      throw new JsonShape(e.getMessage());
    }
  }

  private static byte[] bytes(ValueSketch sketch) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      sketch.write(new DataOutputStream(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return bytes.toByteArray();
  }

  private static ValueSketch sketch(String base64) throws JsonShape {
    try {
      byte[] bytes = Base64.getDecoder().decode(base64);
      return ValueSketch.read(new DataInputStream(new ByteArrayInputStream(bytes)));
    } catch (IllegalArgumentException | IOException e) {
      throw new JsonShape("a \"sketch\" is damaged");
    }
  }
}
