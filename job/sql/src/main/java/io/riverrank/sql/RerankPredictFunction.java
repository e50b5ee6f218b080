package io.riverrank.sql;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javax.annotation.Nullable;
import org.apache.flink.table.api.config.ExecutionConfigOptions;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.functions.AsyncPredictFunction;
import org.apache.flink.table.functions.FunctionContext;
import org.apache.flink.table.functions.SpecializedFunction;
import org.apache.flink.table.functions.UserDefinedFunction;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.LogicalType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a call of {@code ML_PREDICT} runs: a score of each row, or a ranking of each row.
 *
 * <p>Every input row gives at least one output row, since Flink would drop it otherwise: a row
 * without candidates gives one whose columns are all NULL.
 */
public final class RerankPredictFunction extends AsyncPredictFunction
    implements SpecializedFunction {

  private static final long serialVersionUID = 1;
  private static final Logger LOG = LoggerFactory.getLogger(RerankPredictFunction.class);

  private final ModelSignature signature;
  private final SqlSettings settings;
  private final int concurrency;
  @Nullable private final CandidateType candidates;
  private final OutputColumns columns;
  private transient PairScoring scoring;

  RerankPredictFunction(ModelSignature signature, SqlSettings settings, int concurrency) {
    this(signature, settings, concurrency, signature.input().getChildren());
  }

  private RerankPredictFunction(
      ModelSignature signature, SqlSettings settings, int concurrency, List<LogicalType> types) {
    this.signature = signature;
    this.settings = settings;
    this.concurrency = concurrency;
    this.candidates = signature.candidates(types);
    this.columns = OutputColumns.of(signature.output(), candidates);
  }

  /**
   * The same for the types that the call really passes: Flink takes other types than the declared
   * ones and hands their values over as they are.
   */
  @Override
  public UserDefinedFunction specialize(SpecializedContext context) {
    List<LogicalType> types =
        context.getCallContext().getArgumentDataTypes().stream()
            .map(DataType::getLogicalType)
            .toList();
    return new RerankPredictFunction(signature, settings, concurrency, types);
  }

  @Override
  public void open(FunctionContext context) throws Exception {
    scoring =
        new PairScoring(
            ScoringClient.open(settings.scoring(), context), settings, signature.errors(settings));
    warnOfStarvation(context);
  }

  private void warnOfStarvation(FunctionContext context) {
    int rows = settings.scoring().batch().maxRows();
    boolean isFirst = context.getTaskInfo().getIndexOfThisSubtask() == 0;
    if (candidates == null && concurrency < rows && isFirst) {
      LOG.warn(
          "At most {} pairs of a subtask are in flight, too few to fill micro-batches of {}; SET"
              + " '{}' = '1000', or call ML_PREDICT with MAP['max-concurrent-operations', '1000']",
          concurrency,
          rows,
          ExecutionConfigOptions.TABLE_EXEC_ASYNC_ML_PREDICT_MAX_CONCURRENT_OPERATIONS.key());
    }
  }

  @Override
  public CompletableFuture<Collection<RowData>> asyncPredict(RowData row) {
    int query = signature.queryIndex();
    int other = signature.otherIndex();
    String queryText = text(row, query);
    if (candidates == null) {
      return scoring
          .score(queryText, text(row, other))
          .thenApply(outcome -> List.of(columns.row(outcome, scoring.model())));
    }
    return scoring
        .rank(
            queryText,
            row.isNullAt(other) ? null : row.getArray(other),
            candidates,
            settings.topK())
        .thenApply(this::rows);
  }

  private Collection<RowData> rows(List<Outcome> outcomes) {
    List<Outcome> put = outcomes.isEmpty() ? List.of(Outcome.NOTHING) : outcomes;
    return put.stream().map(outcome -> columns.row(outcome, scoring.model())).toList();
  }

  @Nullable
  private static String text(RowData row, int index) {
    return row.isNullAt(index) ? null : row.getString(index).toString();
  }

  @Override
  public void close() throws Exception {
    if (scoring != null) {
      scoring.close();
    }
  }
}
