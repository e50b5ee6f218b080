package io.riverrank.schemas;

import static io.riverrank.schemas.Messages.LOG_TIME_MS;
import static io.riverrank.schemas.Messages.candidates;
import static io.riverrank.schemas.Messages.event;
import static io.riverrank.schemas.Messages.member;
import static io.riverrank.schemas.Messages.message;
import static io.riverrank.schemas.Messages.messageWithKey;
import static io.riverrank.schemas.Messages.messageWithoutTimestamp;
import static io.riverrank.schemas.Messages.whole;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is made of messages that can be used. */
class RequestDecoderTest {

  @Test
  void readsAQueryWithAllItsCandidates() {
    SourceRecord source =
        message(
            """
            {"query_id":"q-17","query":"average rent in canada","event_time":"2026-03-01T12:00:00Z",
             "top_k":10,"metadata":{"a": 1},"candidates":[
              {"doc_id":"d1","text":"one","original_rank":1,"original_score":12.3,"label":1.0},
              {"doc_id":"d2","text":""}]}
            """);

    assertThat(event(source))
        .isEqualTo(
            new QueryEvent(
                "q-17",
                "average rent in canada",
                LOG_TIME_MS,
                10,
                "{\"a\": 1}",
                true,
                List.of(
                    new Candidate("d1", "one", 1L, 12.3, 1.0),
                    new Candidate("d2", "", null, null, null)),
                List.of(),
                null,
                0,
                source));
  }

  @Test
  void readsAQueryWithOneOfItsCandidates() {
    QueryEvent event =
        event(
            "{\"query_id\":\"q-18\",\"query\":\"bread prices\","
                + "\"candidate\":{\"doc_id\":\"d9\",\"text\":\"t\",\"label\":0},"
                + "\"candidate_count\":20}");

    assertThat(event.whole()).isFalse();
    assertThat(event.candidateCount()).isEqualTo(20);
    assertThat(event.candidates()).containsExactly(new Candidate("d9", "t", null, null, 0.0));
  }

  @Test
  void readsTheShapeOfThePublicRerankApis() {
    QueryEvent event =
        event(
            messageWithKey(
                "k-1".getBytes(UTF_8),
                "{\"query\":\"bread\",\"documents\":[\"one\",{\"text\":\"two\",\"doc_id\":\"x\"}],"
                    + "\"top_n\":3}"));

    assertThat(event.queryId()).isEqualTo("k-1");
    assertThat(event.topK()).isEqualTo(3);
    assertThat(event.whole()).isTrue();
    assertThat(event.candidates())
        .extracting(Candidate::docId, Candidate::text)
        .containsExactly(tuple("0", "one"), tuple("1", "two"));
  }

  @Test
  void keepsASearchThatFoundNothing() {
    assertThat(event(candidates("")).candidates()).isEmpty();
    assertThat(event(candidates("")).whole()).isTrue();
  }

  @Test
  void theQueryIdOfTheObjectWinsOverTheKey() {
    byte[] key = "k".getBytes(UTF_8);
    assertThat(event(messageWithKey(key, candidates(""))).queryId()).isEqualTo("q");
    assertThat(
            event(messageWithKey(key, "{\"query_id\":1,\"query\":\"x\",\"documents\":[]}"))
                .queryId())
        .isEqualTo("1");
    assertThat(event(messageWithKey(new byte[] {(byte) 0xFF}, candidates(""))).queryId())
        .isEqualTo("q");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "\"q-1\", q-1",
        "17, 17",
        "-0, -0",
        "1.0, 1.0",
        "1e400, 1e400",
        "12345678901234567890, 12345678901234567890",
        "\" \", ` `",
        "\"\\ud83d\\ude00\", 😀",
        "\"12345678901234567890\", 12345678901234567890",
      })
  void keepsIdsAsWritten(String json, String id) {
    assertThat(event("{\"query_id\":" + json + ",\"query\":\"\",\"candidates\":[]}").queryId())
        .isEqualTo(id);
    assertThat(event(candidates("{\"doc_id\":" + json + ",\"text\":\"\"}")).candidates())
        .extracting(Candidate::docId)
        .containsExactly(id);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "plain, plain",
        "naïve 数 😀, naïve 数 😀",
        "\\u00e9\\ud83d\\ude00, é😀",
        "a\\ud83d, a\uFFFD",
        "\\ude00a, \uFFFDa",
        "\\ude00\\ud83d, \uFFFD\uFFFD",
        "\\ud83d\\ud83d\\ude00, \uFFFD😀",
        "a\\u0000b\\u001fc, a\u0000b\u001fc",
      })
  void keepsTextsButForLoneSurrogates(String escaped, String text) {
    String json = "\"" + escaped + "\"";
    QueryEvent event =
        event(
            "{\"query_id\":1,\"query\":%s,\"candidates\":[{\"doc_id\":1,\"text\":%s}]}"
                .formatted(json, json));

    assertThat(event.query()).isEqualTo(text);
    assertThat(event.candidates()).extracting(Candidate::text).containsExactly(text);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "1, 1",
        "3.0, 3",
        "1e2, 100",
        "2147483648, 2147483647",
        "99999999999999999999999, 2147483647",
        "null, ",
      })
  void readsTopK(String json, Integer topK) {
    assertThat(event(whole("\"top_k\":" + json)).topK()).isEqualTo(topK);
    assertThat(event(whole("\"top_n\":" + json)).topK()).isEqualTo(topK);
    assertThat(event(whole("\"top_n\":7,\"top_k\":" + json)).topK())
        .isEqualTo(topK == null ? Integer.valueOf(7) : topK);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "\"2026-03-01T12:00:00Z\", 2026-03-01T12:00:00Z",
        "\"2026-03-01t12:00:00z\", 2026-03-01T12:00:00Z",
        "\"2026-03-01T13:00:00+01:00\", 2026-03-01T12:00:00Z",
        "\"2026-03-01T13:00:00+0100\", 2026-03-01T12:00:00Z",
        "\"2026-03-01T07:00-05\", 2026-03-01T12:00:00Z",
        "\"2026-03-01T11:59:59.123999Z\", 2026-03-01T11:59:59.123Z",
        "\"2026-03-01T11:59:59\", 2026-03-01T11:59:59Z",
        "\"0001-01-01T00:00:00Z\", 0001-01-01T00:00:00Z",
        "\"2026-03-01T13:00:00Z\", 2026-03-01T13:00:00Z",
        "1772366400000, 2026-03-01T12:00:00Z",
        "1.7723664e12, 2026-03-01T12:00:00Z",
        "946684800000, 2000-01-01T00:00:00Z",
        "null, 2026-03-01T12:00:00Z",
      })
  void readsEventTimes(String json, String instant) {
    assertThat(event(whole("\"event_time\":" + json)).eventTimeMs())
        .isEqualTo(Instant.parse(instant).toEpochMilli());
  }

  @ParameterizedTest
  @CsvSource({
    "'\"-292275055-05-16T16:47:04.192Z\"', -9223372036854775808",
    "'\"2026-03-01T13:00:00Z\"', 1772370000000",
  })
  void withoutALogTimeOnlyTheClockIsThere(String json, long epochMs) {
    String request = whole("\"event_time\":" + json);
    assertThat(event(messageWithoutTimestamp(request)).eventTimeMs()).isEqualTo(epochMs);
  }

  @Test
  void theEarliestEventTimeIsNotAheadOfAnyLogTime() {
    String earliest = Instant.ofEpochMilli(Long.MIN_VALUE).toString();
    assertThat(event(whole("\"event_time\":\"" + earliest + "\"")).eventTimeMs())
        .isEqualTo(Long.MIN_VALUE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{ \"a\" :\t[1 , 2]\n}",
        "{\"a\":1,\"a\":2}",
        "{\"n\":1e400,\"m\":0.10000000000000000000000000000000001}",
        "{\"s\":\"naïve \\u00e9 😀 \\ud83d\"}",
        "{\"deep\":{\"a\":[[[{}]]]}}",
      })
  void keepsMetadataAsItWasSent(String metadata) {
    assertThat(event(whole("\"metadata\": " + metadata + " ,\"top_k\":1")).metadata())
        .isEqualTo(metadata);
    assertThat(event("{\"metadata\":" + metadata + "," + candidates("").substring(1)).metadata())
        .isEqualTo(metadata);
    assertThat(event("\uFEFF\n" + whole("\"é\":\"😀\",\"metadata\":" + metadata)).metadata())
        .isEqualTo(metadata);
  }

  @Test
  void nullIsAsGoodAsAbsent() {
    QueryEvent event =
        event(
            "{\"query_id\":\"q\",\"query\":\"x\",\"event_time\":null,\"top_k\":null,"
                + "\"top_n\":null,\"metadata\":null,\"candidate\":null,\"documents\":null,"
                + "\"candidates\":[{\"doc_id\":1,\"text\":\"t\",\"original_rank\":null,"
                + "\"original_score\":null,\"label\":null}]}");

    assertThat(event.metadata()).isNull();
    assertThat(event.topK()).isNull();
    assertThat(event.candidates()).containsExactly(new Candidate("1", "t", null, null, null));
  }

  @Test
  void theLastOfRepeatedFieldsCounts() {
    QueryEvent event =
        event(
            "{\"query_id\":\"\",\"query\":5,\"top_k\":0,\"metadata\":1,\"event_time\":\"?\","
                + "\"candidates\":5,\"documents\":[],"
                + "\"query_id\":\"q\",\"query\":\"x\",\"top_k\":4,\"metadata\":{},"
                + "\"event_time\":1772366400000,\"documents\":null,"
                + "\"candidates\":[{\"doc_id\":{},\"text\":1,\"doc_id\":\"d\",\"text\":\"t\"}]}");

    assertThat(event.queryId()).isEqualTo("q");
    assertThat(event.query()).isEqualTo("x");
    assertThat(event.topK()).isEqualTo(4);
    assertThat(event.metadata()).isEqualTo("{}");
    assertThat(event.eventTimeMs()).isEqualTo(LOG_TIME_MS);
    assertThat(event.candidates()).containsExactly(new Candidate("d", "t", null, null, null));
  }

  @Test
  void unknownFieldsAreIgnoredAtAnyPlace() {
    QueryEvent event =
        event(
            "{\"a\":[{\"query_id\":9}],\"query_id\":\"q\",\"query\":\"x\",\"candidates\":["
                + "{\"b\":{\"doc_id\":9},\"doc_id\":\"d\",\"text\":\"t\",\"c\":[[]]}],\"d\":1e999}");

    assertThat(event.queryId()).isEqualTo("q");
    assertThat(event.candidates()).containsExactly(new Candidate("d", "t", null, null, null));
  }

  @Test
  void aRepeatedDocIdKeepsItsPlaceAndTakesTheLastFields() {
    QueryEvent event =
        event(
            candidates(
                """
                {"doc_id":"a","text":"old","label":1},
                {"doc_id":"b","text":"b"},
                {"doc_id":"c","text":5},
                {"doc_id":"d","text":"d"},
                {"doc_id":"a","text":"new"},
                {"doc_id":"c","text":"good"},
                {"doc_id":"d"}
                """));

    assertThat(event.superseded()).isEqualTo(3);
    assertThat(event.candidates())
        .containsExactly(
            new Candidate("a", "new", null, null, null),
            new Candidate("b", "b", null, null, null),
            new Candidate("c", "good", null, null, null));
    assertThat(event.rejected()).extracting(FailedCandidate::docId).containsExactly("d");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`\"a\":1`                            | candidates[1] has no text; send a string, which may be empty",
        "`\"text\":null`                      | candidates[1] has no text; send a string, which may be empty",
        "`\"text\":5`                         | candidates[1].text is the number 5; send a string",
        "`\"text\":[\"t\"]`                   | candidates[1].text is an array; send a string",
        "`\"text\":{\"text\":\"t\"}`          | candidates[1].text is an object; send a string",
        "`\"text\":true`                      | candidates[1].text is true; send a string",
        "`\"text\":\"t\",\"original_rank\":1.5`      | candidates[1].original_rank is the number 1.5; send a whole number of at most 64 bits",
        "`\"text\":\"t\",\"original_rank\":\"1\"`    | candidates[1].original_rank is the string \"1\"; send a whole number of at most 64 bits",
        "`\"text\":\"t\",\"original_rank\":1e400`    | candidates[1].original_rank is the number 1e400; send a whole number of at most 64 bits",
        "`\"text\":\"t\",\"original_rank\":9223372036854775808` | candidates[1].original_rank is the number 9223372036854775808; send a whole number of at most 64 bits",
        "`\"text\":\"t\",\"original_score\":\"high\"`| candidates[1].original_score is the string \"high\"; send a finite number",
        "`\"text\":\"t\",\"original_score\":-1e400`  | candidates[1].original_score is the number -1e400; send a finite number",
        "`\"text\":\"t\",\"label\":{}`               | candidates[1].label is an object; send a finite number",
      })
  void aBadCandidateDoesNotCostTheOthersTheirRanking(String fields, String error) {
    QueryEvent event =
        event(
            candidates(
                "{\"doc_id\":\"a\",\"text\":\"t\"},{\"doc_id\":\"b\","
                    + fields
                    + "},{\"doc_id\":\"c\",\"text\":\"t\"}"));

    assertThat(event.candidates()).extracting(Candidate::docId).containsExactly("a", "c");
    assertThat(event.rejected()).containsExactly(new FailedCandidate("b", error));
  }

  @Test
  void aNumberOfHundredsOfDigitsIsNotFinite() {
    String score = "9".repeat(400);
    QueryEvent event =
        event(candidates("{\"doc_id\":1,\"text\":\"t\",\"original_score\":" + score + "}"));

    assertThat(event.rejected())
        .containsExactly(
            new FailedCandidate(
                "1",
                "candidates[0].original_score is the number "
                    + "9".repeat(59)
                    + "…; send a finite number"));
  }

  @Test
  void aTextThatIsTooLongDoesNotCostTheOthersTheirRanking() {
    String text = "t".repeat(1_001);
    QueryEvent event =
        event(
            candidates(
                "{\"doc_id\":1,\"text\":\"%s\"},{\"doc_id\":2,\"text\":\"%s\"}"
                    .formatted(text, text.substring(1))));

    assertThat(event.candidates()).extracting(Candidate::docId).containsExactly("2");
    assertThat(event.rejected())
        .containsExactly(
            new FailedCandidate(
                "1",
                "candidates[0].text has 1001 characters, more than the 1000 of"
                    + " rerank.limits.text-chars; shorten it or raise the limit"));
  }

  @Test
  void aBadDocumentDoesNotCostTheOthersTheirRanking() {
    QueryEvent event =
        event(
            "{\"query_id\":\"q\",\"query\":\"x\",\"documents\":"
                + "[\"t\",5,null,{},{\"text\":[]},[\"t\"],\"u\"]}");

    assertThat(event.candidates()).extracting(Candidate::docId).containsExactly("0", "6");
    assertThat(event.rejected())
        .containsExactly(
            new FailedCandidate(
                "1", "documents[1] is the number 5; send a string or an object with text"),
            new FailedCandidate("2", "documents[2] is null; send a string or an object with text"),
            new FailedCandidate("3", "documents[3] has no text; send a string, which may be empty"),
            new FailedCandidate("4", "documents[4].text is an array; send a string"),
            new FailedCandidate(
                "5", "documents[5] is an array; send a string or an object with text"));
  }

  @Test
  void candidateCountIsIgnoredInWholeEvents() {
    assertThat(event(whole("\"candidate_count\":-5")).candidateCount()).isNull();
    assertThat(event(whole("\"candidate_count\":7")).candidateCount()).isNull();
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "50, 50", "2.0, 2", "null, "})
  void readsCandidateCount(String json, Integer count) {
    String request = member("{\"doc_id\":1,\"text\":\"\"}", ",\"candidate_count\":" + json);
    assertThat(event(request).candidateCount()).isEqualTo(count);
  }

  @Test
  void asManyCandidatesAsTheLimitAreFineHoweverOftenTheyAreRepeated() {
    StringBuilder elements = new StringBuilder();
    for (int i = 0; i < 200; i++) {
      elements.append(i == 0 ? "" : ",");
      elements.append("{\"doc_id\":%d,\"text\":\"%d\"}".formatted(i % 50, i));
    }
    QueryEvent event = event(candidates(elements.toString()));

    assertThat(event.candidates()).hasSize(50);
    assertThat(event.candidates().get(0).text()).isEqualTo("150");
    assertThat(event.superseded()).isEqualTo(150);
  }
}
