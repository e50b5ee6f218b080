package io.riverrank.operators.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;

import io.riverrank.operators.tokenizer.PairTemplate.Part;
import java.util.Arrays;
import java.util.function.BinaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PairTemplateTest {
  private static final long CLS = -1;
  private static final long SEP = -2;

  /** A tokenizer whose tokens are characters; special tokens are those below 0. */
  private record Letters(BinaryOperator<long[]> template) implements PairTemplate.Encoder {
    @Override
    public long[] alone(String text) {
      return text.chars().asLongStream().toArray();
    }

    @Override
    public Part pair(String query, String document) {
      long[] ids = template.apply(alone(query), alone(document));
      // The segment is 1 after the first separator.
      long[] types = new long[ids.length];
      for (int i = 1; i < ids.length; i++) {
        types[i] = Math.max(types[i - 1], ids[i - 1] == SEP ? 1 : 0);
      }
      return new Part(ids, types);
    }
  }

  private static long[] joined(long[]... parts) {
    return Arrays.stream(parts).flatMapToLong(LongStream::of).toArray();
  }

  private static long[] special(long... ids) {
    return ids;
  }

  @Test
  void isWhatStandsAroundTheTexts() throws Exception {
    Letters letters =
        new Letters((q, d) -> joined(special(CLS), q, special(SEP, SEP), d, special(SEP)));

    PairTemplate template = PairTemplate.of(letters);

    assertThat(template.length(3, 4)).isEqualTo(11);
    assertThat(template.ids(letters.alone("abc"), letters.alone("wxyz")))
        .isEqualTo(letters.pair("abc", "wxyz").ids());
    assertThat(template.types(3, 4)).isEqualTo(letters.pair("abc", "wxyz").types());
  }

  @Test
  void mayBeEmpty() throws Exception {
    assertThat(PairTemplate.of(new Letters((q, d) -> joined(q, d))).length(3, 4)).isEqualTo(7);
  }

  @Test
  void thereIsNoneWhereTextsChangePlaces() throws Exception {
    assertThat(PairTemplate.of(new Letters((q, d) -> joined(d, special(SEP), q)))).isNull();
  }

  @Test
  void thereIsNoneWhereATextIsLeftOut() throws Exception {
    assertThat(PairTemplate.of(new Letters((q, d) -> joined(special(CLS), d)))).isNull();
  }

  @Test
  void thereIsNoneWhereATextChangesBesideTheOther() throws Exception {
    Letters letters =
        new Letters((q, d) -> d.length == 0 ? q : joined(special(CLS), q, special(SEP), d));
    assertThat(PairTemplate.of(letters)).isNull();
  }
}
