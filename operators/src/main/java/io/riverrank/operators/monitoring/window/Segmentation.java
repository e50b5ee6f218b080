package io.riverrank.operators.monitoring.window;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.riverrank.operators.options.SettingsException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.annotation.Nullable;

/**
 * The segments that a query is in, by its {@code metadata}: always that of every query, and for
 * each crossing of fields the one of its values.
 *
 * <p>A value is text that isn't empty, a number or a boolean. A query without one of a crossing's
 * fields (or with null) is in no segment of it. An array, an object or a text of more than {@value
 * #VALUE_CHARS} UTF-16 units is no name: its query is in the crossing's segment {@code other}. A
 * value that is {@code other} itself is named {@code =other}.
 */
public final class Segmentation implements Serializable {

  private static final long serialVersionUID = 1;

  /** UTF-16 units of a value that is a name. */
  public static final int VALUE_CHARS = 128;

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String CROSS = "+";

  private final List<List<String>> crossings;

  private Segmentation(List<List<String>> crossings) {
    this.crossings = crossings;
  }

  /**
   * @param written JSON pointers, {@code +} between those that are crossed: {@code /market}, {@code
   *     /market+/device}
   * @throws SettingsException for what is no pointer
   */
  public static Segmentation parse(String option, List<String> written) {
    List<List<String>> crossings = new ArrayList<>();
    for (String crossing : written) {
      List<String> pointers = List.of(crossing.strip().split("\\+", -1));
      for (String pointer : pointers) {
        if (!isPointer(pointer)) {
          throw new SettingsException(
              "%s has '%s'; write JSON pointers into metadata, as in /market, or /market+/device for both at once"
                  .formatted(option, crossing));
        }
      }
      if (pointers.stream().distinct().count() < pointers.size()) {
        throw new SettingsException(
            "%s has '%s', which names a field twice; name it once".formatted(option, crossing));
      }
      crossings.add(pointers);
    }
    if (crossings.stream().distinct().count() < crossings.size()) {
      throw new SettingsException(
          "%s has a segmentation twice: %s; name each once"
              .formatted(option, String.join(", ", written)));
    }
    return new Segmentation(List.copyOf(crossings));
  }

  private static boolean isPointer(String text) {
    return text.length() > 1 && text.startsWith("/") && !text.contains(CROSS);
  }

  /** The names that the segments of each crossing have values for; the whole has none. */
  public List<Set<String>> fields() {
    return crossings.stream()
        .map(pointers -> pointers.stream().map(Segmentation::name).collect(Collectors.toSet()))
        .toList();
  }

  private static String name(String pointer) {
    return pointer.substring(1);
  }

  /**
   * @param metadata a JSON object; null for none
   */
  List<Map<String, String>> segments(@Nullable String metadata) {
    List<Map<String, String>> segments = new ArrayList<>(1 + crossings.size());
    segments.add(Segments.WHOLE);
    JsonNode fields = crossings.isEmpty() || metadata == null ? null : parse(metadata);
    if (fields != null) {
      for (List<String> crossing : crossings) {
        Map<String, String> segment = segment(crossing, fields);
        if (segment != null) {
          segments.add(segment);
        }
      }
    }
    return segments;
  }

  @Nullable
  private static JsonNode parse(String metadata) {
    try {
      return MAPPER.readTree(metadata);
    } catch (JsonProcessingException e) {
      // Such as a number of a million digits.
      return null;
    }
  }

  @Nullable
  private static Map<String, String> segment(List<String> crossing, JsonNode fields) {
    Map<String, String> segment = new LinkedHashMap<>();
    boolean named = true;
    for (String pointer : crossing) {
      JsonNode value = fields.at(JsonPointer.compile(pointer));
      if (value.isMissingNode()
          || value.isNull()
          || value.isTextual() && value.asText().isEmpty()) {
        return null;
      }
      String text = value.asText();
      named &= value.isValueNode() && text.length() <= VALUE_CHARS;
      segment.put(name(pointer), Segments.name(text));
    }
    return named ? segment : Segments.other(segment);
  }
}
