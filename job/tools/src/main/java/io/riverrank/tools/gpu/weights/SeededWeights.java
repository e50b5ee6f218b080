package io.riverrank.tools.gpu.weights;

import ai.onnxruntime.platform.Fp16Conversions;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.riverrank.job.errors.UserException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * The weights that a graph refers to and that did not travel with it, as {@code onnx/NAME.json}
 * beside {@code onnx/NAME.onnx} describes them.
 *
 * @param file beside the graph
 * @param type {@code float16} or {@code float32}; both hold the same values for a seed
 */
public record SeededWeights(
    String file,
    String type,
    long values,
    @JsonProperty("standard_deviation") double standardDeviation,
    long seed) {
  private static final int BUFFER_BYTES = 1 << 20;

  /**
   * Writes what is not there yet.
   *
   * @return bytes written; 0 where nothing was missing
   */
  public static long complete(Path onnxFile) throws IOException {
    Optional<SeededWeights> described = of(onnxFile);
    if (described.isEmpty()) {
      return 0;
    }
    SeededWeights weights = described.get();
    Path target = onnxFile.resolveSibling(weights.file);
    if (Files.exists(target) && Files.size(target) == weights.bytes()) {
      return 0;
    }
    long free = Files.getFileStore(onnxFile.toAbsolutePath().getParent()).getUsableSpace();
    if (free < weights.bytes()) {
      throw new UserException(
          "%s wants %d MB for its weights and the disk has %d; give the bundle a larger disk"
              .formatted(onnxFile, weights.bytes() >> 20, free >> 20));
    }
    // Written beside and moved over: a run that is cut off leaves no half file.
    Path part = Files.createTempFile(target.toAbsolutePath().getParent(), weights.file, ".part");
    try {
      weights.write(part);
      Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
    return weights.bytes();
  }

  /** What a graph's weights take beside it; 0 where they are in the file. */
  public static long bytesOf(Path onnxFile) throws IOException {
    return of(onnxFile).map(SeededWeights::bytes).orElse(0L);
  }

  private static Optional<SeededWeights> of(Path onnxFile) throws IOException {
    Path description =
        onnxFile.resolveSibling(onnxFile.getFileName().toString().replace(".onnx", ".json"));
    return Files.exists(description)
        ? Optional.of(new ObjectMapper().readValue(description.toFile(), SeededWeights.class))
        : Optional.empty();
  }

  private long bytes() {
    return values * (isHalf() ? Short.BYTES : Float.BYTES);
  }

  private boolean isHalf() {
    return type.equals("float16");
  }

  private void write(Path path) throws IOException {
    HalfNormal normal = new HalfNormal(standardDeviation, seed);
    ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
      for (long written = 0; written < values; ) {
        for (; buffer.hasRemaining() && written < values; written++) {
          if (isHalf()) {
            buffer.putShort(normal.next());
          } else {
            buffer.putFloat(Fp16Conversions.fp16ToFloat(normal.next()));
          }
        }
        buffer.flip();
        while (buffer.hasRemaining()) {
          channel.write(buffer);
        }
        buffer.clear();
      }
    }
  }
}
