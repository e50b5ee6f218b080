package io.riverrank.job.backfill;

import io.riverrank.operators.model.LocalModel;
import io.riverrank.operators.model.ModelException;
import io.riverrank.operators.settings.ModelSettings;
import java.io.IOException;
import javax.annotation.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which model's files a backfill begins with, found out before its job is submitted. */
final class ModelFingerprint {

  private static final Logger LOG = LoggerFactory.getLogger(ModelFingerprint.class);

  private ModelFingerprint() {}

  /**
   * As results carry it; a model on a file system of Flink's is fetched for it.
   *
   * @return null where this machine can't read the model: its task managers may well, and the first
   *     results tell then
   */
  @Nullable
  static String of(ModelSettings model) {
    try (LocalModel files = LocalModel.obtain(here(model))) {
      return files.directory().info().fingerprint();
    } catch (IOException | ModelException e) {
      LOG.info("The model {} can't be read here", model.uri(), e);
      return null;
    }
  }

  /** The cache folder is one of the task managers. */
  private static ModelSettings here(ModelSettings model) {
    return model.withCacheDir(null);
  }
}
