package io.riverrank.tools.evaluate.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riverrank.job.errors.UserException;
import io.riverrank.job.parquet.ParquetFiles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Labels and scores of Parquet files by their types. */
class ParquetPairsTest {

  private static final Columns COLUMNS =
      new Columns("query", "text", "label", "original_score", null, null, false);

  private static List<LabelledPair> pairs(String resource) throws IOException {
    InputFile file = InputFile.of(ParquetFiles.resource(resource + ".parquet").toString());
    List<LabelledPair> pairs = new ArrayList<>();
    try (PairSource source = PairSource.open(file, COLUMNS)) {
      for (LabelledPair pair = source.next(); pair != null; pair = source.next()) {
        pairs.add(pair);
      }
    }
    return pairs;
  }

  @Test
  void decimals() throws Exception {
    assertThat(pairs("p9_decimal")).extracting(LabelledPair::label).containsExactly(0.5, 0.0);
    assertThat(pairs("p9_decimal")).extracting(LabelledPair::score).containsExactly(12.5, 11.25);
  }

  @Test
  void booleanLabelsAndMissingScores() throws Exception {
    assertThat(pairs("nan_bool")).extracting(LabelledPair::label).containsExactly(1.0, 0.0);
    assertThat(pairs("nan_bool")).extracting(LabelledPair::score).containsExactly(Double.NaN, 0.5);
  }

  @Test
  void whatCantBeReadIsNamed() {
    assertThatThrownBy(() -> pairs("codec_brotli"))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("codec_brotli.parquet can't be read as Parquet after row 0: column ")
        .hasMessageContaining("is compressed with brotli, which isn't read");
    Columns latin1 = new Columns("query", "text", "query_id", null, null, null, false);
    assertThatThrownBy(
            () ->
                PairSource.open(
                        InputFile.of(ParquetFiles.resource("latin1_binary.parquet").toString()),
                        latin1)
                    .next())
        .isInstanceOf(UserException.class)
        .hasMessageContaining("row 1 has text that is not UTF-8 in \"text\"");
  }
}
