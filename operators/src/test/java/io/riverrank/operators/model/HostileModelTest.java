package io.riverrank.operators.model;

import static io.riverrank.operators.model.OnnxBytes.external;
import static io.riverrank.operators.model.OnnxBytes.model;
import static io.riverrank.operators.model.OnnxBytes.node;
import static io.riverrank.operators.model.OnnxBytes.of;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riverrank.operators.settings.ModelSettings;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A model directory is data: nothing outside of it is read, and no code of it is run. */
class HostileModelTest {
  @TempDir Path folder;

  private Path directory;
  private Path outside;

  @BeforeEach
  void writeModel() throws IOException {
    directory = Files.createDirectories(folder.resolve("model/onnx")).getParent();
    outside = Files.writeString(folder.resolve("outside"), "{}");
    Files.writeString(
        directory.resolve("config.json"), "{\"max_position_embeddings\":64,\"pad_token_id\":0}");
    Files.writeString(directory.resolve("tokenizer.json"), "{}");
    write(model(new OnnxBytes()));
  }

  private void write(OnnxBytes onnx) throws IOException {
    Files.write(directory.resolve("onnx/model.onnx"), onnx.toByteArray());
  }

  private ModelDirectory open() {
    return ModelDirectory.open(directory, ModelSettings.of(directory.toString()));
  }

  private void refused(String... words) {
    assertThatThrownBy(this::open)
        .isInstanceOf(ModelException.class)
        .satisfies(e -> assertThat(((ModelException) e).isTransient()).isFalse())
        .hasMessageContainingAll(words);
  }

  private void link(String file, Path target) throws IOException {
    Path link = directory.resolve(file);
    Files.deleteIfExists(link);
    Files.createSymbolicLink(link, target);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"config.json", "tokenizer.json", "tokenizer_config.json", "onnx/model.onnx"})
  void aLinkOutOfTheDirectoryIsRefused(String file) throws IOException {
    link(file, outside);
    refused(file, "leads out of the model directory");
  }

  @Test
  void aFolderThatIsALinkOutIsRefused() throws IOException {
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    Files.move(directory.resolve("onnx/model.onnx"), elsewhere.resolve("model.onnx"));
    Files.delete(directory.resolve("onnx"));
    link("onnx", elsewhere);
    refused("onnx/model.onnx", "leads out of the model directory");
  }

  @Test
  void aLinkWithinTheDirectoryIsFollowed() throws IOException {
    Files.move(directory.resolve("config.json"), directory.resolve("config-1.json"));
    link("config.json", Path.of("config-1.json"));
    assertThat(open().maxLength()).isEqualTo(64);
  }

  @Test
  void theHuggingFaceCacheIsFollowedToItsBlobsOnly() throws IOException {
    Path repository = folder.resolve("hub/models--org--name");
    Path blobs = Files.createDirectories(repository.resolve("blobs"));
    Path snapshot =
        Files.createDirectories(repository.resolve("snapshots/0a1b2c/onnx")).getParent();
    for (String file : new String[] {"config.json", "tokenizer.json", "onnx/model.onnx"}) {
      Path blob = blobs.resolve(file.replace('/', '-') + "-etag");
      Files.move(directory.resolve(file), blob);
      Path link = snapshot.resolve(file);
      Files.createSymbolicLink(link, link.getParent().relativize(blob));
    }
    directory = snapshot;
    assertThat(open().info().name()).isEqualTo("0a1b2c");

    Path secret = Files.writeString(repository.resolve("secret"), "{}");
    link("tokenizer_config.json", secret);
    refused("tokenizer_config.json", "leads out of the model directory");
  }

  @Test
  void whatIsNoPlainFileIsRefused() throws IOException {
    Files.delete(directory.resolve("onnx/model.onnx"));
    Files.createDirectory(directory.resolve("onnx/model.onnx"));
    refused("model.onnx is not a plain file");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../../outside",
        "/etc/passwd",
        "../../model/../outside",
        "*/_ORT_MEM_ADDR_/*",
        "a\u0000b",
        "a\nb",
        "",
        "..",
      })
  void weightsOutsideTheFilesFolderAreRefused(String location) throws IOException {
    write(model(of(5, external(location))));
    refused("model.onnx");
  }

  @Test
  void weightsByALinkThatLeadsOutAreRefused() throws IOException {
    link("onnx/weights", outside);
    write(model(of(5, external("weights"))));
    refused("onnx/weights", "leads out of the model directory");
  }

  /** Where else a file may name its weights, so that no check and no fingerprint misses them. */
  @ParameterizedTest
  @CsvSource({
    "initializer",
    "sparse",
    "attribute",
    "subgraph",
    "function",
    "training",
    "value-first",
    "repeated-key"
  })
  void weightsAreFoundWhereverTheFileNamesThem(String where) throws IOException {
    OnnxBytes weights = external("weights");
    OnnxBytes nodeWithWeights = node("Constant", "").with(5, of(5, weights));
    OnnxBytes empty = new OnnxBytes();
    write(
        switch (where) {
          case "initializer" -> model(of(5, weights));
          case "sparse" -> model(of(15, of(1, weights)));
          case "attribute" -> model(of(1, nodeWithWeights));
          case "subgraph" -> model(of(1, node("If", "").with(5, of(6, of(1, nodeWithWeights)))));
          case "function" -> model(empty).with(25, of(10, "f").with(7, nodeWithWeights));
          case "training" -> model(empty).with(20, of(1, of(5, weights)));
          case "value-first" -> model(of(5, of(13, of(2, "weights").with(1, "location"))));
          default -> model(of(5, of(13, of(1, "location").with(1, "x").with(2, "weights"))));
        });
    refused("no onnx/weights");

    Path file = Files.writeString(directory.resolve("onnx/weights"), "one");
    String before = open().info().fingerprint();
    Files.writeString(file, "two");
    assertThat(open().info().fingerprint()).isNotEqualTo(before);
  }

  /** A field of a wire type that it doesn't have is an unknown field to every parser. */
  @Test
  void aFieldOfAnotherTypeHidesNothing() throws IOException {
    OnnxBytes graph = of(5, external("weights")).with(1, node("Add", ""));
    write(new OnnxBytes().with(7, graph.toByteArray().length + 10L).with(7, graph));
    refused("no onnx/weights");
  }

  @Test
  void operatorsOfAnotherDomainAreRefused() throws IOException {
    write(model(of(1, node("Evil", "com.example"))));
    refused("onnx/model.onnx has operators of com.example", "loads no code of a model");

    write(model(of(1, node("Evil", "com.example"))).with(25, of(10, "com.example")));
    assertThat(open().info().precision()).as("a function of the file's own").isEqualTo("fp32");
  }

  @Test
  void aCompiledProgramIsRefused() throws IOException {
    write(model(of(1, node("EPContext", "com.microsoft"))));
    refused("EPContext", "loads no code of a model");
  }

  @Test
  void batchDependentOperatorsAreFoundInSubgraphs() throws IOException {
    OnnxBytes inner = of(1, node("DynamicQuantizeLinear", ""));
    write(model(of(1, node("If", "").with(5, of(6, inner)))));
    refused("DynamicQuantizeLinear");
  }

  @Test
  void graphsWithinGraphsHaveALimit() throws IOException {
    OnnxBytes graph = of(1, node("Add", ""));
    for (int i = 0; i < 2_000; i++) {
      graph = of(1, of(5, of(6, graph)));
    }
    write(of(7, graph));
    refused("nested too deep");
  }

  @Test
  void aNameOfMegabytesIsRefused() throws IOException {
    write(model(of(1, node("x".repeat(1 << 20), ""))));
    refused("names that are too long");
  }

  @ParameterizedTest
  @CsvSource({"config.json, 16777217", "tokenizer.json, 268435457"})
  void aHugeJsonFileIsRefusedUnread(String file, long bytes) throws IOException {
    try (RandomAccessFile sparse = new RandomAccessFile(directory.resolve(file).toFile(), "rw")) {
      sparse.setLength(bytes);
    }
    refused(file, bytes + " bytes");
  }

  @Test
  void codeThatConfigJsonNamesIsNotLookedFor() throws IOException {
    Files.writeString(
        directory.resolve("config.json"),
        "{\"max_position_embeddings\":64,\"pad_token_id\":0,\"auto_map\":{\"AutoModel\":\"modeling.Evil\"},\"trust_remote_code\":true}");
    Files.writeString(directory.resolve("modeling.py"), "raise SystemExit");
    assertThat(open().maxLength()).isEqualTo(64);
  }

  @Test
  void aModuleOfTheModelsOwnIsRefused() throws IOException {
    Files.writeString(directory.resolve("modules.json"), "[{\"type\":\"evil.Transformer\"}]");
    refused("evil.Transformer");
  }
}
