package io.riverrank.job.backfill.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.riverrank.job.backfill.input.InputFile;
import io.riverrank.job.backfill.output.BackfillRun.Reuse;
import io.riverrank.job.options.InputFormat;
import io.riverrank.operators.options.SettingsException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.annotation.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may go on with what is in an output folder. */
class BackfillRunTest {

  private static final List<InputFile> FILES =
      List.of(
          new InputFile("file:/logs/1.jsonl", 78_190, 1_795_845_004_418L, InputFormat.JSON_LINES));

  @TempDir private Path folder;
  private OutputFolder output;
  private Path manifest;

  @BeforeEach
  void makeOutput() throws Exception {
    output = new OutputFolder(new org.apache.flink.core.fs.Path(folder.toUri()));
    manifest = folder.resolve("_riverrank/manifest.json");
  }

  /** One attempt that is killed at once. */
  private Manifest attempt(SortedMap<String, String> options, @Nullable String model, Reuse reuse)
      throws Exception {
    try (BackfillRun run = BackfillRun.open(output, options, model, FILES, () -> null, reuse)) {
      return run.manifest();
    }
  }

  private Manifest attempt(SortedMap<String, String> options, @Nullable String model)
      throws Exception {
    return attempt(options, model, Reuse.SAME);
  }

  private static SortedMap<String, String> options(String option, @Nullable String value) {
    SortedMap<String, String> options = new TreeMap<>(Map.of("rerank.limits.candidates", "3"));
    options.put(option, value);
    return options;
  }

  @Test
  void anotherModelIsRefusedUntilItIsTaken() throws Exception {
    SortedMap<String, String> options = options("rerank.model.uri", "/m");
    Manifest begun = attempt(options, "sha256:a");

    assertThatThrownBy(() -> attempt(options, "sha256:b"))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("their fingerprint was sha256:a and is sha256:b")
        .hasMessageContaining("say --resume to go on with these, or say --overwrite");

    Manifest taken = attempt(options, "sha256:b", Reuse.RESUME);
    assertThat(taken.run()).isEqualTo(begun.run());
    assertThat(taken.startedMs()).isEqualTo(begun.startedMs());
    // From here on it is the one to go on with.
    assertThat(attempt(options, "sha256:b")).isEqualTo(taken);
    assertThatThrownBy(() -> attempt(options, "sha256:a")).isInstanceOf(SettingsException.class);
  }

  @Test
  void aModelThatTheClientCantReadIsLeftToTheTaskManagers() throws Exception {
    SortedMap<String, String> options = options("rerank.model.uri", "/m");
    assertThat(attempt(options, null).model()).isNull();
    assertThat(attempt(options, "sha256:a").model()).isNull();
    assertThat(attempt(options, "sha256:b").model()).isNull();
  }

  @Test
  void anOptionThatIsTakenIsTheOneToGoOnWith() throws Exception {
    attempt(options("rerank.model.max-length", null), null);

    assertThatThrownBy(() -> attempt(options("rerank.model.max-length", "64"), null))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("rerank.model.max-length was not set and is 64");

    Manifest taken = attempt(options("rerank.model.max-length", "64"), null, Reuse.RESUME);
    assertThat(attempt(options("rerank.model.max-length", "64"), null)).isEqualTo(taken);
    assertThatThrownBy(() -> attempt(options("rerank.model.max-length", null), null))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("rerank.model.max-length was 64 and is not set");
  }

  /** Its manifest has no long-document and no model, so nobody knows how they were. */
  @Test
  void aBackfillOfAnEarlierReleaseGoesOn() throws Exception {
    SortedMap<String, String> options = new TreeMap<>(writeVersion1().arguments());
    options.put("rerank.model.file", null);
    options.put("rerank.long-document", "truncate");

    Manifest present = attempt(options, "sha256:a");

    assertThat(present.run()).isEqualTo("674546b3");
    assertThat(present.startedMs()).isEqualTo(1_795_845_005_850L);
    assertThat(present.files()).isEqualTo(FILES);
    // Now it is known.
    options.put("rerank.long-document", "chunk");
    assertThatThrownBy(() -> attempt(options, "sha256:b"))
        .hasMessageContaining("(rerank.long-document was truncate and is chunk)");
  }

  @Test
  void whatAnEarlierReleaseDidNotWriteWasNotSet() throws Exception {
    SortedMap<String, String> options = new TreeMap<>(writeVersion1().arguments());
    options.put("rerank.model.file", "onnx/other.onnx");

    assertThatThrownBy(() -> attempt(options, null))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("rerank.model.file was not set and is onnx/other.onnx");
  }

  @Test
  void aManifestOfALaterReleaseIsRefused() throws Exception {
    writeVersion1();
    Files.writeString(
        manifest, Files.readString(manifest).replace("\"version\" : 1", "\"version\" : 9"));
    assertThatThrownBy(() -> attempt(new TreeMap<>(), null))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("is of a later release");
  }

  /** Written by release 0569ac3. */
  private Manifest writeVersion1() throws Exception {
    Files.createDirectories(manifest.getParent());
    try (InputStream in = BackfillRunTest.class.getResourceAsStream("manifest-v1.json")) {
      Files.copy(in, manifest);
    }
    return new ObjectMapper().readValue(manifest.toFile(), Manifest.class);
  }
}
