package io.riverrank.sql;

import io.riverrank.operators.scoring.PairScore;
import io.riverrank.schemas.ModelInfo;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import javax.annotation.Nullable;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.types.logical.BooleanType;
import org.apache.flink.table.types.logical.DoubleType;
import org.apache.flink.table.types.logical.IntType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeRoot;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.VarCharType;

/** The columns that are put out for a pair, chosen by their names. */
final class OutputColumns implements Serializable {

  /** A value of one outcome; null where the outcome has none. */
  interface Column extends Serializable {
    @Nullable
    Object value(Outcome outcome, ModelInfo model);
  }

  static final String ERROR = "error";

  private static final LogicalType DOUBLE = new DoubleType();
  private static final LogicalType INT = new IntType();
  private static final LogicalType BOOLEAN = new BooleanType();
  private static final LogicalType STRING = VarCharType.STRING_TYPE;

  /** What there is of every pair, with the type that says most. */
  private record Computed(LogicalType type, Column column) {}

  private static final Map<String, Computed> OF_A_PAIR = new LinkedHashMap<>();
  private static final Map<String, Computed> OF_A_CANDIDATE = new LinkedHashMap<>();

  static {
    OF_A_PAIR.put("score", new Computed(DOUBLE, ofScore(PairScore::score)));
    OF_A_PAIR.put("logit", new Computed(DOUBLE, ofScore(PairScore::logit)));
    OF_A_PAIR.put("truncated", new Computed(BOOLEAN, ofScore(PairScore::truncated)));
    OF_A_PAIR.put("tokens", new Computed(INT, ofScore(PairScore::tokens)));
    OF_A_PAIR.put(
        ERROR, new Computed(STRING, (outcome, model) -> StringData.fromString(outcome.error())));
    OF_A_PAIR.put(
        "model",
        new Computed(STRING, (outcome, model) -> StringData.fromString(model.fingerprint())));
    OF_A_CANDIDATE.put("rank", new Computed(INT, (outcome, model) -> outcome.rank()));
    OF_A_CANDIDATE.putAll(OF_A_PAIR);
    OF_A_CANDIDATE.put("original_rank", new Computed(INT, (outcome, model) -> outcome.position()));
  }

  private final List<Column> columns;

  private OutputColumns(List<Column> columns) {
    this.columns = columns;
  }

  private interface Property extends Function<PairScore, Object>, Serializable {}

  private static Column ofScore(Property property) {
    return (outcome, model) -> outcome.score() == null ? null : property.apply(outcome.score());
  }

  /**
   * @param candidates null where the input is a pair
   * @throws ValidationException for a column that there is not, or not of this type
   */
  static OutputColumns of(RowType output, @Nullable CandidateType candidates) {
    List<Column> columns = new ArrayList<>();
    for (RowType.RowField field : output.getFields()) {
      columns.add(column(field.getName(), field.getType(), candidates));
    }
    return new OutputColumns(columns);
  }

  private static Column column(String name, LogicalType type, @Nullable CandidateType candidates) {
    Computed computed = (candidates == null ? OF_A_PAIR : OF_A_CANDIDATE).get(name);
    Optional<LogicalType> field = candidates == null ? Optional.empty() : candidates.field(name);
    boolean isField = field.isPresent() && (computed == null || name.equals("original_rank"));
    if (isField) {
      return copied(name, field.get(), type, candidates);
    }
    if (computed == null) {
      throw new ValidationException(
          "there is no output column '%s'; there are %s"
              .formatted(name, String.join(", ", names(candidates))));
    }
    Values.Conversion conversion =
        conversion(computed.type(), type).orElseThrow(() -> wrongType(name, computed.type(), type));
    Column column = computed.column();
    return (outcome, model) -> Values.convert(conversion, column.value(outcome, model));
  }

  private static Column copied(
      String name, LogicalType from, LogicalType to, CandidateType candidates) {
    RowData.FieldGetter getter = candidates.getter(name);
    Values.Conversion conversion =
        Values.between(from, to).orElseThrow(() -> wrongType(name, from, to));
    return (outcome, model) ->
        outcome.candidate() == null
            ? null
            : Values.convert(conversion, getter.getFieldOrNull(outcome.candidate()));
  }

  private static Optional<Values.Conversion> conversion(LogicalType from, LogicalType to) {
    // A score is a float: nothing is lost.
    boolean isFloat = from.is(LogicalTypeRoot.DOUBLE) && to.is(LogicalTypeRoot.FLOAT);
    boolean isNumber = from.is(LogicalTypeRoot.DOUBLE) || from.is(LogicalTypeRoot.INTEGER);
    return isNumber
            && (isFloat || from.is(to.getTypeRoot()) || Values.between(from, to).isPresent())
        ? Values.toNumber(to)
        : Values.between(from, to);
  }

  private static ValidationException wrongType(String name, LogicalType from, LogicalType to) {
    return new ValidationException(
        "output column '%s' is declared as %s; it is %s"
            .formatted(name, to.asSummaryString(), from.copy(true).asSummaryString()));
  }

  private static List<String> names(@Nullable CandidateType candidates) {
    List<String> names = new ArrayList<>();
    if (candidates != null) {
      names.addAll(candidates.row().getFieldNames());
    }
    (candidates == null ? OF_A_PAIR : OF_A_CANDIDATE)
        .keySet().stream().filter(name -> !names.contains(name)).forEach(names::add);
    return names;
  }

  /** All that there is of a candidate, the identity and the ranking first; not its text. */
  static RowType all(CandidateType candidates) {
    Map<String, LogicalType> types = new LinkedHashMap<>();
    candidates.field("doc_id").ifPresent(type -> types.put("doc_id", type));
    for (String name : List.of("rank", "score", "logit", "original_rank", "truncated", ERROR)) {
      types.put(name, OF_A_CANDIDATE.get(name).type());
    }
    candidates.field("original_rank").ifPresent(type -> types.put("original_rank", type));
    for (RowType.RowField field : candidates.row().getFields()) {
      if (!field.getName().equals(CandidateType.TEXT)) {
        types.putIfAbsent(field.getName(), field.getType());
      }
    }
    List<RowType.RowField> fields = new ArrayList<>();
    // A candidate that is NULL has no values at all.
    types.forEach((name, type) -> fields.add(new RowType.RowField(name, type.copy(true))));
    return new RowType(fields);
  }

  RowData row(Outcome outcome, ModelInfo model) {
    GenericRowData row = new GenericRowData(columns.size());
    for (int i = 0; i < columns.size(); i++) {
      row.setField(i, columns.get(i).value(outcome, model));
    }
    return row;
  }
}
