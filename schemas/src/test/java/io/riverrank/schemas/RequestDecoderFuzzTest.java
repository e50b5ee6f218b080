package io.riverrank.schemas;

import static io.riverrank.schemas.Messages.LIMITS;
import static io.riverrank.schemas.Messages.message;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the bytes are: one event or one dead letter, and a result that can be read again. */
class RequestDecoderFuzzTest {

  /** Another reader of the same JSON; it never gets to what Riverrank refuses. */
  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private static final RequestDecoder REUSED = Messages.decoder(LIMITS);

  static List<byte[]> seeds() throws IOException {
    List<byte[]> seeds = new ArrayList<>(Corpus.of(RequestDecoderFuzzTest.class));
    seeds.addAll(
        List.of(
            """
        {"query_id":"q-17","query":"average rent in canada","event_time":"2026-03-01T12:00:00Z",
         "top_k":10,"metadata":{"a":[1,{"b":1e400}],"a":"\\ud83d"},"candidates":[
         {"doc_id":"d1","text":"na\\u00efve \\ud83d\\ude00 😀","original_rank":1,
          "original_score":12.3,"label":1.0},{"doc_id":2,"text":""},{"doc_id":"d1","text":"é"}]}
        """
                .getBytes(UTF_8),
            """
        {"query_id":18,"query":"bread prices","candidate":{"doc_id":"d9","text":"数",
         "original_score":-1e-3},"candidate_count":20,"event_time":1772366400000}
        """
                .getBytes(UTF_8),
            """
        {"query":"bread","query_id":"x","documents":["one",{"text":"two"},"\\n\\t"],"top_n":3}
        """
                .getBytes(UTF_8)));
    return seeds;
  }

  @MethodSource("seeds")
  @FuzzTest(maxDuration = "5m")
  void everyValueIsAnEventOrADeadLetter(byte[] value) throws IOException {
    SourceRecord source = message(value.clone());

    SourceEvent outcome = REUSED.decode(source);

    assertThat(source.value()).as("the bytes as they were").isEqualTo(value);
    assertThat(outcome.source()).isSameAs(source);
    assertThat(Messages.decoder(LIMITS).decode(source))
        .as("a decoder without a past")
        .isEqualTo(outcome);
    if (outcome instanceof QueryEvent event) {
      requireWithinLimits(event);
      requireReadable(value);
      requireRoundTrip(event);
    } else {
      requireReplayable(Messages.deadLetter(outcome));
    }
  }

  private static void requireWithinLimits(QueryEvent event) {
    assertThat(event.source().value().length).isLessThanOrEqualTo(LIMITS.messageBytes());
    assertThat(event.queryId().length()).isBetween(1, LIMITS.idChars());
    assertThat(event.query().length()).isLessThanOrEqualTo(LIMITS.textChars());
    assertThat(event.eventTimeMs())
        .isLessThanOrEqualTo(event.source().timestampMs() + LIMITS.maxAheadMs());
    assertThat(event.candidates().size() + event.rejected().size())
        .isBetween(event.whole() ? 0 : 1, event.whole() ? LIMITS.candidates() : 1);
    if (event.topK() != null) {
      assertThat(event.topK()).isPositive();
    }
    Set<String> ids = new HashSet<>();
    for (Candidate candidate : event.candidates()) {
      assertThat(ids.add(candidate.docId())).isTrue();
      assertThat(candidate.docId().length()).isBetween(1, LIMITS.idChars());
      assertThat(candidate.text().length()).isLessThanOrEqualTo(LIMITS.textChars());
      assertThat(Unicode.hasLoneSurrogate(candidate.docId() + candidate.text())).isFalse();
    }
    for (FailedCandidate rejected : event.rejected()) {
      assertThat(ids.add(rejected.docId())).isTrue();
    }
  }

  /** What Riverrank takes is JSON to others, too. */
  private static void requireReadable(byte[] value) throws IOException {
    int start = value.length > 2 && value[0] == (byte) 0xEF ? 3 : 0;
    assertThat(MAPPER.readTree(value, start, value.length - start).isObject()).isTrue();
  }

  private static void requireRoundTrip(QueryEvent event) throws IOException {
    List<RankedCandidate> ranking = new ArrayList<>();
    for (Candidate candidate : event.candidates()) {
      int rank = ranking.size() + 1;
      ranking.add(
          new RankedCandidate(
              candidate.docId(),
              rank,
              1f / rank,
              -rank,
              candidate.originalRank(),
              candidate.originalScore(),
              candidate.label(),
              rank % 2 == 0));
    }
    RerankResult result =
        new RerankResult(
            event.queryId(),
            event.query(),
            event.eventTimeMs(),
            event.whole(),
            ranking.size() + event.rejected().size(),
            event.candidateCount(),
            event.superseded(),
            new ModelInfo("m", "sha256:0", "fp32"),
            ranking,
            event.rejected(),
            null,
            Messages.LOG_TIME_MS,
            event.metadata(),
            List.of());
    byte[] encoded = new ResultEncoder(false).encode(result);
    assertThat(MAPPER.readTree(encoded).isObject()).isTrue();
    assertThat(new ResultReader().read(encoded)).isEqualTo(result);
  }

  /** The encoded letter has the bytes, the code and, for a replay, the original's headers. */
  private static void requireReplayable(DeadLetter letter) {
    EncodedMessage encoded = new DeadLetterEncoder(Integer.MAX_VALUE).encode(letter);
    assertThat(encoded.value()).isEqualTo(letter.source().value());
    assertThat(encoded.key()).isEqualTo(letter.source().key());
    assertThat(DeadLetterHeaders.original(encoded.headers())).isEqualTo(letter.source().headers());
  }
}
