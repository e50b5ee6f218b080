package io.riverrank.operators.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riverrank.operators.settings.LabelSettings;
import io.riverrank.operators.settings.LongDocument;
import io.riverrank.operators.settings.ModelSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.util.FileUtils;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelCacheTest {
  @TempDir Path folder;
  private Path cache;
  private Path remote;

  /** The bundled model on a file system of Flink's. */
  @BeforeEach
  void publish() throws IOException {
    cache = folder.resolve("cache");
    remote = folder.resolve("models/reranker");
    new BundledModel().copyTo(Files.createDirectories(remote));
  }

  private ModelSettings settings(String uri, String fingerprint) {
    return new ModelSettings(
        uri,
        null,
        null,
        null,
        fingerprint,
        false,
        cache.toString(),
        ModelSettings.DEFAULT_CACHE_BYTES,
        LongDocument.TRUNCATE,
        LabelSettings.ONLY,
        null);
  }

  private ModelSettings remote(String fingerprint) {
    return settings("testfs://host" + remote, fingerprint);
  }

  private static String fingerprint(ModelSettings settings) throws IOException {
    try (LocalModel model = LocalModel.obtain(settings)) {
      return model.directory().info().fingerprint();
    }
  }

  private List<Path> entries() throws IOException {
    try (Stream<Path> files = Files.list(cache)) {
      return files.filter(f -> !f.getFileName().toString().startsWith(".")).toList();
    }
  }

  private Path cached(String file) throws IOException {
    assertThat(entries()).hasSize(1);
    return entries().get(0).resolve("reranker").resolve(file);
  }

  /** Its time tells whether it was written again. */
  private static void markAsOld(Path file) throws IOException {
    Files.setLastModifiedTime(file, FileTime.fromMillis(1000));
  }

  @Test
  void aModelOutlivesItsUser() throws IOException {
    String first = fingerprint(remote(null));
    markAsOld(cached("tokenizer.json"));
    assertThat(fingerprint(remote(null))).isEqualTo(first);
    assertThat(Files.getLastModifiedTime(cached("tokenizer.json")).toMillis()).isEqualTo(1000);
  }

  @Test
  void theBundledModelIsExtractedOnce() throws IOException {
    try (LocalModel first = LocalModel.obtain(settings(ModelSettings.BUNDLED, null));
        LocalModel second = LocalModel.obtain(settings(ModelSettings.BUNDLED, null))) {
      assertThat(second.directory()).isEqualTo(first.directory());
      assertThat(second.directory().info().name()).isEqualTo("demo-cross-encoder");
    }
    assertThat(entries()).hasSize(1);
  }

  @Test
  void aPinnedModelNeedsItsPlaceNoMore() throws IOException {
    String pinned = fingerprint(settings(remote.toString(), null));
    assertThat(fingerprint(remote(pinned))).isEqualTo(pinned);
    FileUtils.deleteDirectory(remote.toFile());

    assertThat(fingerprint(remote(pinned))).isEqualTo(pinned);
    assertThatThrownBy(() -> LocalModel.obtain(remote(null)))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("there is no model at testfs://host" + remote);
  }

  @Test
  void aModelThatChangedIsFetchedAgain() throws IOException {
    String first = fingerprint(remote(null));
    Files.writeString(remote.resolve("tokenizer_config.json"), "\n", StandardOpenOption.APPEND);
    assertThat(fingerprint(remote(null))).isNotEqualTo(first);
    assertThat(entries()).hasSize(2);
  }

  @Test
  void aDamagedModelIsFetchedAgain() throws IOException {
    String first = fingerprint(remote(null));
    byte[] tokenizer = Files.readAllBytes(cached("tokenizer.json"));
    // Still a tokenizer: the length is the same, and a word is another.
    String other = new String(tokenizer, StandardCharsets.UTF_8).replace("\"rent\"", "\"rant\"");
    for (String damage : List.of(other, "")) {
      Files.writeString(cached("tokenizer.json"), damage);
      assertThat(fingerprint(remote(null))).isEqualTo(first);
      assertThat(cached("tokenizer.json")).hasBinaryContent(tokenizer);
    }
  }

  @Test
  void aModelThatCantBeUsedIsNotKept() throws IOException {
    Files.writeString(remote.resolve("config.json"), "{");
    assertThatThrownBy(() -> LocalModel.obtain(remote(null))).isInstanceOf(ModelException.class);
    assertThat(entries()).isEmpty();
  }

  @Test
  void aCacheThatCantBeWrittenIsNamed() throws IOException {
    Files.writeString(cache, "a file");
    assertThatThrownBy(() -> LocalModel.obtain(remote(null)))
        .isInstanceOf(ModelException.class)
        .hasMessageStartingWith("rerank.model.cache-dir " + cache + " can't be written: ");
  }
}
