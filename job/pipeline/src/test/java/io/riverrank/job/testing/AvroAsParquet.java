package io.riverrank.job.testing;

import io.riverrank.job.parquet.ParquetRowWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;

/** Writes the same rows as Parquet that a test has for Avro; lists have three levels. */
public final class AvroAsParquet {

  private AvroAsParquet() {}

  public static void write(Path file, Schema schema, List<GenericRecord> rows) throws IOException {
    MessageType type =
        new MessageType(
            schema.getName(),
            schema.getFields().stream().map(f -> type(f.name(), f.schema())).toList());
    try (ParquetRowWriter writer =
        new ParquetRowWriter(new LocalOutputFile(file), type, Map.of())) {
      for (GenericRecord row : rows) {
        writer.write(out -> fields(out, row));
      }
      writer.finish();
    }
  }

  private static Type type(String name, Schema schema) {
    Type.Repetition repetition =
        schema.isUnion() ? Type.Repetition.OPTIONAL : Type.Repetition.REQUIRED;
    Schema value =
        schema.isUnion()
            ? schema.getTypes().stream()
                .filter(member -> member.getType() != Schema.Type.NULL)
                .findFirst()
                .orElseThrow()
            : schema;
    return switch (value.getType()) {
      case STRING ->
          Types.primitive(PrimitiveTypeName.BINARY, repetition)
              .as(LogicalTypeAnnotation.stringType())
              .named(name);
      case INT -> Types.primitive(PrimitiveTypeName.INT32, repetition).named(name);
      case LONG -> Types.primitive(PrimitiveTypeName.INT64, repetition).named(name);
      case FLOAT -> Types.primitive(PrimitiveTypeName.FLOAT, repetition).named(name);
      case DOUBLE -> Types.primitive(PrimitiveTypeName.DOUBLE, repetition).named(name);
      case BOOLEAN -> Types.primitive(PrimitiveTypeName.BOOLEAN, repetition).named(name);
      case RECORD -> {
        var group = Types.buildGroup(repetition);
        value.getFields().forEach(field -> group.addField(type(field.name(), field.schema())));
        yield group.named(name);
      }
      case ARRAY ->
          Types.list(repetition).element(type("element", value.getElementType())).named(name);
      default -> throw new IllegalArgumentException(value.toString());
    };
  }

  private static void fields(RecordConsumer out, GenericRecord record) {
    for (Schema.Field field : record.getSchema().getFields()) {
      Object value = record.get(field.pos());
      if (value != null) {
        out.startField(field.name(), field.pos());
        value(out, value);
        out.endField(field.name(), field.pos());
      }
    }
  }

  private static void value(RecordConsumer out, Object value) {
    if (value instanceof GenericRecord record) {
      out.startGroup();
      fields(out, record);
      out.endGroup();
    } else if (value instanceof Collection<?> list) {
      out.startGroup();
      if (!list.isEmpty()) {
        out.startField("list", 0);
        for (Object element : list) {
          out.startGroup();
          out.startField("element", 0);
          value(out, element);
          out.endField("element", 0);
          out.endGroup();
        }
        out.endField("list", 0);
      }
      out.endGroup();
    } else if (value instanceof Integer number) {
      out.addInteger(number);
    } else if (value instanceof Long number) {
      out.addLong(number);
    } else if (value instanceof Float number) {
      out.addFloat(number);
    } else if (value instanceof Double number) {
      out.addDouble(number);
    } else if (value instanceof Boolean flag) {
      out.addBoolean(flag);
    } else {
      out.addBinary(Binary.fromString(value.toString()));
    }
  }
}
