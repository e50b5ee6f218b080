package io.riverrank.sql;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.table.functions.FunctionDefinition;
import org.apache.flink.table.module.Module;

/** Brings the function {@code RERANK}. */
final class RiverrankModule implements Module {

  private static final String RERANK = "rerank";

  private final RerankFunction rerank;

  /**
   * @param options by their names in SQL, checked
   */
  RiverrankModule(Map<String, String> options) {
    this.rerank = new RerankFunction(options);
  }

  @Override
  public Set<String> listFunctions() {
    return Set.of(RERANK);
  }

  @Override
  public Optional<FunctionDefinition> getFunctionDefinition(String name) {
    return RERANK.equalsIgnoreCase(name) ? Optional.of(rerank) : Optional.empty();
  }
}
