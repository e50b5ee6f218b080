package io.riverrank.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.functions.FunctionDefinition;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.inference.ArgumentCount;
import org.apache.flink.table.types.inference.CallContext;
import org.apache.flink.table.types.inference.ConstantArgumentCount;
import org.apache.flink.table.types.inference.InputTypeStrategy;
import org.apache.flink.table.types.inference.Signature;
import org.apache.flink.table.types.inference.Signature.Argument;
import org.apache.flink.table.types.inference.TypeInference;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeFamily;
import org.apache.flink.table.types.utils.DataTypeUtils;

/**
 * {@code RERANK(query STRING, candidates ARRAY<ROW<text STRING, …>> [, top_k INT [, options
 * MAP<STRING, STRING>]])}, which gives {@code ARRAY<ROW<doc_id, rank, score, …>>}. Values stay in
 * Flink's internal form.
 */
final class RerankTypeInference implements InputTypeStrategy {

  private static final DataType TEXT = DataTypeUtils.toInternalDataType(DataTypes.STRING());
  private static final DataType TOP_K = DataTypeUtils.toInternalDataType(DataTypes.INT());
  private static final DataType OPTIONS =
      DataTypeUtils.toInternalDataType(DataTypes.MAP(DataTypes.STRING(), DataTypes.STRING()));

  static TypeInference create() {
    return TypeInference.newBuilder()
        .inputTypeStrategy(new RerankTypeInference())
        .outputTypeStrategy(
            context -> Optional.of(output(context.getArgumentDataTypes().get(1).getLogicalType())))
        .build();
  }

  /** An array with one row a candidate. */
  private static DataType output(LogicalType candidates) {
    return DataTypeUtils.toInternalDataType(
        new ArrayType(OutputColumns.all(CandidateType.of(candidates)).copy(false)));
  }

  @Override
  public ArgumentCount getArgumentCount() {
    return ConstantArgumentCount.between(2, 4);
  }

  @Override
  public Optional<List<DataType>> inferInputTypes(CallContext context, boolean throwOnFailure) {
    try {
      return Optional.of(types(context));
    } catch (ValidationException e) {
      if (throwOnFailure) {
        throw e;
      }
      return Optional.empty();
    }
  }

  private static List<DataType> types(CallContext context) {
    List<DataType> given = context.getArgumentDataTypes();
    if (!Values.isText(given.get(0).getLogicalType())) {
      throw new ValidationException(
          "RERANK: query is %s; it has to be a STRING"
              .formatted(given.get(0).getLogicalType().asSummaryString()));
    }
    CandidateType.of(given.get(1).getLogicalType());
    List<DataType> types = new ArrayList<>();
    types.add(TEXT);
    types.add(DataTypeUtils.toInternalDataType(given.get(1)));
    if (given.size() > 2) {
      checkTopK(context, given.get(2).getLogicalType());
      types.add(TOP_K);
    }
    if (given.size() > 3) {
      types.add(OPTIONS);
    }
    return types;
  }

  private static void checkTopK(CallContext context, LogicalType type) {
    boolean isNumber = type.is(LogicalTypeFamily.INTEGER_NUMERIC);
    if (!isNumber && !context.isArgumentNull(2)) {
      throw new ValidationException(
          "RERANK: top_k is %s; it has to be an INT".formatted(type.asSummaryString()));
    }
    if (context.isArgumentLiteral(2)) {
      context
          .getArgumentValue(2, Integer.class)
          .filter(k -> k < 1)
          .ifPresent(
              k -> {
                throw new ValidationException(
                    "RERANK: top_k is %d; it has to be at least 1, or be left out".formatted(k));
              });
    }
  }

  @Override
  public List<Signature> getExpectedSignatures(FunctionDefinition definition) {
    Argument query = Argument.of("query", "STRING");
    Argument candidates = Argument.of("candidates", "ARRAY<ROW<doc_id STRING, text STRING, …>>");
    Argument topK = Argument.of("top_k", "INT");
    Argument options = Argument.of("options", "MAP['OPTION', 'VALUE', …]");
    return List.of(
        Signature.of(query, candidates),
        Signature.of(query, candidates, topK),
        Signature.of(query, candidates, topK, options));
  }
}
