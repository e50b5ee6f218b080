package io.riverrank.faults.progress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riverrank.faults.check.Verdict;
import io.riverrank.faults.report.FaultRow;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SavedTableTest {
  private static final RunIdentity IDENTITY = new RunIdentity("c0ffee", Map.of("--times", "5"));

  @TempDir private Path temporary;
  private Path folder;

  @BeforeEach
  void nameTheFolder() {
    folder = temporary.resolve("out");
  }

  private SavedTable open(RunIdentity identity, Long seed) throws Exception {
    return SavedTable.open(folder, identity, seed, 17);
  }

  private static FaultRow row(String kind, boolean passed) {
    Verdict verdict = new Verdict();
    verdict.input(10);
    verdict.result(9);
    if (!passed) {
      verdict.lost(1, "q-1 has no result");
    }
    return new FaultRow(kind, 5, 5, verdict, List.of(1.5, 2.25), List.of("a note"), null);
  }

  @Test
  void whatWasDoneIsThereAgain() throws Exception {
    try (SavedTable table = open(IDENTITY, null)) {
      table.add(row("one", true));
      table.add(row("two", false));
      table.add(new FaultRow("three", 5, 0, null, List.of(), List.of(), "it broke"));
    }
    try (SavedTable table = open(IDENTITY, null)) {
      assertThat(table.seed()).isEqualTo(17);
      assertThat(table.has("two")).isTrue();
      assertThat(table.has("four")).isFalse();
      assertThat(table.rows())
          .usingRecursiveFieldByFieldElementComparator()
          .containsExactly(
              row("one", true),
              row("two", false),
              new FaultRow("three", 5, 0, null, List.of(), List.of(), "it broke"));
    }
    assertThat(folder.resolve("table.txt")).content().contains("faults=10 lost=1");
  }

  /** What a run that is killed while it writes leaves. */
  @Test
  void halfARowIsNone() throws Exception {
    try (SavedTable table = open(IDENTITY, null)) {
      table.add(row("one", true));
    }
    byte[] whole = Files.readAllBytes(folder.resolve("suite.json"));
    for (int length = 0; length < whole.length; length += 50) {
      Files.write(
          folder.resolve("suite.json.half"), new String(whole).substring(0, length).getBytes());
      try (SavedTable table = open(IDENTITY, null)) {
        assertThat(table.rows()).extracting(FaultRow::kind).containsExactly("one");
      }
    }
  }

  @Test
  void anotherCommitIsRefused() throws Exception {
    open(IDENTITY, null).close();
    assertThatThrownBy(() -> open(new RunIdentity("decaf", IDENTITY.options()), null))
        .isInstanceOf(SavedTableException.class)
        .hasMessage(
            "holds a table of commit c0ffee, and this is decaf; check that one out, or give another"
                + " folder");
  }

  @Test
  void otherOptionsAreRefused() throws Exception {
    open(IDENTITY, null).close();
    assertThatThrownBy(() -> open(new RunIdentity("c0ffee", Map.of("--times", "4")), null))
        .isInstanceOf(SavedTableException.class)
        .hasMessageContaining("{--times=5}")
        .hasMessageContaining("{--times=4}");
  }

  @Test
  void anotherSeedIsRefused() throws Exception {
    open(IDENTITY, 3L).close();
    open(IDENTITY, 3L).close();
    assertThatThrownBy(() -> open(IDENTITY, 4L)).hasMessageContaining("seed 3, and this is 4");
  }

  @Test
  void whatIsNoTableIsRefused() throws Exception {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("suite.json"), "{\"identity\":");
    assertThatThrownBy(() -> open(IDENTITY, null))
        .isInstanceOf(SavedTableException.class)
        .hasMessageContaining("has a suite.json that is no table");
  }

  @Test
  void oneRunHasTheFolderAtATime() throws Exception {
    try (SavedTable table = open(IDENTITY, null)) {
      assertThat(table.rows()).isEmpty();
      assertThatThrownBy(() -> open(IDENTITY, null)).hasMessageContaining("is in use");
    }
    open(IDENTITY, null).close();
  }
}
