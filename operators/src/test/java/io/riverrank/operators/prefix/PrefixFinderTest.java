package io.riverrank.operators.prefix;

import static org.assertj.core.api.Assertions.assertThat;

import io.riverrank.operators.tokenizer.TokenPrefix;
import io.riverrank.operators.tokenizer.TokenizedPair;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PrefixFinderTest {
  private static final TokenPrefix TEMPLATE = new TokenPrefix(range(0, 40), null);

  private final PrefixFinder finder = new PrefixFinder(TEMPLATE, 1_000);

  private static long[] range(long from, long to) {
    return LongStream.range(from, to).toArray();
  }

  private static TokenizedPair pair(long[]... parts) {
    return new TokenizedPair(
        Arrays.stream(parts).flatMapToLong(Arrays::stream).toArray(), null, false);
  }

  /** Template, a query of 30 tokens, and a document of its own. */
  private static TokenizedPair pair(long query, long document) {
    return pair(range(0, 40), range(query * 100, query * 100 + 30), new long[] {-document, 7, 8});
  }

  @Test
  void documentsOfAQueryShareItAndTheTemplate() {
    List<TokenizedPair> pairs = new ArrayList<>();
    for (long document = 1; document <= 5; document++) {
      pairs.add(pair(3, document));
      pairs.add(pair(4, document));
    }
    pairs.add(pair(5, 1));

    TokenPrefix[] found = finder.find(pairs);

    for (int i = 0; i < 10; i++) {
      assertThat(found[i].length()).isEqualTo(70);
      assertThat(found[i].begins(pairs.get(i).ids())).isTrue();
      assertThat(found[i].before()).isSameAs(TEMPLATE);
    }
    assertThat(found[0]).isEqualTo(found[2]).isNotEqualTo(found[1]);
    assertThat(found[10]).as("of the query with one document").isSameAs(TEMPLATE);
  }

  @Test
  void aPrefixThatSavesLessThanItCostsIsNone() {
    List<TokenizedPair> pairs =
        List.of(
            pair(range(0, 40), new long[] {1, 2}, range(50, 60)),
            pair(range(0, 40), new long[] {1, 2}, range(70, 90)));

    assertThat(finder.find(pairs)).containsOnly(TEMPLATE);
  }

  @Test
  void whatBeginsOtherwiseSharesNothing() {
    TokenizedPair cut = pair(range(20, 60));
    TokenizedPair notBeyond = pair(range(0, 40));

    assertThat(finder.find(List.of(cut, notBeyond))).containsOnlyNulls();
    assertThat(new PrefixFinder(null, 100).find(List.of(cut))).containsOnlyNulls();
    assertThat(finder.find(List.of())).isEmpty();
  }

  @Test
  void equalPairsKeepATokenOfTheirOwn() {
    List<TokenizedPair> pairs = List.of(pair(range(0, 500)), pair(range(0, 500)));

    assertThat(finder.find(pairs)).extracting(TokenPrefix::length).containsOnly(499);
  }

  @Test
  void noPrefixIsLongerThanThereIsRoomFor() {
    List<TokenizedPair> pairs = List.of(pair(range(0, 500)), pair(range(0, 501)));

    assertThat(new PrefixFinder(TEMPLATE, 300).find(pairs))
        .extracting(TokenPrefix::length)
        .containsOnly(300);
  }

  @Test
  void everyPrefixIsItsPairsBeginningAndTheFewestTokensAreRead() {
    Random random = new Random(11);
    for (int round = 0; round < 200; round++) {
      List<TokenizedPair> pairs = new ArrayList<>();
      for (int i = 0; i < 30; i++) {
        int length = 1 + random.nextInt(60);
        long[] own = random.longs(length, 0, 2).sorted().toArray();
        pairs.add(random.nextInt(5) == 0 ? pair(own) : pair(range(0, 40), own));
      }

      TokenPrefix[] found = finder.find(pairs);

      int whole = 0;
      int read = 0;
      List<TokenPrefix> distinct = new ArrayList<>();
      for (int i = 0; i < found.length; i++) {
        TokenPrefix prefix = found[i];
        assertThat(prefix == null || prefix.begins(pairs.get(i).ids())).isTrue();
        whole +=
            pairs.get(i).sharing(TEMPLATE.begins(pairs.get(i).ids()) ? TEMPLATE : null).ownLength();
        read += pairs.get(i).sharing(prefix).ownLength();
        if (prefix != null && prefix != TEMPLATE && !distinct.contains(prefix)) {
          distinct.add(prefix);
          read += prefix.length() - (prefix.before() == null ? 0 : prefix.before().length());
        }
      }
      assertThat(read).isLessThanOrEqualTo(whole);
    }
  }
}
