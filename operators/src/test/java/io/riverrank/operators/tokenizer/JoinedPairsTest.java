package io.riverrank.operators.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;

import io.riverrank.operators.model.ModelDirectory;
import io.riverrank.operators.model.PairFormat;
import io.riverrank.operators.natives.NativeLibraries;
import io.riverrank.operators.settings.LongDocument;
import io.riverrank.operators.settings.ModelSettings;
import io.riverrank.operators.testing.TestSettings;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Pairs that are joined and cut by their format are those of the tokenizer library's own template.
 */
class JoinedPairsTest {
  private static final int LENGTH = 24;
  private static final LongDocument CHUNK = new LongDocument(LongDocument.Mode.CHUNK, 4, 3);
  private static final List<String> WORDS =
      List.of("river", "a", "Überseebrücke", "河流", "👍", "unbelievable", "  ", "1,000.50");

  @BeforeAll
  static void load() {
    NativeLibraries.load(null);
  }

  private static ModelDirectory model(String name) {
    return model(name, LENGTH);
  }

  private static ModelDirectory model(String name, int length) {
    ModelSettings settings =
        new ModelSettings(
            TestSettings.modelDirectory(name).toString(),
            "onnx/model.onnx",
            length,
            null,
            null,
            false,
            null);
    return ModelDirectory.open(TestSettings.modelDirectory(name), settings);
  }

  /** The same with a format beside it: special tokens as the tokenizer puts them. */
  private static ModelDirectory with(ModelDirectory model, boolean cutsLeft) throws Exception {
    try (PairTokenizer library = new PairTokenizer(model, true)) {
      long[] special = library.encode("", "").ids();
      int last = special.length - 1;
      long[] types = library.encode("a", "b").typeIds();
      long document = types == null ? 0 : types[types.length - 1];
      PairFormat format =
          new PairFormat.Joined(
              "",
              new long[] {special[0]},
              Arrays.copyOfRange(special, 1, last),
              new long[] {special[last]},
              new long[] {0, 0, 0, document, document},
              cutsLeft);
      return new ModelDirectory(
          model.onnxFile(),
          model.tokenizerFile(),
          model.maxLength(),
          model.hiddenSize(),
          model.padTokenId(),
          model.firstPosition(),
          model.distinguishesSegments(),
          "",
          format,
          model.scoreRule(),
          model.inputs(),
          model.fixedScales(),
          model.info());
    }
  }

  private static String text(Random random, int mostWords) {
    return IntStream.range(0, random.nextInt(mostWords + 1))
        .mapToObj(i -> WORDS.get(random.nextInt(WORDS.size())))
        .collect(Collectors.joining(" "));
  }

  @ParameterizedTest
  @CsvSource({"xlmr-tiny, false", "xlmr-tiny, true", "gte-tiny, false", "gte-tiny, true"})
  void pairsOfAnyLengthAreTheLibrarys(String name, boolean chunked) throws Exception {
    ModelDirectory model = model(name);
    LongDocument mode = chunked ? CHUNK : LongDocument.TRUNCATE;
    Random random = new Random(7);
    try (PairTokenizer library = new PairTokenizer(model, true, mode);
        PairTokenizer joined = new PairTokenizer(with(model, false), true, mode)) {
      PairEncoder encoder = joined.encoder();
      for (int i = 0; i < 400; i++) {
        String query = text(random, i % 2 == 0 ? 3 : 20);
        for (int j = 0; j < 2; j++) {
          String document = text(random, i % 3 == 0 ? 40 : 6);
          assertSame(encoder.encodeAll(query, document), library.encodeAll(query, document));
        }
      }
    }
  }

  private static void assertSame(List<TokenizedPair> rows, List<TokenizedPair> expected) {
    assertThat(rows).hasSameSizeAs(expected);
    for (int i = 0; i < rows.size(); i++) {
      assertThat(rows.get(i).ids()).isEqualTo(expected.get(i).ids());
      assertThat(rows.get(i).typeIds()).isEqualTo(expected.get(i).typeIds());
      assertThat(rows.get(i).truncated()).isEqualTo(expected.get(i).truncated());
    }
  }

  /** Whatever room special tokens leave: chunks come forward, or there is one row. */
  @ParameterizedTest
  @ValueSource(ints = {8, 9, 11})
  void littleRoomIsEnough(int length) throws Exception {
    ModelDirectory model = model("xlmr-tiny", length);
    LongDocument chunks = new LongDocument(LongDocument.Mode.CHUNK, length / 4 - 1, 50);
    try (PairTokenizer tokenizer = new PairTokenizer(with(model, false), true, chunks)) {
      for (String query : List.of("", "a", "a b c d e f g")) {
        List<TokenizedPair> rows = tokenizer.encodeAll(query, "a b c d e f g h i j");
        assertThat(rows).isNotEmpty().allMatch(row -> row.length() <= length);
      }
    }
  }

  /** As transformers cuts with truncation_side=left: each text keeps its end. */
  @Test
  void whatCutsLeftKeepsTheEnds() throws Exception {
    ModelDirectory model = with(model("xlmr-tiny"), true);
    String letters = "a b c d e f g h i j k l m n o p q r s t u v w x y z";
    try (PairTokenizer tokenizer = new PairTokenizer(model, true)) {
      TokenizedPair all = tokenizer.encode("x y z", "w");
      TokenizedPair cut = tokenizer.encode(letters, "w");

      assertThat(cut.truncated()).isTrue();
      assertThat(cut.length()).isEqualTo(LENGTH);
      long[] end = Arrays.copyOfRange(all.ids(), 1, all.length());
      assertThat(cut.ids()).endsWith(end);
    }
  }
}
