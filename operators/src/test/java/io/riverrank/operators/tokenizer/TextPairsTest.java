package io.riverrank.operators.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riverrank.operators.model.ModelDirectory;
import io.riverrank.operators.model.ModelException;
import io.riverrank.operators.natives.NativeLibraries;
import io.riverrank.operators.settings.LongDocument;
import io.riverrank.operators.settings.ModelSettings;
import io.riverrank.operators.testing.Rerankers;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Pairs in a chat template: where they are cut, and how their documents are. */
class TextPairsTest {
  private static final int OVERLAP = 10;
  private static final String QUERY = "average rent in canada";
  private static final String LONG_DOCUMENT =
      IntStream.range(0, 900).mapToObj(i -> "word" + i + " 河流").collect(Collectors.joining(" "));

  @BeforeAll
  static void load() {
    NativeLibraries.load(null);
  }

  private interface Check {
    void with(PairTokenizer tokenizer, ModelDirectory model) throws Exception;
  }

  private static void causal(ModelSettings settings, LongDocument mode, Check check)
      throws Exception {
    ModelDirectory model = ModelDirectory.open(Rerankers.CAUSAL.directory(), settings);
    try (PairTokenizer tokenizer = new PairTokenizer(model, false, mode)) {
      check.with(tokenizer, model);
    }
  }

  private static ModelSettings settings() {
    return Rerankers.CAUSAL.settings();
  }

  @Test
  void aTextThatIsCutKeepsTheTemplatesEnd() throws Exception {
    causal(
        settings(),
        LongDocument.TRUNCATE,
        (tokenizer, model) -> {
          TokenizedPair whole = tokenizer.encode(QUERY, "short");
          TokenizedPair cut = tokenizer.encode(QUERY, LONG_DOCUMENT);

          assertThat(cut.truncated()).isTrue();
          assertThat(cut.length()).isEqualTo(model.maxLength());
          assertThat(end(cut)).isEqualTo(end(whole));
        });
  }

  /** The assistant's turn: more than a token of the template's. */
  private static long[] end(TokenizedPair pair) {
    return Arrays.copyOfRange(pair.ids(), pair.length() - 6, pair.length());
  }

  @Test
  void eachChunkIsThePairOfTheQueryAndAPartOfTheText() throws Exception {
    causal(
        settings(),
        new LongDocument(LongDocument.Mode.CHUNK, OVERLAP, 100),
        (tokenizer, model) -> {
          List<TokenizedPair> chunks = tokenizer.encodeAll(QUERY, LONG_DOCUMENT);
          TokenizedPair whole = tokenizer.encode(QUERY, "short");

          assertThat(chunks).hasSizeGreaterThan(10);
          for (TokenizedPair chunk : chunks) {
            assertThat(chunk.length()).isLessThanOrEqualTo(model.maxLength());
            assertThat(chunk.truncated()).isFalse();
            assertThat(end(chunk)).isEqualTo(end(whole));
          }
          assertThat(chunks.get(0).ids()).startsWith(Arrays.copyOf(whole.ids(), 40));
        });
  }

  @Test
  void chunksAreLimitedAndSaySo() throws Exception {
    causal(
        settings(),
        new LongDocument(LongDocument.Mode.CHUNK, OVERLAP, 3),
        (tokenizer, model) ->
            assertThat(tokenizer.encodeAll(QUERY, LONG_DOCUMENT))
                .hasSize(3)
                .allMatch(TokenizedPair::truncated));
  }

  @Test
  void aQueryThatLeavesNoRoomForChunksIsCutAsSentenceTransformersDoes() throws Exception {
    causal(
        settings(),
        new LongDocument(LongDocument.Mode.CHUNK, OVERLAP, 3),
        (tokenizer, model) -> {
          List<TokenizedPair> rows = tokenizer.encodeAll(LONG_DOCUMENT, LONG_DOCUMENT);
          assertThat(rows).hasSize(1);
          assertThat(rows.get(0).ids())
              .isEqualTo(tokenizer.encode(LONG_DOCUMENT, LONG_DOCUMENT).ids());
        });
  }

  @Test
  void aPromptLongerThanTheModelIsRefused() {
    ModelSettings wordy = settings().withPrompt("Read this. ".repeat(500));

    assertThatThrownBy(() -> causal(wordy, LongDocument.TRUNCATE, (tokenizer, model) -> {}))
        .isInstanceOf(ModelException.class)
        .hasMessageContainingAll("prompt", "no room for a text", "rerank.model.prompt");
  }

  @Test
  void aTemplateLongerThanTheUsersLimitIsRefused() {
    ModelSettings narrow =
        new ModelSettings(
                Rerankers.CAUSAL.directory().toString(), null, 20, null, null, false, null)
            .withPrompt("");

    assertThatThrownBy(() -> causal(narrow, LongDocument.TRUNCATE, (tokenizer, model) -> {}))
        .isInstanceOf(ModelException.class)
        .hasMessageContainingAll("template", "20", "rerank.model.max-length");
  }

  @Test
  void textsWithoutATokenFailByThemselves() throws Exception {
    ModelDirectory model =
        ModelDirectory.open(Rerankers.CAUSAL_PLAIN.directory(), Rerankers.CAUSAL_PLAIN.settings());
    try (PairTokenizer tokenizer = new PairTokenizer(model, false)) {
      PairEncoder encoder = tokenizer.encoder();
      assertThatThrownBy(() -> encoder.encodeAll("", ""))
          .isInstanceOf(TokenizerException.class)
          .hasMessageContaining("no token");
      assertThat(encoder.encodeAll("", "a").get(0).length()).isPositive();
    }
  }
}
