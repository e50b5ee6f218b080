package io.riverrank.operators.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OrtEnvironment;
import io.riverrank.operators.model.ModelDirectory;
import io.riverrank.operators.model.ModelException;
import io.riverrank.operators.natives.NativeLibraries;
import io.riverrank.operators.prefix.PrefixFinder;
import io.riverrank.operators.settings.BatchSettings;
import io.riverrank.operators.settings.ExecutionProvider;
import io.riverrank.operators.settings.ExecutionSettings;
import io.riverrank.operators.settings.PaddingSettings;
import io.riverrank.operators.testing.Rerankers;
import io.riverrank.operators.testing.TestSettings;
import io.riverrank.operators.tokenizer.PairTokenizer;
import io.riverrank.operators.tokenizer.TokenPrefix;
import io.riverrank.operators.tokenizer.TokenizedPair;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class KeptPrefixesTest {
  /** 2 layers × 2 × 2 heads × 8 numbers of 4 bytes. */
  private static final long TOKEN_BYTES = 256;

  private static final String WORDS = "rivers rank what others only list ";

  private final OrtEnvironment environment = NativeLibraries.load(null);

  private ModelDirectory model(Rerankers kind) {
    return ModelDirectory.open(kind.directory(), kind.settings());
  }

  private CrossEncoderSession session(Rerankers kind, ExecutionSettings settings) {
    return CrossEncoderSession.load(model(kind), settings, environment);
  }

  private List<TokenizedPair> tokens(int query) throws Exception {
    try (PairTokenizer tokenizer = new PairTokenizer(model(Rerankers.CAUSAL), false)) {
      List<TokenizedPair> pairs = new ArrayList<>();
      for (int document = 0; document < 6; document++) {
        pairs.add(tokenizer.encode(query + " " + WORDS.repeat(query % 4 + 1), document + " x"));
      }
      return pairs;
    }
  }

  private static List<TokenizedPair> sharing(PrefixFinder finder, List<TokenizedPair> pairs) {
    TokenPrefix[] found = finder.find(pairs);
    List<TokenizedPair> sharing = new ArrayList<>();
    for (int i = 0; i < found.length; i++) {
      sharing.add(pairs.get(i).sharing(found[i]));
    }
    return sharing;
  }

  @Test
  void whatIsKeptStaysWithinItsBoundAndGivesTheSameScores() throws Exception {
    long limit = 600 * TOKEN_BYTES;
    try (CrossEncoderSession session =
            session(Rerankers.CAUSAL, TestSettings.cpu(1).withPrefixBytes(limit));
        BatchRunner runner = session.newRunner();
        PairTokenizer tokenizer = new PairTokenizer(session.model(), false)) {
      assertThat(session.longestPrefix()).isEqualTo(300);
      PrefixFinder finder = PrefixFinder.of(tokenizer, session.longestPrefix());
      assertThat(finder.common().length()).as("the template's beginning").isGreaterThan(60);
      Random random = new Random(1);
      long most = 0;
      for (int round = 0; round < 40; round++) {
        List<TokenizedPair> pairs = tokens(random.nextInt(12));
        List<TokenizedPair> sharing = sharing(finder, pairs);
        assertThat(sharing.get(0).prefix()).isNotNull().isNotSameAs(finder.common());

        float[][] shared = runner.run(sharing);

        float[][] whole = runner.run(pairs);
        for (int i = 0; i < pairs.size(); i++) {
          assertThat(shared[i][0]).isCloseTo(whole[i][0], within(1e-5f));
        }
        assertThat(session.prefixBytes()).isPositive().isLessThanOrEqualTo(limit);
        most = Math.max(most, session.prefixBytes());
      }
      assertThat(most).as("as much as there is room for").isGreaterThan(limit / 2);
    }
  }

  @Test
  void nothingIsSharedWhereItIsSwitchedOffOrAScoreWouldDependOnTheShape() {
    try (CrossEncoderSession off =
            session(Rerankers.CAUSAL, TestSettings.cpu(1).withPrefixBytes(0));
        CrossEncoderSession encoder = session(Rerankers.DENSE, TestSettings.cpu(1));
        CrossEncoderSession shaped =
            CrossEncoderSession.load(
                model(Rerankers.CAUSAL),
                TestSettings.cpu(1),
                new BatchSettings(512, 64, 0, new PaddingSettings(8, false)),
                environment)) {
      assertThat(off.longestPrefix()).isZero();
      assertThat(encoder.longestPrefix()).isZero();
      assertThat(shaped.longestPrefix()).isZero();
    }
  }

  @Test
  void whoCannotRunAPastSaysSo() {
    for (ExecutionProvider provider :
        List.of(ExecutionProvider.OPENVINO, ExecutionProvider.TENSORRT)) {
      assertThatThrownBy(
              () -> new Device(provider, 0).require(TestSettings.cpu(1), model(Rerankers.CAUSAL)))
          .isInstanceOf(ModelException.class)
          .hasMessageContaining("input past")
          .hasMessageContaining("--prefixes never");
    }
  }
}
