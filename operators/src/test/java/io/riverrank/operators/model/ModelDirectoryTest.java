package io.riverrank.operators.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.riverrank.operators.settings.ModelSettings;
import io.riverrank.operators.testing.TestSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a model directory may look like, and what is said of one that can't be used. */
class ModelDirectoryTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @TempDir Path directory;

  @BeforeEach
  void copyModel() throws IOException {
    Path source = TestSettings.modelDirectory("xlmr-tiny");
    try (Stream<Path> files = Files.walk(source)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path target = directory.resolve(source.relativize(file).toString());
        Files.createDirectories(target.getParent());
        Files.copy(file, target);
      }
    }
    Files.delete(directory.resolve("onnx/model_token_types.onnx"));
  }

  private ModelDirectory open() {
    return ModelDirectory.open(directory, settings());
  }

  private ModelSettings settings() {
    return ModelSettings.of(directory.toString());
  }

  private void edit(String file, Consumer<ObjectNode> change) throws IOException {
    Path path = directory.resolve(file);
    ObjectNode json =
        Files.exists(path)
            ? (ObjectNode) MAPPER.readTree(path.toFile())
            : MAPPER.createObjectNode();
    change.accept(json);
    MAPPER.writeValue(path.toFile(), json);
  }

  @ParameterizedTest
  @ValueSource(strings = {"hidden_size", "d_model", "dim", "n_embd"})
  void theWidthHasSeveralNames(String name) throws IOException {
    edit("config.json", c -> c.remove("hidden_size"));
    assertThat(open().hiddenSize()).isZero();
    edit("config.json", c -> c.put(name, 1024));
    assertThat(open().hiddenSize()).isEqualTo(1024);
  }

  private void refused(String... words) {
    assertThatThrownBy(this::open)
        .isInstanceOf(ModelException.class)
        .hasMessageContainingAll(words);
  }

  @Test
  void readsWhatTheFilesSay() {
    ModelDirectory model = open();

    assertThat(model.maxLength()).isEqualTo(512);
    assertThat(model.padTokenId()).isEqualTo(1);
    assertThat(model.scoreRule().activation()).isEqualTo(Activation.SIGMOID);
    assertThat(model.info().precision()).isEqualTo("fp32");
    assertThat(model.info().fingerprint()).matches("sha256:[0-9a-f]{64}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"config.json", "tokenizer.json", "onnx/model.onnx"})
  void aMissingFileIsNamed(String file) throws IOException {
    Files.delete(directory.resolve(file));
    refused(directory.toString(), file);
  }

  @Test
  void aMissingDirectoryIsNamed() {
    assertThatThrownBy(() -> ModelDirectory.open(directory.resolve("nowhere"), settings()))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("nowhere is not a directory");
  }

  @ParameterizedTest
  @ValueSource(strings = {"config.json", "tokenizer.json"})
  void brokenJsonIsNamed(String file) throws IOException {
    Files.writeString(directory.resolve(file), "{\"a\":");
    refused(file, "is not JSON");
  }

  @Test
  void aCutOnnxFileIsNamed() throws IOException {
    Path file = directory.resolve("onnx/model.onnx");
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length / 2));
    refused("model.onnx is not a complete ONNX model");
  }

  @Test
  void anEmptyOnnxFileIsNamed() throws IOException {
    Files.write(directory.resolve("onnx/model.onnx"), new byte[0]);
    refused("it has no graph");
  }

  @Test
  void theOnlyOnnxFileIsTaken() throws IOException {
    Files.move(directory.resolve("onnx/model.onnx"), directory.resolve("onnx/model_O2.onnx"));
    assertThat(open().onnxFile()).hasFileName("model_O2.onnx");
  }

  @Test
  void severalOnnxFilesAreListed() throws IOException {
    Files.copy(directory.resolve("onnx/model.onnx"), directory.resolve("onnx/model_b.onnx"));
    Files.move(directory.resolve("onnx/model.onnx"), directory.resolve("onnx/model_a.onnx"));
    refused("onnx/model_a.onnx, onnx/model_b.onnx", "--model-file");
  }

  @ParameterizedTest
  @ValueSource(strings = {"onnx/other.onnx", "../outside.onnx", "/etc/passwd"})
  void onlyFilesOfTheDirectoryCanBeChosen(String file) {
    assertThatThrownBy(() -> ModelDirectory.open(directory, settings().withFile(file)))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("has no " + file);
  }

  @Test
  void activationFollowsTheReferencesPrecedence() throws IOException {
    edit("config.json", c -> c.put("sbert_ce_default_activation_function", "torch.nn.Identity"));
    assertThat(open().scoreRule().activation()).isEqualTo(Activation.IDENTITY);

    edit(
        "config.json",
        c -> c.putObject("sentence_transformers").put("activation_fn", "torch.nn.Sigmoid"));
    assertThat(open().scoreRule().activation()).isEqualTo(Activation.SIGMOID);

    edit(
        "config_sentence_transformers.json",
        c -> c.put("activation_fn", "torch.nn.modules.linear.Identity"));
    assertThat(open().scoreRule().activation()).isEqualTo(Activation.IDENTITY);

    ModelSettings said =
        new ModelSettings(directory.toString(), null, null, "sigmoid", null, false, null);
    assertThat(ModelDirectory.open(directory, said).scoreRule().activation())
        .isEqualTo(Activation.SIGMOID);
  }

  @Test
  void anUnknownActivationIsRefused() throws IOException {
    edit("config_sentence_transformers.json", c -> c.put("activation_fn", "torch.nn.Tanh"));
    refused("torch.nn.Tanh");
  }

  @ParameterizedTest
  @ValueSource(strings = {"my.pkg.Sigmoid", "Tanh", "torch.nn.modules.activation.ReLU"})
  void onlyTorchsOwnActivationsAreKnown(String name) throws IOException {
    edit("config.json", c -> c.put("sbert_ce_default_activation_function", name));
    refused(name);
  }

  @Test
  void segmentsAreToldApartOnlyWhereTheModelKnowsThem() throws IOException {
    edit("tokenizer_config.json", c -> c.remove("model_input_names"));
    assertThat(open().distinguishesSegments()).as("type_vocab_size 1").isFalse();

    edit("config.json", c -> c.put("type_vocab_size", 2));
    assertThat(open().distinguishesSegments()).isTrue();

    edit("tokenizer_config.json", c -> c.putArray("model_input_names").add("input_ids"));
    assertThat(open().distinguishesSegments()).as("model_input_names lacks them").isFalse();
  }

  @Test
  void aModelWithoutAnyLengthAsksForOne() throws IOException {
    edit("tokenizer_config.json", c -> c.put("model_max_length", 1e30));
    edit("config.json", c -> c.remove("max_position_embeddings"));
    refused("rerank.model.max-length");
  }

  @ParameterizedTest
  @ValueSource(strings = {"nosuchfs://bucket/model", "s3://bucket", "testfs://bad host/x"})
  void aPlaceThatCantBeOneIsNamed(String uri) {
    assertThatThrownBy(() -> LocalModel.obtain(ModelSettings.of(uri)))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining(uri.substring(0, 5));
  }

  @Test
  void aBiEncoderIsRefused() throws IOException {
    edit("config_sentence_transformers.json", c -> c.put("model_type", "SentenceTransformer"));
    refused("SentenceTransformer");
  }

  @ParameterizedTest
  @CsvSource({"512, 514, , 512", "1e30, 514, , 512", "8192, 8194, , 8192", "512, 514, 128, 128"})
  void theSmallestLengthCounts(String tokenizer, int positions, Integer user, int expected)
      throws IOException {
    edit("tokenizer_config.json", c -> c.put("model_max_length", Double.valueOf(tokenizer)));
    edit("config.json", c -> c.put("max_position_embeddings", positions));
    ModelSettings settings =
        new ModelSettings(directory.toString(), null, user, null, null, false, null);
    assertThat(ModelDirectory.open(directory, settings).maxLength()).isEqualTo(expected);
  }

  @Test
  void aLengthTooShortForAPairIsRefused() {
    ModelSettings settings =
        new ModelSettings(directory.toString(), null, 3, null, null, false, null);
    assertThatThrownBy(() -> ModelDirectory.open(directory, settings))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("max-length");
  }

  @Test
  void anExpectedFingerprintIsEnforced() throws IOException {
    String fingerprint = open().info().fingerprint();
    ModelSettings settings =
        new ModelSettings(directory.toString(), null, null, null, fingerprint, false, null);
    ModelDirectory.open(directory, settings);

    edit("tokenizer_config.json", c -> c.put("model_max_length", 128));
    assertThatThrownBy(() -> ModelDirectory.open(directory, settings))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining(fingerprint);
  }

  @Test
  void theBundledModelIsComplete() throws IOException {
    try (LocalModel files = LocalModel.obtain(TestSettings.BUNDLED)) {
      ModelDirectory model = files.directory();
      assertThat(model.info().name()).isEqualTo("demo-cross-encoder");
      assertThat(model.info().precision()).isEqualTo("int8");
      assertThat(model.padTokenId()).isZero();
    }
  }

  /** As Optimum's exporter writes. */
  @Test
  void aModelBesideItsConfigIsLoadedAndFetched() throws IOException {
    Path inFolder = directory.resolve("onnx/model.onnx");
    Path beside = directory.resolve("model.onnx");
    assertThat(open().onnxFile()).isEqualTo(inFolder);
    assertThat(ModelDirectory.open(directory, settings().withFile("model.onnx")).onnxFile())
        .isEqualTo(inFolder);
    Files.move(inFolder, beside);
    Files.writeString(directory.resolve("model.safetensors"), "not for us");
    assertThat(open().onnxFile()).isEqualTo(beside);
    Files.copy(beside, directory.resolve("model_quantized.onnx"));
    assertThat(open().onnxFile()).isEqualTo(beside);
    assertThat(ModelDirectory.open(directory, settings().withFile("model.onnx")).onnxFile())
        .isEqualTo(beside);

    ModelSettings settings = ModelSettings.of("testfs://host" + directory);
    try (LocalModel files = LocalModel.obtain(settings)) {
      assertThat(files.directory().info().fingerprint()).isEqualTo(open().info().fingerprint());
      assertThat(files.directory().tokenizerFile().resolveSibling("model.safetensors"))
          .doesNotExist();
    }
  }

  @Test
  void aModelIsFetchedByFlinksFileSystemsAndGoesWhenClosed() throws IOException {
    ModelSettings settings = ModelSettings.of("testfs://host" + directory);
    Path local;
    try (LocalModel files = LocalModel.obtain(settings)) {
      local = files.directory().tokenizerFile().getParent();
      assertThat(files.directory().info().fingerprint()).isEqualTo(open().info().fingerprint());
    }
    assertThat(local).doesNotExist();
  }
}
