package io.riverrank.schemas;

import static io.riverrank.schemas.Messages.LIMITS;
import static io.riverrank.schemas.Messages.deadLetter;
import static io.riverrank.schemas.Messages.message;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Valid messages with random damage: anything may come out but an exception. */
class RequestDecoderMutationTest {

  private static final int MUTATIONS = 50_000;
  private static final long SEED = 20260301;

  private static final List<String> VALID =
      List.of(
          """
          {"query_id":"q-17","query":"average rent in canada","event_time":"2026-03-01T12:00:00Z",
           "top_k":10,"metadata":{"a":[1,{"b":1e400}],"a":"\\ud83d"},"candidates":[
           {"doc_id":"d1","text":"na\\u00efve \\ud83d\\ude00 😀","original_rank":1,
            "original_score":12.3,"label":1.0},{"doc_id":2,"text":""},{"doc_id":"d1","text":"é"}]}
          """,
          """
          {"query_id":18,"query":"bread prices","candidate":{"doc_id":"d9","text":"数",
           "original_score":-1e-3},"candidate_count":20,"event_time":1772366400000}
          """,
          """
          {"query":"bread","query_id":"x","documents":["one",{"text":"two"},"\\n\\t"],"top_n":3}
          """);

  private static final String[] SPLICES = {
    "\"",
    "\\",
    "\\u",
    "\\ud83d",
    "{",
    "}",
    "[",
    "]",
    ":",
    ",",
    "null",
    "true",
    "0",
    "-",
    "1e400",
    ".5",
    "\"query_id\":",
    "\"candidates\":[",
    "\"text\":",
    "\u0000",
    "\uFEFF",
    "99999999999999999999",
  };

  @Test
  void everyMutationIsAnEventOrADeadLetter() {
    Random random = new Random(SEED);
    RequestDecoder reused = Messages.decoder(LIMITS);
    Set<DeadLetterCode> codes = EnumSet.noneOf(DeadLetterCode.class);
    int events = 0;
    for (int i = 0; i < MUTATIONS; i++) {
      SourceRecord source = message(mutate(VALID.get(random.nextInt(VALID.size())), random));
      SourceEvent outcome = reused.decode(source);
      if (outcome instanceof QueryEvent event) {
        events++;
        requireUsable(event);
      } else {
        codes.add(deadLetter(outcome).code());
      }
      if (i % 10 == 0 && !outcome.equals(Messages.decoder(LIMITS).decode(source))) {
        assertThat(outcome).isEqualTo(Messages.decoder(LIMITS).decode(source));
      }
    }

    assertThat(events).isBetween(MUTATIONS / 20, MUTATIONS);
    assertThat(codes)
        .contains(
            DeadLetterCode.INVALID_JSON,
            DeadLetterCode.INVALID_UTF8,
            DeadLetterCode.MISSING_QUERY_ID,
            DeadLetterCode.MISSING_QUERY,
            DeadLetterCode.MISSING_CANDIDATES,
            DeadLetterCode.INVALID_ID,
            DeadLetterCode.INVALID_FIELD,
            DeadLetterCode.INVALID_TOP_K,
            DeadLetterCode.INVALID_EVENT_TIME);
  }

  private static void requireUsable(QueryEvent event) {
    boolean usable =
        !event.queryId().isEmpty()
            && !Unicode.hasLoneSurrogate(event.query())
            && event.candidates().stream()
                .noneMatch(c -> c.docId().isEmpty() || Unicode.hasLoneSurrogate(c.text()))
            && (event.whole() || event.candidates().size() == 1);
    assertThat(usable).as("%s", event).isTrue();
  }

  private static byte[] mutate(String valid, Random random) {
    byte[] bytes = valid.getBytes(UTF_8);
    for (int damage = 1 + random.nextInt(3); damage > 0; damage--) {
      bytes = mutateOnce(bytes, random);
    }
    return bytes;
  }

  private static byte[] mutateOnce(byte[] bytes, Random random) {
    int at = random.nextInt(bytes.length + 1);
    int length = Math.min(bytes.length - at, 1 + random.nextInt(8));
    switch (random.nextInt(6)) {
      case 0:
        return replace(bytes, at, length, new byte[0]);
      case 1:
        return replace(bytes, at, 0, SPLICES[random.nextInt(SPLICES.length)].getBytes(UTF_8));
      case 2:
        return replace(bytes, at, length, SPLICES[random.nextInt(SPLICES.length)].getBytes(UTF_8));
      case 3:
        return replace(bytes, at, Math.min(1, length), new byte[] {(byte) random.nextInt(256)});
      case 4:
        return replace(bytes, at, 0, Arrays.copyOfRange(bytes, at, at + length));
      default:
        return random.nextInt(8) == 0 ? Arrays.copyOf(bytes, at) : renamed(bytes, random);
    }
  }

  /** Damages one field name, which leaves the JSON valid. */
  private static byte[] renamed(byte[] bytes, Random random) {
    String text = new String(bytes, UTF_8);
    int colon = text.indexOf("\":", random.nextInt(text.length() + 1));
    return colon < 0
        ? bytes
        : (text.substring(0, colon) + "_" + text.substring(colon)).getBytes(UTF_8);
  }

  private static byte[] replace(byte[] bytes, int at, int length, byte[] by) {
    byte[] replaced = new byte[bytes.length - length + by.length];
    System.arraycopy(bytes, 0, replaced, 0, at);
    System.arraycopy(by, 0, replaced, at, by.length);
    System.arraycopy(bytes, at + length, replaced, at + by.length, bytes.length - at - length);
    return replaced;
  }
}
