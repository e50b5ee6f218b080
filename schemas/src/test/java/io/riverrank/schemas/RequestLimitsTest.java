package io.riverrank.schemas;

import static io.riverrank.schemas.DeadLetterCode.INVALID_ID;
import static io.riverrank.schemas.DeadLetterCode.JSON_LIMIT;
import static io.riverrank.schemas.DeadLetterCode.MESSAGE_TOO_LARGE;
import static io.riverrank.schemas.DeadLetterCode.TEXT_TOO_LONG;
import static io.riverrank.schemas.DeadLetterCode.TOO_MANY_CANDIDATES;
import static io.riverrank.schemas.Messages.LIMITS;
import static io.riverrank.schemas.Messages.candidates;
import static io.riverrank.schemas.Messages.message;
import static io.riverrank.schemas.Messages.whole;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each limit of a request: what is just as large is taken, one more is a dead letter. */
class RequestLimitsTest {

  static Stream<Arguments> limits() {
    return Stream.of(
        limit("bytes of a message", LIMITS.messageBytes(), MESSAGE_TOO_LARGE, n -> padded(n)),
        limit("candidates", LIMITS.candidates(), TOO_MANY_CANDIDATES, n -> candidates(many(n))),
        limit(
            "characters of a query", LIMITS.textChars(), TEXT_TOO_LONG, n -> query("x".repeat(n))),
        limit(
            "characters of an id",
            LIMITS.idChars(),
            INVALID_ID,
            n -> id("\"" + "x".repeat(n) + '"')),
        limit("digits of an id", LIMITS.idChars(), INVALID_ID, n -> id("9".repeat(n))),
        limit("levels", LIMITS.jsonDepth(), JSON_LIMIT, n -> nested("\"a\":", n - 1)),
        limit("levels of metadata", LIMITS.jsonDepth(), JSON_LIMIT, n -> metadata(n - 2)),
        limit("characters of a number", 1_000, JSON_LIMIT, n -> whole("\"a\":" + "9".repeat(n))),
        limit(
            "characters of a name", 10_000, JSON_LIMIT, n -> whole('"' + "n".repeat(n) + "\":1")));
  }

  private static Arguments limit(
      String what, int limit, DeadLetterCode code, IntFunction<String> request) {
    return Arguments.of(what, limit, code, request);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("limits")
  void theLimitIsTakenAndOneMoreIsNot(
      String what, int limit, DeadLetterCode code, IntFunction<String> request) {
    assertThat(Messages.decode(message(request.apply(limit)))).isInstanceOf(QueryEvent.class);
    assertThat(Messages.deadLetter(request.apply(limit + 1)).code()).isEqualTo(code);
  }

  private static String padded(int bytes) {
    String request = candidates("");
    return request + " ".repeat(bytes - request.length());
  }

  private static String many(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "{\"doc_id\":" + i + ",\"text\":\"\"}")
        .collect(Collectors.joining(","));
  }

  private static String query(String text) {
    return "{\"query_id\":1,\"query\":\"" + text + "\",\"candidates\":[]}";
  }

  private static String id(String id) {
    return "{\"query_id\":" + id + ",\"query\":\"\",\"candidates\":[]}";
  }

  private static String nested(String field, int levels) {
    return whole(field + "[".repeat(levels) + "]".repeat(levels));
  }

  private static String metadata(int levels) {
    return whole("\"metadata\":{\"a\":" + "[".repeat(levels) + "]".repeat(levels) + "}");
  }
}
