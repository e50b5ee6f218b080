package io.riverrank.operators.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.riverrank.operators.model.LocalModel;
import io.riverrank.operators.model.ModelException;
import io.riverrank.operators.natives.NativeLibraries;
import io.riverrank.operators.settings.LongDocument;
import io.riverrank.operators.settings.ModelSettings;
import io.riverrank.operators.testing.TestSettings;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Long documents in chunks, against what Hugging Face's own library makes of them. */
class ChunksTest {
  private static final String LONG = String.join(" ", Collections.nCopies(60, "rent in canada"));

  @BeforeAll
  static void load() {
    NativeLibraries.load(null);
  }

  private static LongDocument chunk(int overlap, int maxChunks) {
    return new LongDocument(LongDocument.Mode.CHUNK, overlap, maxChunks);
  }

  private interface Check {
    void with(PairTokenizer tokenizer) throws TokenizerException;
  }

  private static void tokenizer(String model, int length, LongDocument longDocument, Check check)
      throws IOException, TokenizerException {
    boolean bundled = model.equals(ModelSettings.BUNDLED);
    String uri = bundled ? model : TestSettings.modelDirectory(model).toString();
    String file = bundled ? null : "onnx/model.onnx";
    ModelSettings settings = new ModelSettings(uri, file, length, null, null, false, null);
    try (LocalModel files = LocalModel.obtain(settings);
        PairTokenizer tokenizer = new PairTokenizer(files.directory(), true, longDocument)) {
      check.with(tokenizer);
    }
  }

  static Stream<JsonNode> reference() throws IOException {
    try (InputStream in = ChunksTest.class.getResourceAsStream("/chunks/expected.json")) {
      JsonNode cases = new ObjectMapper().readTree(in);
      return Stream.iterate(0, i -> i < cases.size(), i -> i + 1).map(cases::get);
    }
  }

  private static long[][] rows(JsonNode rows) {
    return new ObjectMapper().convertValue(rows, long[][].class);
  }

  @ParameterizedTest
  @MethodSource("reference")
  void chunksAreTheReferences(JsonNode c) throws Exception {
    String model = c.get("model").asText();
    LongDocument longDocument = chunk(c.get("overlap").asInt(), 100);
    tokenizer(
        model,
        c.get("length").asInt(),
        longDocument,
        tokenizer -> {
          List<TokenizedPair> chunks =
              tokenizer.encodeAll(c.get("query").asText(), c.get("document").asText());
          assertThat(chunks.stream().map(TokenizedPair::ids)).containsExactly(rows(c.get("ids")));
          assertThat(chunks).noneMatch(TokenizedPair::truncated);
          if (model.equals(ModelSettings.BUNDLED)) {
            assertThat(chunks.stream().map(TokenizedPair::typeIds))
                .containsExactly(rows(c.get("types")));
          }
        });
  }

  @Test
  void whatComesAfterTheLastChunkIsCutAndSaidSo() throws Exception {
    tokenizer(
        ModelSettings.BUNDLED,
        40,
        chunk(8, 3),
        tokenizer -> {
          assertThat(tokenizer.encodeAll("average rent", LONG))
              .hasSize(3)
              .allMatch(TokenizedPair::truncated);
        });
  }

  @Test
  void truncationIsOneRowAsBefore() throws Exception {
    tokenizer(
        ModelSettings.BUNDLED,
        40,
        LongDocument.TRUNCATE,
        tokenizer -> {
          List<TokenizedPair> rows = tokenizer.encodeAll("average rent", LONG);
          assertThat(rows).hasSize(1);
          assertThat(rows.get(0).ids()).isEqualTo(tokenizer.encode("average rent", LONG).ids());
          assertThat(rows.get(0).truncated()).isTrue();
        });
  }

  @Test
  void theFirstChunkIsTheTruncatedPair() throws Exception {
    tokenizer(
        ModelSettings.BUNDLED,
        40,
        chunk(8, 9),
        tokenizer -> {
          long[] first = tokenizer.encodeAll("average rent", LONG).get(0).ids();
          assertThat(first).isEqualTo(tokenizer.encode("average rent", LONG).ids());
        });
  }

  @Test
  void aLongQueryLeavesTheDocumentHalf() throws Exception {
    String query = "where to live " + LONG.replace("canada", "france");
    tokenizer(
        ModelSettings.BUNDLED,
        43,
        chunk(8, 100),
        tokenizer -> {
          List<TokenizedPair> chunks = tokenizer.encodeAll(query, LONG);
          long[] first = tokenizer.encode(query, LONG).ids();
          assertThat(chunks.get(0).ids()).isEqualTo(first);
          // [CLS] 20 of the query [SEP] 20 of the document [SEP]; a step is 12 tokens
          assertThat(chunks).hasSize(1 + (int) Math.ceil((180 - 20) / 12.0));
          for (TokenizedPair chunk : chunks) {
            assertThat(chunk.ids()).startsWith(Arrays.copyOf(first, 22));
            assertThat(chunk.truncated()).isTrue();
          }
          assertThat(tokenizer.encodeAll(query, "short"))
              .singleElement()
              .matches(TokenizedPair::truncated);
        });
  }

  @Test
  void anOverlapThatLeavesNoStepIsRefused() {
    assertThatThrownBy(() -> tokenizer(ModelSettings.BUNDLED, 40, chunk(10, 8), tokenizer -> {}))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("rerank.long-document.overlap is 10")
        .hasMessageContaining("set it to 9 or less");
  }

  @ParameterizedTest
  @EnumSource
  void twoHugeTextsAreNotLaidBesideEachOther(LongDocument.Mode mode) throws Exception {
    String huge = "a ".repeat(50_000);
    tokenizer(
        ModelSettings.BUNDLED,
        512,
        new LongDocument(mode, 0, 8),
        tokenizer -> {
          assertThatThrownBy(() -> tokenizer.encodeAll(huge, huge))
              .isInstanceOf(TokenizerException.class)
              .hasMessageContaining("shorten the query");
          assertThat(tokenizer.encodeAll("a", huge)).allMatch(chunk -> chunk.length() <= 512);
          assertThat(tokenizer.encodeAll(huge, "a")).hasSize(1);
        });
  }
}
