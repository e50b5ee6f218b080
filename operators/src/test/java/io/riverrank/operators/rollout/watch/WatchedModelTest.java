package io.riverrank.operators.rollout.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WatchedModelTest {
  private static final String FINGERPRINT = "sha256:" + "0f".repeat(32);

  @TempDir Path folder;

  private static ModelVersion look(Object place) throws IOException {
    return look(place, WatchThen.LOAD);
  }

  private static ModelVersion look(Object place, WatchThen then) throws IOException {
    return new WatchedModel(new ModelWatchSettings(place.toString(), 1, then)).current();
  }

  private Path pointer(String text) throws IOException {
    return Files.writeString(folder.resolve("current"), text);
  }

  private void version(String name, String marker) throws IOException {
    Files.writeString(
        Files.createDirectories(folder.resolve(name)).resolve(WatchedModel.MARKER), marker);
  }

  // ------------------------------------------------------------------ pointers

  @ParameterizedTest
  @ValueSource(strings = {"%s", "%s\n", "\r\n  %s \r\n\n"})
  void aPointerHoldsAModel(String text) throws IOException {
    Path pointer = pointer(text.formatted("s3://models/2026-11-28"));
    Files.setLastModifiedTime(pointer, FileTime.fromMillis(1_700_000_000_000L));
    assertThat(look(pointer))
        .isEqualTo(new ModelVersion("s3://models/2026-11-28", null, 1_700_000_000_000L));
  }

  @ParameterizedTest
  @CsvSource({
    "/models/with blanks, /models/with blanks",
    "bundled, bundled",
    "file:///models/a, file:///models/a",
    "v7, FOLDER/v7",
    "../v7, FOLDER/../v7"
  })
  void aNameIsBesideThePointer(String written, String uri) throws IOException {
    ModelVersion found = look(pointer(written + "  " + FINGERPRINT + "\n"));
    assertThat(found.uri()).isEqualTo(uri.replace("FOLDER", folder.toString()));
    assertThat(found.fingerprint()).isEqualTo(FINGERPRINT);
  }

  @Test
  void aRemotePointerNamesModelsBesideIt() throws IOException {
    assertThat(look("testfs://host" + pointer("v7")).uri())
        .isEqualTo("testfs://host" + folder + "/v7");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | is empty",
        "' \n\n' | is empty",
        "'s3://a/b\ns3://a/c' | has 2 lines",
        "sha256:00ff | write a model's URI, a blank, and sha256: with 64 hex digits",
        "s3://a/b sha256:00ff | write a model's URI, a blank, and sha256: with 64 hex digits"
      })
  void whatIsNoPointerIsToldInASentence(String text, String message) throws IOException {
    Path pointer = pointer(text);
    assertThatThrownBy(() -> look(pointer))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(pointer.toString())
        .hasMessageContaining(message);
  }

  @Test
  void aModelIsNoPointerToOne() throws IOException {
    Path large = pointer("s3://a/b".repeat(1000));
    assertThatThrownBy(() -> look(large)).hasMessageContaining("too many for a pointer");
    Path binary = Files.write(folder.resolve("binary"), new byte[] {8, (byte) 0xff, 0});
    assertThatThrownBy(() -> look(binary)).hasMessageContaining("is no UTF-8 text");
  }

  // ------------------------------------------------------------------ folders

  @ParameterizedTest
  @ValueSource(strings = {"", "file://", "testfs://host"})
  void theNewestCompleteVersionCounts(String scheme) throws IOException {
    version("v9", "");
    version("v10", "");
    Files.createDirectories(folder.resolve("v11/onnx"));
    version("_staging", "");
    version(".trash", "");
    Files.writeString(folder.resolve("v12"), "a file is no version");
    String root = scheme.equals("file://") ? folder.toString() : scheme + folder;
    assertThat(look(scheme + folder)).isEqualTo(new ModelVersion(root + "/v10", null, null));
    assertThat(look(scheme + folder + "/")).isEqualTo(look(scheme + folder));
  }

  @Test
  void aVersionMayBeNamedByTheTime() throws IOException {
    version("2026-11-28T09:00:00Z", "");
    version("2026-11-28T10:00:00Z", "");
    assertThat(look(folder).uri()).isEqualTo(folder + "/2026-11-28T10:00:00Z");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{\"name\":\"org.apache.hadoop.fs.s3a.commit.files.SuccessData/1\"}"})
  void aMarkerMayHoldAnything(String text) throws IOException {
    version("v1", text);
    assertThat(look(folder).fingerprint()).isNull();
  }

  @Test
  void aMarkerMayHoldTheFingerprint() throws IOException {
    version("v1", FINGERPRINT + "\n");
    assertThat(look(folder).fingerprint()).isEqualTo(FINGERPRINT);
  }

  @Test
  void aFolderWithoutVersionsIsToldInASentence() throws IOException {
    Files.createDirectories(folder.resolve("v1"));
    assertThatThrownBy(() -> look(folder))
        .hasMessageContaining("no folder in")
        .hasMessageContaining("_SUCCESS");
  }

  // ------------------------------------------------------------------ places

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/no/such/place | there is nothing at /no/such/place",
        "testfs://host/no/such/place | there is nothing at testfs://host/no/such/place",
        "nosuchfs://bucket/current | Flink has no file system for nosuchfs://bucket/current"
      })
  void aPlaceThatIsNoneIsToldInASentence(String place, String message) {
    assertThatThrownBy(() -> look(place))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(message);
  }

  @Test
  void onlyWhatHasAFingerprintIsToBePromoted() throws IOException {
    Path pointer = pointer("s3://a/b");
    assertThatThrownBy(() -> look(pointer, WatchThen.PROMOTE))
        .hasMessageContaining("s3://a/b comes without a fingerprint")
        .hasMessageContaining("behind it in the pointer");
    assertThat(look(pointer("s3://a/b " + FINGERPRINT), WatchThen.PROMOTE)).isNotNull();
  }
}
