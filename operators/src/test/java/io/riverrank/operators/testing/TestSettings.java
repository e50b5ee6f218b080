package io.riverrank.operators.testing;

import io.riverrank.operators.settings.BatchSettings;
import io.riverrank.operators.settings.ExecutionProvider;
import io.riverrank.operators.settings.ExecutionSettings;
import io.riverrank.operators.settings.GroupSettings;
import io.riverrank.operators.settings.ModelSettings;
import io.riverrank.operators.settings.OperatorLimits;
import io.riverrank.operators.settings.RerankSettings;
import io.riverrank.operators.settings.ScoreCacheSettings;
import java.net.URISyntaxException;
import java.nio.file.Path;

/** Settings for tests: small limits, short times, the models of the test resources. */
public final class TestSettings {
  public static final BatchSettings BATCH = new BatchSettings(2048, 32, 0);
  public static final GroupSettings GROUPS = new GroupSettings(10_000, 60_000, 20_000, 3_600_000);
  public static final OperatorLimits LIMITS = new OperatorLimits(1_000, 10_000_000, 100, 1_000);
  public static final ModelSettings BUNDLED = ModelSettings.of(ModelSettings.BUNDLED);

  private TestSettings() {}

  public static ExecutionSettings cpu(int callers) {
    return new ExecutionSettings(ExecutionProvider.CPU, null, callers, 1, 1, null);
  }

  public static RerankSettings rerank() {
    return rerank(GROUPS, LIMITS);
  }

  public static RerankSettings rerank(GroupSettings groups, OperatorLimits limits) {
    return new RerankSettings(BUNDLED, cpu(2), BATCH, ScoreCacheSettings.OFF, groups, limits);
  }

  /** A model directory of the test resources. */
  public static Path modelDirectory(String name) {
    return resource("/models/" + name + "/config.json").getParent();
  }

  /** A file of the test resources. */
  public static Path resource(String name) {
    try {
      return Path.of(TestSettings.class.getResource(name).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
