package io.riverrank.sql;

import io.riverrank.operators.options.SettingsException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import javax.annotation.Nullable;
import org.apache.flink.table.catalog.DataTypeFactory;
import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.MapData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.functions.AsyncScalarFunction;
import org.apache.flink.table.functions.FunctionContext;
import org.apache.flink.table.functions.SpecializedFunction;
import org.apache.flink.table.functions.UserDefinedFunction;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.inference.TypeInference;

/**
 * {@code RERANK(query, candidates [, top_k [, options]])}: the candidates by score, as an array.
 *
 * <p>NULL where an argument is NULL. Options override the module's for this call; they are a
 * constant, and Flink shows a constant map to nobody before it runs: a model that only a call names
 * is loaded at its first row.
 */
public final class RerankFunction extends AsyncScalarFunction implements SpecializedFunction {

  private static final long serialVersionUID = 1;

  /** Different options that one call may see: they have to be a constant, not a column. */
  private static final int MOST_OPTIONS = 4;

  private final TreeMap<String, String> options;
  private final boolean hasOwnOptions;
  @Nullable private final CandidateType candidates;
  @Nullable private final OutputColumns columns;
  private transient FunctionContext context;
  private transient Map<Map<String, String>, Call> calls;

  /** What runs a call with certain options. */
  private record Call(PairScoring scoring, SqlSettings settings) {}

  /**
   * @param options of the module, by their names in SQL
   */
  RerankFunction(Map<String, String> options) {
    this(options, false, null);
  }

  /**
   * @param hasOwnOptions whether the call has a fourth argument
   */
  private RerankFunction(
      Map<String, String> options, boolean hasOwnOptions, @Nullable CandidateType candidates) {
    this.options = new TreeMap<>(options);
    this.hasOwnOptions = hasOwnOptions;
    this.candidates = candidates;
    this.columns =
        candidates == null ? null : OutputColumns.of(OutputColumns.all(candidates), candidates);
  }

  @Override
  public TypeInference getTypeInference(DataTypeFactory typeFactory) {
    return RerankTypeInference.create();
  }

  /** A model is no matter of planning. */
  @Override
  public boolean supportsConstantFolding() {
    return false;
  }

  @Override
  public UserDefinedFunction specialize(SpecializedContext specialized) {
    List<DataType> arguments = specialized.getCallContext().getArgumentDataTypes();
    return new RerankFunction(
        options, arguments.size() > 3, CandidateType.of(arguments.get(1).getLogicalType()));
  }

  @Override
  public void open(FunctionContext functionContext) throws Exception {
    context = functionContext;
    calls = new HashMap<>();
    if (!hasOwnOptions) {
      call(null);
    }
  }

  public void eval(CompletableFuture<ArrayData> result, StringData query, ArrayData elements)
      throws Exception {
    eval(result, query, elements, null, null);
  }

  public void eval(
      CompletableFuture<ArrayData> result,
      StringData query,
      ArrayData elements,
      @Nullable Integer topK)
      throws Exception {
    eval(result, query, elements, topK, null);
  }

  public void eval(
      CompletableFuture<ArrayData> result,
      @Nullable StringData query,
      @Nullable ArrayData elements,
      @Nullable Integer topK,
      @Nullable MapData overrides)
      throws Exception {
    Call call = call(overrides);
    if (query == null || elements == null) {
      result.complete(null);
      return;
    }
    Integer kept = topK == null ? call.settings().topK() : topK;
    call.scoring()
        .rank(query.toString(), elements, candidates, kept)
        .thenApply(outcomes -> array(outcomes, call.scoring()))
        .whenComplete(
            (ranking, failure) -> {
              if (failure == null) {
                result.complete(ranking);
              } else {
                result.completeExceptionally(failure);
              }
            });
  }

  private ArrayData array(List<Outcome> outcomes, PairScoring scoring) {
    return new GenericArrayData(
        outcomes.stream().map(outcome -> columns.row(outcome, scoring.model())).toArray());
  }

  private Call call(@Nullable MapData overrides) throws Exception {
    Map<String, String> said = overrides == null ? Map.of() : read(overrides);
    Call known = calls.get(said);
    if (known != null) {
      return known;
    }
    if (calls.size() == MOST_OPTIONS) {
      throw new SettingsException(
          "RERANK: the fourth argument has to be a constant, such as MAP['model.uri', 'DIRECTORY']");
    }
    Map<String, String> merged = new TreeMap<>(options);
    merged.putAll(said);
    SqlSettings settings = SqlSettingsFactory.create(merged);
    ErrorHandling errors = settings.errors() == null ? ErrorHandling.COLUMN : settings.errors();
    Call call =
        new Call(
            new PairScoring(ScoringClient.open(settings.scoring(), context), settings, errors),
            settings);
    calls.put(said, call);
    return call;
  }

  private static Map<String, String> read(MapData map) {
    ArrayData keys = map.keyArray();
    ArrayData values = map.valueArray();
    Map<String, String> read = new TreeMap<>();
    for (int i = 0; i < map.size(); i++) {
      read.put(
          keys.getString(i).toString(), values.isNullAt(i) ? null : values.getString(i).toString());
    }
    return read;
  }

  @Override
  public void close() {
    if (calls != null) {
      calls.values().forEach(call -> call.scoring().close());
    }
  }
}
