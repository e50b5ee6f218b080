package io.riverrank.schemas;

import com.fasterxml.jackson.core.ErrorReportConfiguration;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import java.util.regex.Pattern;
import javax.annotation.Nullable;

/** How this module sets up Jackson for foreign input, and how it retells Jackson's errors. */
final class JsonReading {

  private static final int MAX_NUMBER_CHARS = 1_000;
  private static final int MAX_NAME_CHARS = 10_000;
  private static final int MAX_DETAIL_CHARS = 300;

  private static final Pattern INNER_LOCATION =
      Pattern.compile("\\[Source: [^;]*; line: (\\d+), column: (\\d+)\\]");
  private static final Pattern API_HINT =
      Pattern.compile(
          ", from `[^`]*`|: enable `[^`]*` to allow| \\(or 'NaN'[^)]*\\)| \\(consider enabling .*");

  private JsonReading() {}

  /**
   * A factory for one reader on one thread. Names are neither interned nor remembered, since
   * hostile messages have as many as they like; buffers are pooled in the factory and not in thread
   * locals, which would outlive the job's class loader.
   */
  static JsonFactory newFactory(int maxDepth) {
    return new JsonFactoryBuilder()
        .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
        .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
        // Python's json module writes NaN where there is no number.
        .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
        .recyclerPool(JsonRecyclerPools.newBoundedPool(1))
        .errorReportConfiguration(
            ErrorReportConfiguration.builder().maxErrorTokenLength(Excerpt.MAX_CHARS).build())
        .streamReadConstraints(
            StreamReadConstraints.builder()
                .maxNestingDepth(maxDepth)
                .maxStringLength(Integer.MAX_VALUE)
                .maxNumberLength(MAX_NUMBER_CHARS)
                .maxNameLength(MAX_NAME_CHARS)
                .build())
        .build();
  }

  /** Jackson's error as a sentence for the sender. */
  static InvalidRequest retell(JsonProcessingException error, JsonLocation reached) {
    JsonLocation location = error.getLocation() == null ? reached : error.getLocation();
    if (error instanceof StreamConstraintsException) {
      return new InvalidRequest(
          DeadLetterCode.JSON_LIMIT,
          "the JSON goes past a limit at " + place(location) + ": " + detail(error));
    }
    return new InvalidRequest(
        DeadLetterCode.INVALID_JSON,
        "the value is not JSON at " + place(location) + ": " + detail(error));
  }

  static String place(JsonLocation location) {
    return "line " + location.getLineNr() + ", column " + location.getColumnNr();
  }

  private static String detail(JsonProcessingException error) {
    @Nullable String told = error.getOriginalMessage();
    if (told == null) {
      return error.getClass().getSimpleName();
    }
    String located = INNER_LOCATION.matcher(told).replaceAll("line $1, column $2");
    return Excerpt.of(API_HINT.matcher(located).replaceAll(""), MAX_DETAIL_CHARS);
  }
}
