package io.riverrank.job.backfill.source;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.flink.connector.file.src.FileSourceSplit;
import org.apache.flink.connector.file.src.assigners.FileSplitAssigner;

/** Hands files out in the input's order, which their split ids say; also those that come back. */
final class InputOrder implements FileSplitAssigner {

  private final TreeMap<String, FileSourceSplit> remaining = new TreeMap<>();

  InputOrder(Collection<FileSourceSplit> splits) {
    addSplits(splits);
  }

  @Override
  public Optional<FileSourceSplit> getNext(String hostname) {
    return Optional.ofNullable(remaining.pollFirstEntry()).map(entry -> entry.getValue());
  }

  @Override
  public void addSplits(Collection<FileSourceSplit> splits) {
    splits.forEach(split -> remaining.put(split.splitId(), split));
  }

  @Override
  public Collection<FileSourceSplit> remainingSplits() {
    return List.copyOf(remaining.values());
  }
}
