package io.riverrank.job.backfill.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.riverrank.job.backfill.input.InputFile;
import io.riverrank.job.options.InputFormat;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests of Avro files, by the types of their fields. */
class AvroRequestsTest {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  @TempDir Path folder;

  private String request(Schema extra, String name, Object value) throws Exception {
    Schema schema =
        SchemaBuilder.record("hit")
            .fields()
            .requiredString("query_id")
            .requiredString("query")
            .requiredString("doc_id")
            .requiredString("text")
            .name(name)
            .type(extra)
            .noDefault()
            .endRecord();
    GenericRecord row =
        new GenericRecordBuilder(schema)
            .set("query_id", "q")
            .set("query", "größe")
            .set("doc_id", "d")
            .set("text", "one")
            .set(name, value)
            .build();
    Path file = folder.resolve("rows.avro");
    try (var writer = new DataFileWriter<GenericRecord>(new GenericDatumWriter<>(schema))) {
      writer.create(schema, file.toFile());
      writer.append(row);
    }
    InputFile input = new InputFile(file.toUri().toString(), Files.size(file), 0, InputFormat.AVRO);
    RowShape shape = new RowShape(Map.of(), false);
    try (RowReader reader = new RowReader(0, AvroRows.open(input), shape, 1 << 20)) {
      return new String(reader.next().value(), StandardCharsets.UTF_8);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "timestamp-millis, 1772366400123",
    "local-timestamp-millis, 1772366400123",
    "timestamp-micros, 1772366400123456",
    "local-timestamp-micros, 1772366400123456",
    "timestamp-nanos, 1772366400123456789",
    "local-timestamp-nanos, 1772366400123456789",
  })
  void times(String type, long value) throws Exception {
    Schema schema = Schema.create(Schema.Type.LONG);
    schema.addProp("logicalType", type);
    assertThat(MAPPER.readTree(request(schema, "event_time", value)).get("event_time").longValue())
        .isEqualTo(1_772_366_400_123L);
  }

  @Test
  void dates() throws Exception {
    Schema schema = LogicalTypes.date().addToSchema(Schema.create(Schema.Type.INT));
    assertThat(request(schema, "event_time", 20_513)).contains("\"event_time\":1772323200000");
  }

  @Test
  void decimals() throws Exception {
    byte[] unscaled = new BigDecimal("-0.50").unscaledValue().toByteArray();
    Schema bytes = LogicalTypes.decimal(3, 2).addToSchema(Schema.create(Schema.Type.BYTES));
    assertThat(request(bytes, "label", ByteBuffer.wrap(unscaled))).contains("\"label\":-0.50");
    Schema fixed = LogicalTypes.decimal(2, 2).addToSchema(Schema.createFixed("d", null, null, 1));
    assertThat(request(fixed, "label", new GenericData.Fixed(fixed, unscaled)))
        .contains("\"label\":-0.50");
  }

  @Test
  void missingScoresAndBooleanLabels() throws Exception {
    assertThat(request(Schema.create(Schema.Type.DOUBLE), "original_score", Double.NaN))
        .contains("größe")
        .doesNotContain("original_score");
    assertThat(request(Schema.create(Schema.Type.BOOLEAN), "label", true)).contains("\"label\":1");
  }

  @Test
  void nestedMetadata() throws Exception {
    Schema inner = SchemaBuilder.record("only").fields().requiredString("market").endRecord();
    Schema outer =
        SchemaBuilder.record("m").fields().name("inner").type(inner).noDefault().endRecord();
    GenericRecord value =
        new GenericRecordBuilder(outer)
            .set("inner", new GenericRecordBuilder(inner).set("market", "de").build())
            .build();
    assertThat(request(outer, "metadata", value))
        .contains("\"metadata\":{\"inner\":{\"market\":\"de\"}}");
    assertThat(
            request(
                Schema.createMap(Schema.create(Schema.Type.STRING)), "metadata", Map.of("a", "b")))
        .contains("\"metadata\":{\"a\":\"b\"}");
    assertThat(
            request(
                Schema.createMap(Schema.createArray(inner)), "metadata", Map.of("a", List.of())))
        .contains("\"metadata\":{\"a\":[]}");
  }

  @Test
  void unionsOfSeveralTypes() throws Exception {
    Schema date = LogicalTypes.date().addToSchema(Schema.create(Schema.Type.INT));
    Schema decimal = LogicalTypes.decimal(3, 2).addToSchema(Schema.create(Schema.Type.BYTES));
    Schema list = Schema.createArray(Schema.createUnion(Schema.create(Schema.Type.NULL), date));
    Schema union =
        Schema.createUnion(
            Schema.create(Schema.Type.NULL), Schema.create(Schema.Type.STRING), decimal, list);
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("text", "a");
    values.put("decimal", ByteBuffer.wrap(new byte[] {50}));
    values.put("list", Arrays.asList(20_513, null));
    assertThat(request(Schema.createMap(union), "metadata", values))
        .contains("\"text\":\"a\"", "\"decimal\":0.50", "\"list\":[1772323200000,null]");
  }
}
