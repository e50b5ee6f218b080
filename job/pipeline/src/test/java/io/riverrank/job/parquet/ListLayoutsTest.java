package io.riverrank.job.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The layouts of lists that the format's page on logical types shows. */
class ListLayoutsTest {

  private static final String FIELDS = "required binary id (STRING); optional int32 n;";

  @TempDir Path folder;

  private int files;

  private Path write(String schema, Consumer<Group> fill) throws Exception {
    MessageType type = MessageTypeParser.parseMessageType("message m {" + schema + "}");
    Path file = folder.resolve("%d.parquet".formatted(files++));
    Group row = new SimpleGroup(type);
    fill.accept(row);
    try (ParquetRowWriter writer =
        new ParquetRowWriter(new LocalOutputFile(file), type, Map.of())) {
      writer.write(out -> fields(out, row, type));
      writer.finish();
    }
    return file;
  }

  private static void fields(RecordConsumer out, Group group, GroupType type) {
    for (int field = 0; field < type.getFieldCount(); field++) {
      int count = group.getFieldRepetitionCount(field);
      if (count > 0) {
        out.startField(type.getFieldName(field), field);
        for (int i = 0; i < count; i++) {
          if (type.getType(field).isPrimitive()) {
            group.writeValue(field, i, out);
          } else {
            out.startGroup();
            fields(out, group.getGroup(field, i), type.getType(field).asGroupType());
            out.endGroup();
          }
        }
        out.endField(type.getFieldName(field), field);
      }
    }
  }

  private void assertElements(Path file) throws Exception {
    try (ParquetFile opened = ParquetFile.open(FlinkInputFile.local(file))) {
      assertThat(opened.elementFields("hits")).containsExactly("id", "n");
    }
    Map<String, Set<String>> both = Map.of("hits", Set.of("id", "n"));
    assertThat(ParquetFiles.rows(file, both))
        .singleElement()
        .extracting("hits")
        .isEqualTo(List.of(Map.of("id", "a", "n", 1L), Map.of("id", "b", "n", 2L)));
    Map<String, Set<String>> one = Map.of("hits", Set.of("id"));
    assertThat((List<?>) ParquetFiles.rows(file, one).get(0).get("hits"))
        .extracting("id")
        .containsExactly("a", "b");
  }

  private static void twoHits(Group list, String repeated) {
    list.addGroup(repeated).append("id", "a").append("n", 1);
    list.addGroup(repeated).append("id", "b").append("n", 2);
  }

  @Test
  void threeLevels() throws Exception {
    assertElements(
        write(
            "optional group hits (LIST) { repeated group list { optional group element {"
                + FIELDS
                + "} } }",
            row -> {
              Group list = row.addGroup("hits");
              list.addGroup("list").addGroup("element").append("id", "a").append("n", 1);
              list.addGroup("list").addGroup("element").append("id", "b").append("n", 2);
            }));
  }

  @Test
  void twoLevels() throws Exception {
    for (String name : List.of("array", "bag", "hits_tuple")) {
      assertElements(
          write(
              "optional group hits (LIST) { repeated group " + name + " {" + FIELDS + "} }",
              row -> twoHits(row.addGroup("hits"), name)));
    }
  }

  @Test
  void repeatedOutsideOfAList() throws Exception {
    assertElements(write("repeated group hits {" + FIELDS + "}", row -> twoHits(row, "hits")));
  }

  @Test
  void oneFieldedElementsOfTwoLevels() throws Exception {
    for (String name : List.of("array", "hits_tuple")) {
      Path file =
          write(
              "optional group hits (LIST) { repeated group "
                  + name
                  + " { required binary id (STRING); } }",
              row -> row.addGroup("hits").addGroup(name).append("id", "a"));
      assertThat(ParquetFiles.rows(file).get(0).get("hits")).isEqualTo(List.of(Map.of("id", "a")));
    }
  }

  @Test
  void primitivesAndNulls() throws Exception {
    Path file =
        write(
            "optional group a (LIST) { repeated int32 array; }"
                + "optional group b (LIST) { repeated group list { optional int32 element; } }"
                + "optional group c (LIST) { repeated group list { optional int32 element; } }"
                + "repeated int32 d;",
            row -> {
              row.addGroup("a").append("array", 1);
              Group list = row.addGroup("b");
              list.addGroup("list");
              list.addGroup("list").append("element", 2);
              row.append("d", 3);
              row.append("d", 4);
            });
    Map<String, Object> row = ParquetFiles.rows(file).get(0);
    assertThat(row).containsEntry("a", List.of(1L)).containsEntry("d", List.of(3L, 4L));
    assertThat((List<?>) row.get("b")).hasSize(2).first().isNull();
    assertThat(row.get("c")).isNull();
  }
}
