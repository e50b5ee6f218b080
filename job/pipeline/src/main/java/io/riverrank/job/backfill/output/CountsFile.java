package io.riverrank.job.backfill.output;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.apache.flink.core.fs.Path;

/** The counts of a backfill, as its job writes them when all is done. */
public record CountsFile(Path path) implements Serializable {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** Writes it whole. */
  public void write(Map<String, Long> counts) throws IOException {
    WholeFile.write(path, MAPPER.writeValueAsBytes(counts));
  }

  /** Empty before the job is done. */
  public Optional<SortedMap<String, Long>> read() throws IOException {
    try (InputStream in = path.getFileSystem().open(path)) {
      return Optional.of(MAPPER.readValue(in, new TypeReference<SortedMap<String, Long>>() {}));
    } catch (FileNotFoundException e) {
      return Optional.empty();
    }
  }
}
