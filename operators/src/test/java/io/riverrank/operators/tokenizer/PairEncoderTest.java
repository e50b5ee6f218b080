package io.riverrank.operators.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;

import io.riverrank.operators.model.LocalModel;
import io.riverrank.operators.natives.NativeLibraries;
import io.riverrank.operators.settings.LongDocument;
import io.riverrank.operators.settings.ModelSettings;
import io.riverrank.operators.testing.TestSettings;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A query that is encoded once gives the pairs that the tokenizer gives. */
class PairEncoderTest {
  private static final int LENGTH = 24;
  private static final LongDocument CHUNK = new LongDocument(LongDocument.Mode.CHUNK, 4, 8);

  private static final List<String> WORDS =
      List.of(
          "river",
          "rank",
          "a",
          "Überseebrücke",
          "河流",
          "река",
          "👍",
          "[SEP]",
          "</s>",
          "<mask>",
          "unbelievable",
          "\t",
          "  ",
          "'s",
          "e\u0301",
          "1,000.50",
          "\u200b",
          "नदी",
          "-",
          "[CLS]");

  private record Case(String model, boolean withTypeIds, LongDocument longDocument) {}

  @BeforeAll
  static void load() {
    NativeLibraries.load(null);
  }

  static Stream<Case> cases() {
    return Stream.of(ModelSettings.BUNDLED, "gte-tiny", "xlmr-tiny")
        .flatMap(
            model ->
                Stream.of(LongDocument.TRUNCATE, CHUNK)
                    .flatMap(
                        longDocument ->
                            Stream.of(true, false)
                                .map(types -> new Case(model, types, longDocument))));
  }

  private interface Check {
    void with(PairTokenizer tokenizer) throws TokenizerException;
  }

  private static void tokenizer(Case c, Check check) throws Exception {
    boolean bundled = c.model().equals(ModelSettings.BUNDLED);
    String uri = bundled ? c.model() : TestSettings.modelDirectory(c.model()).toString();
    ModelSettings settings =
        new ModelSettings(uri, bundled ? null : "onnx/model.onnx", LENGTH, null, null, false, null);
    try (LocalModel files = LocalModel.obtain(settings);
        PairTokenizer tokenizer =
            new PairTokenizer(files.directory(), c.withTypeIds(), c.longDocument())) {
      check.with(tokenizer);
    }
  }

  private static String text(Random random, int mostWords) {
    return IntStream.range(0, random.nextInt(mostWords + 1))
        .mapToObj(i -> WORDS.get(random.nextInt(WORDS.size())))
        .collect(Collectors.joining(random.nextBoolean() ? " " : ""));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void everyPairIsTheTokenizers(Case c) throws Exception {
    Random random = new Random(7);
    tokenizer(
        c,
        tokenizer -> {
          PairEncoder encoder = tokenizer.encoder();
          for (int i = 0; i < 300; i++) {
            String query = text(random, i % 3 == 0 ? 12 : 4);
            for (int document = 0; document < 3; document++) {
              assertSame(encoder, tokenizer, query, text(random, 16));
            }
          }
        });
  }

  private static void assertSame(
      PairEncoder encoder, PairTokenizer tokenizer, String query, String document)
      throws TokenizerException {
    List<TokenizedPair> encoded = encoder.encodeAll(query, document);
    List<TokenizedPair> expected = tokenizer.encodeAll(query, document);
    assertThat(encoded).as("%s | %s", query, document).hasSameSizeAs(expected);
    for (int row = 0; row < expected.size(); row++) {
      assertThat(encoded.get(row).ids())
          .as("%s | %s", query, document)
          .isEqualTo(expected.get(row).ids());
      assertThat(encoded.get(row).typeIds())
          .as("%s | %s", query, document)
          .isEqualTo(expected.get(row).typeIds());
      assertThat(encoded.get(row).truncated()).isEqualTo(expected.get(row).truncated());
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void pairsAsLongAsTheModelTakesAndOneMore(Case c) throws Exception {
    tokenizer(
        c,
        tokenizer -> {
          PairEncoder encoder = tokenizer.encoder();
          for (int words = 1; words <= 2 * LENGTH; words++) {
            assertSame(encoder, tokenizer, "a", "a ".repeat(words));
            assertSame(encoder, tokenizer, "a ".repeat(words), "a");
          }
          assertSame(encoder, tokenizer, "", "a ".repeat(LENGTH));
        });
  }

  @ParameterizedTest
  @MethodSource("cases")
  void eachOfTheseTokenizersHasATemplate(Case c) throws Exception {
    tokenizer(c, tokenizer -> assertThat(tokenizer.sharesQueries()).isTrue());
  }
}
