package io.riverrank.job.parquet;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.parquet.format.Util;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.FileMetaData;
import org.apache.parquet.io.LocalInputFile;

/** Files of Parquet for tests: {@code make_parquet.py} says which tool wrote each. */
public final class ParquetFiles {

  private static final int FOOTER_TAIL = 8;

  private ParquetFiles() {}

  /** A copy, since for other modules the resource is in a jar; it goes with the JVM. */
  public static Path resource(String name) {
    try (InputStream in = ParquetFiles.class.getResourceAsStream(name)) {
      Path folder = Files.createTempDirectory("riverrank-parquet-");
      Path copy = folder.resolve(name);
      Files.copy(in, copy);
      folder.toFile().deleteOnExit();
      copy.toFile().deleteOnExit();
      return copy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All columns of all rows; text as strings. */
  public static List<Map<String, Object>> rows(Path file) throws IOException {
    Map<String, Set<String>> all = new HashMap<>();
    try (ParquetFile rows = ParquetFile.open(FlinkInputFile.local(file))) {
      rows.columns().forEach(column -> all.put(column, Set.of()));
    }
    return rows(file, all);
  }

  static List<Map<String, Object>> rows(Path file, Map<String, Set<String>> columns)
      throws IOException {
    List<Map<String, Object>> read = new ArrayList<>();
    try (ParquetFile rows = ParquetFile.open(FlinkInputFile.local(file))) {
      rows.select(columns);
      for (ParquetRow row = rows.next(); row != null; row = rows.next()) {
        read.add(plain(row));
      }
    }
    return read;
  }

  private static Map<String, Object> plain(Map<?, ?> row) {
    Map<String, Object> values = new LinkedHashMap<>();
    row.forEach((column, value) -> values.put((String) column, plain(value)));
    return values;
  }

  private static Object plain(Object value) {
    if (value instanceof List<?> list) {
      List<Object> elements = new ArrayList<>();
      list.forEach(element -> elements.add(plain(element)));
      return elements;
    }
    if (value instanceof Map<?, ?> map) {
      return plain(map);
    }
    return value instanceof ByteBuffer ? ParquetValues.text(value) : value;
  }

  public static FileMetaData footer(Path file) throws IOException {
    try (ParquetFileReader reader =
        new ParquetFileReader(new LocalInputFile(file), PlainReadOptions.with(new Codecs()))) {
      return reader.getFileMetaData();
    }
  }

  /** Where a row group begins in its file. */
  public static int begin(Path file, int rowGroup) throws IOException {
    try (ParquetFileReader reader =
        new ParquetFileReader(new LocalInputFile(file), PlainReadOptions.with(new Codecs()))) {
      return (int) reader.getRowGroups().get(rowGroup).getStartingPos();
    }
  }

  /** A copy with another footer. */
  static Path withFooter(
      Path file, Path copy, Consumer<org.apache.parquet.format.FileMetaData> change)
      throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    int end = bytes.length - FOOTER_TAIL;
    ByteBuffer tail = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int begin = end - tail.getInt(end);
    var footer = Util.readFileMetaData(new ByteArrayInputStream(bytes, begin, end - begin));
    change.accept(footer);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(bytes, 0, begin);
    Util.writeFileMetaData(footer, out);
    int size = out.size() - begin;
    out.write(
        ByteBuffer.allocate(FOOTER_TAIL)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putInt(size)
            .put(bytes, bytes.length - 4, 4)
            .array());
    return Files.write(copy, out.toByteArray());
  }
}
