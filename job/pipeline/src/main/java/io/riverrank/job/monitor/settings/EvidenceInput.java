package io.riverrank.job.monitor.settings;

import java.util.List;
import javax.annotation.Nullable;

/**
 * Where judgements or interactions come from, if there are any.
 *
 * @param files as they were named; empty for none
 * @param topic null for none
 */
public record EvidenceInput(List<String> files, @Nullable String topic) {

  public boolean isPresent() {
    return topic != null || !files.isEmpty();
  }
}
