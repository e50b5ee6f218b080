package io.riverrank.sql;

import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.table.api.config.ExecutionConfigOptions;
import org.apache.flink.table.catalog.ResolvedCatalogModel;
import org.apache.flink.table.catalog.ResolvedSchema;
import org.apache.flink.table.factories.FactoryUtil;
import org.apache.flink.table.factories.ModelProviderFactory;
import org.apache.flink.table.ml.ModelProvider;
import org.apache.flink.table.types.logical.RowType;

/**
 * The provider of {@code CREATE MODEL … WITH ('provider' = 'riverrank', …)}. Flink asks for it when
 * a query with the model is planned, so that is when a wrong model is refused.
 */
public final class RiverrankModelFactory extends RiverrankFactory implements ModelProviderFactory {

  @Override
  public ModelProvider createModelProvider(Context context) {
    ResolvedCatalogModel model = context.getCatalogModel();
    Map<String, String> options = new TreeMap<>(model.getOptions());
    options.remove(FactoryUtil.PROVIDER.key());
    SqlSettings settings = SqlSettingsFactory.create(options);
    ModelSignature signature =
        new ModelSignature(
            rowType(model.getResolvedInputSchema()), rowType(model.getResolvedOutputSchema()));
    signature.check(settings);
    return new RiverrankModel(
        signature,
        settings,
        context
            .getConfiguration()
            .get(ExecutionConfigOptions.TABLE_EXEC_ASYNC_ML_PREDICT_MAX_CONCURRENT_OPERATIONS));
  }

  private static RowType rowType(ResolvedSchema schema) {
    return (RowType) schema.toPhysicalRowDataType().getLogicalType();
  }
}
