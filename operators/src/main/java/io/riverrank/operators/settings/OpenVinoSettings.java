package io.riverrank.operators.settings;

import java.io.Serializable;
import javax.annotation.Nullable;

/**
 * What is said of OpenVINO only; other providers ignore it.
 *
 * @param library the plugin's file; null for the one that is installed
 */
public record OpenVinoSettings(@Nullable String library, Precision precision)
    implements Serializable {
  public static final OpenVinoSettings DEFAULT = new OpenVinoSettings(null, Precision.FP32);
}
