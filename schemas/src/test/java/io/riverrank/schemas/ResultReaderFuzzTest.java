package io.riverrank.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the bytes are: a result that is written and read as the same, or one sentence. */
class ResultReaderFuzzTest {

  private static final ResultReader REUSED = new ResultReader();

  static List<byte[]> seeds() throws IOException {
    List<byte[]> seeds = new ArrayList<>(Corpus.of(ResultReaderFuzzTest.class));
    seeds.add(new ResultEncoder(true).encode(Results.full()));
    seeds.add(new ResultEncoder(false).encode(Results.minimal()));
    return seeds;
  }

  @MethodSource("seeds")
  @FuzzTest(maxDuration = "5m")
  void everyValueIsAResultOrASentence(byte[] value) throws IOException {
    RerankResult read;
    try {
      read = REUSED.read(value);
    } catch (IOException e) {
      assertThat(e.getMessage()).startsWith("not a result: ").hasSizeLessThan(500);
      assertThat(e.getMessage().chars().noneMatch(Character::isISOControl)).isTrue();
      return;
    }
    RerankResult again =
        new ResultReader().read(new ResultEncoder(read.allScores() != null).encode(read));
    assertThat(again).isEqualTo(read);
  }
}
