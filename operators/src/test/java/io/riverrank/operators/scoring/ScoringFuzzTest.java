package io.riverrank.operators.scoring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.riverrank.operators.settings.BatchSettings;
import io.riverrank.operators.settings.ModelSettings;
import io.riverrank.operators.testing.ParityCases;
import io.riverrank.operators.testing.TestSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.provider.MethodSource;

/** Any texts, with the tiny models: a finite score or a reason, the same alone and in a batch. */
class ScoringFuzzTest {

  private static final BatchSettings ALONE = new BatchSettings(1, 1, 0);
  private static final int MAX_PAIRS = 6;
  private static final int MAX_CHARS = 20_000;
  private static final int MAX_SEED_CHARS = 200;
  private static final char END = '\u0001';
  private static final char LONE_SURROGATE = '\ud83d';

  /** Short, so that truncation is as common as its absence. */
  private static final int MAX_LENGTH = 48;

  private static final List<Model> MODELS = new ArrayList<>();

  @BeforeAll
  static void loadModels() throws Exception {
    for (String name : new String[] {"xlmr-tiny", "gte-tiny"}) {
      MODELS.add(Model.load(TestSettings.modelDirectory(name)));
    }
  }

  @AfterAll
  static void closeModels() {
    MODELS.forEach(Model::close);
    MODELS.clear();
  }

  static List<byte[]> seeds() {
    List<byte[]> seeds = new ArrayList<>();
    List<TextPair> pairs = ParityCases.pairs();
    for (int i = 0; i + MAX_PAIRS <= pairs.size(); i += MAX_PAIRS) {
      StringBuilder texts = new StringBuilder().append((char) (seeds.size() % 2));
      for (TextPair pair : pairs.subList(i, i + MAX_PAIRS)) {
        texts.append(start(pair.query())).append(END).append(start(pair.document())).append(END);
      }
      seeds.add(texts.toString().getBytes(UTF_8));
    }
    return seeds;
  }

  /**
   * @param data the model's number, then texts of queries and documents in turn
   */
  @MethodSource("seeds")
  @FuzzTest(maxDuration = "5m")
  void everyPairIsScoredOrSaysWhyNot(byte[] data) throws Exception {
    if (data.length == 0) {
      return;
    }
    Model model = MODELS.get((data[0] & 0xFF) % MODELS.size());
    List<TextPair> pairs = pairs(new String(data, 1, data.length - 1, UTF_8));

    List<PairScore> together = model.batched().predict(pairs);

    assertThat(together).hasSameSizeAs(pairs);
    for (int i = 0; i < pairs.size(); i++) {
      PairScore score = together.get(i);
      PairScore alone = model.alone().predict(List.of(pairs.get(i))).get(0);
      assertThat(alone.error()).isEqualTo(score.error());
      if (score.error() == null) {
        assertThat(score.logit()).isFinite().isCloseTo(alone.logit(), within(1e-5f));
        assertThat(score.score()).isBetween(0f, 1f);
        requireTokens(model, pairs.get(i), score);
      } else {
        assertThat(score.error()).isNotBlank();
      }
    }
  }

  private static void requireTokens(Model model, TextPair pair, PairScore score) {
    int all =
        model.untruncated().encode(pair.query(), pair.document(), true, false).getIds().length;
    assertThat(score.truncated()).isEqualTo(all > MAX_LENGTH);
    assertThat(score.tokens()).isEqualTo(Math.min(all, MAX_LENGTH));
  }

  private static List<TextPair> pairs(String texts) {
    // What isn't UTF-8 becomes what no UTF-8 holds: lone surrogates.
    String[] each = texts.replace('\uFFFD', LONE_SURROGATE).split(String.valueOf(END), -1);
    List<TextPair> pairs = new ArrayList<>();
    for (int i = 0; i + 1 < each.length && pairs.size() < MAX_PAIRS; i += 2) {
      pairs.add(new TextPair(repeated(each[i]), repeated(each[i + 1])));
    }
    return pairs;
  }

  /** A text whose last character is a digit is repeated as often as it says, by powers of two. */
  private static String repeated(String text) {
    int last = text.isEmpty() ? -1 : Character.digit(text.charAt(text.length() - 1), 10);
    return last > 0 && text.length() << last < MAX_CHARS ? text.repeat(1 << last) : text;
  }

  private static String start(String text) {
    return text.length() > MAX_SEED_CHARS ? text.substring(0, MAX_SEED_CHARS) : text;
  }

  private record Model(CrossEncoder batched, CrossEncoder alone, HuggingFaceTokenizer untruncated) {

    static Model load(Path directory) throws Exception {
      ModelSettings settings =
          new ModelSettings(
              directory.toString(), "onnx/model.onnx", MAX_LENGTH, null, null, false, null);
      CrossEncoder batched =
          CrossEncoder.load(settings, TestSettings.cpu(1), new BatchSettings(4096, 64, 0));
      return new Model(
          batched,
          CrossEncoder.load(settings, TestSettings.cpu(1), ALONE),
          HuggingFaceTokenizer.newInstance(
              directory.resolve("tokenizer.json"),
              Map.of("truncation", "do_not_truncate", "padding", "do_not_pad")));
    }

    void close() {
      batched.close();
      alone.close();
      untruncated.close();
    }
  }
}
