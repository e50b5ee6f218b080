package io.riverrank.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.RowType;
import org.junit.jupiter.api.Test;

class ModelSignatureTest {

  private static final RowType SCORE = row(DataTypes.FIELD("score", DataTypes.DOUBLE()));
  private static final SqlSettings SETTINGS =
      SqlSettingsFactory.create(Map.of("model.uri", "bundled"));

  private static RowType row(DataTypes.Field... fields) {
    return (RowType) DataTypes.ROW(fields).getLogicalType();
  }

  private static ModelSignature input(String name, DataType type) {
    return new ModelSignature(
        row(DataTypes.FIELD("query", DataTypes.STRING()), DataTypes.FIELD(name, type)), SCORE);
  }

  @Test
  void columnsOfTheInputAreFoundByName() {
    ModelSignature signature =
        new ModelSignature(
            row(
                DataTypes.FIELD("document", DataTypes.VARCHAR(9)),
                DataTypes.FIELD("query", DataTypes.STRING())),
            SCORE);

    signature.check(SETTINGS);

    assertThat(signature.isList()).isFalse();
    assertThat(signature.queryIndex()).isEqualTo(1);
    assertThat(signature.otherIndex()).isEqualTo(0);
  }

  @Test
  void wrongInputsAreOneSentence() {
    assertRefused(input("document", DataTypes.INT()), "document is INT; it has to be a STRING");
    assertRefused(
        input("text", DataTypes.STRING()),
        "INPUT has the columns [query, text]; it has to be (query STRING, document STRING) or"
            + " (query STRING, candidates ARRAY<ROW<text STRING, …>>)");
    assertRefused(
        input("candidates", DataTypes.ARRAY(DataTypes.STRING())),
        "candidates are ARRAY<STRING>; they have to be ARRAY<ROW<text STRING, …>>, as in"
            + " ARRAY<ROW<doc_id STRING, text STRING>>");
  }

  private static void assertRefused(ModelSignature signature, String message) {
    assertThatThrownBy(() -> signature.check(SETTINGS))
        .isInstanceOf(ValidationException.class)
        .hasMessage(message);
  }
}
